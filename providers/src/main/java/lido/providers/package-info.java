/**
 * The service providers that most applications start from; each is named in {@code app.providers}.
 *
 * <p>Reading order: {@link lido.providers.DatabaseServiceProvider} and {@code DatabaseSettings} (a
 * row becomes a pool), {@link lido.providers.MigrationServiceProvider}, {@link
 * lido.providers.JdbiServiceProvider}, then the others.
 */
@NullMarked
package lido.providers;

import org.jspecify.annotations.NullMarked;
