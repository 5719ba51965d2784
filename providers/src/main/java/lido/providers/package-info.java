/**
 * The service providers that most applications start from, each a short class. The way of a row:
 * {@code DatabaseSettings}, {@code DatabaseRow} and {@code PoolSettings} read it, {@link
 * lido.providers.DatabaseServiceProvider} binds it.
 */
@NullMarked
package lido.providers;

import org.jspecify.annotations.NullMarked;
