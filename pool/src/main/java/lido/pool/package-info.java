/**
 * Bounded JDBC connection pools, one for each database key. Usable alone, in any Java program.
 *
 * <p>In the order of a connection's life: {@link lido.pool.DatabasePool} (the keys), {@link
 * lido.pool.Database} (one key, a {@code DataSource}), {@code ConnectionPool} (acquire and
 * release), {@code WaitQueue} (who is next), {@code Supply} (what is opened, validated and closed,
 * by {@code Opener}, {@code Validator} and {@code Evictor}), {@code PooledConnection} (what a
 * borrower holds), {@code Returns} and {@code Restorer} (what a return undoes), {@code Housekeeper}
 * (what the clock brings). {@code PoolEntry} has the table of states. Nothing is to be read in
 * {@code Forwarding…}.
 */
@NullMarked
package lido.pool;

import org.jspecify.annotations.NullMarked;
