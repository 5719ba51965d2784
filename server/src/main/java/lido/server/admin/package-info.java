/**
 * What the command line knows of a running server: where its PID file is ({@link
 * lido.server.admin.PidFile}), how it is asked ({@link lido.server.admin.AdminSocket} in the
 * server, {@link lido.server.admin.AdminClient} outside) and what it answers ({@link
 * lido.server.admin.Status}). Knows nothing of {@code lido.server}, which uses it.
 */
@NullMarked
package lido.server.admin;

import org.jspecify.annotations.NullMarked;
