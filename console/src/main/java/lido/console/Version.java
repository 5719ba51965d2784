package lido.console;

import lido.server.admin.LidoVersion;
import picocli.CommandLine.IVersionProvider;

/** Prints the version of Lido for {@code --version}. */
final class Version implements IVersionProvider {

  @Override
  public String[] getVersion() {
    return new String[] {"Lido " + LidoVersion.text()};
  }
}
