package lido.console;

import lido.server.admin.LidoVersion;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
final class Version implements IVersionProvider {

  @Override
  public String[] getVersion() {
    return new String[] {"Lido " + LidoVersion.text()};
  }
}
