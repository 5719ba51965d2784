/**
 * Listeners, routes, dispatch to workers, and the console.
 *
 * <p>Reading order: {@link lido.server.Routes} and {@link lido.server.RouteSet} (what a user
 * writes), {@link lido.server.Request}, {@link lido.server.Response}, {@link
 * lido.server.Middleware}, then {@link lido.server.Server}. From the command line: {@link
 * lido.server.ServerCommand} is bin/server; {@link lido.server.Console} is bin/console, with {@link
 * lido.server.Commands} of the providers.
 */
@NullMarked
package lido.server;

import org.jspecify.annotations.NullMarked;
