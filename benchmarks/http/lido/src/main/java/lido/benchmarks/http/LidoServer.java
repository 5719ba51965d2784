package lido.benchmarks.http;

import com.typesafe.config.ConfigFactory;
import lido.container.Application;
import lido.container.StartException;
import lido.server.Server;

/** Lido, as a user writes it: providers, routes and database are in application.conf. */
public final class LidoServer {

  private LidoServer() {}

  public static void main(String[] args) throws StartException {
    var application = Application.of(ConfigFactory.parseResources("application.conf"));
    application.start();
    var injector = application.workers().get(0).injector();
    System.out.println("port=" + injector.getInstance(Server.class).port());
  }
}
