/**
 * The meeting point of the command line and a running server. It knows nothing of {@code
 * lido.server}, which uses it.
 *
 * <p>{@link lido.server.admin.PidFile} says which process serves. {@link
 * lido.server.admin.AdminSocket} answers in the server, {@link lido.server.admin.AdminClient} asks
 * from outside, line by line ({@code AdminLine}). {@link lido.server.admin.Status} is the answer to
 * {@code status}. {@link lido.server.admin.SocketPath} has the longest path of a socket, {@link
 * lido.server.admin.LidoVersion} the version.
 */
@NullMarked
package lido.server.admin;

import org.jspecify.annotations.NullMarked;
