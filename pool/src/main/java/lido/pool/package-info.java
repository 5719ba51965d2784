/**
 * Bounded JDBC connection pools, one for each database key. Usable alone, in any Java program.
 *
 * <p>Each file stands in one room. A room knows the rooms in its brackets and no other, and all of
 * these stand above it: so this is also the order in which to read. A reader who wants the way of a
 * connection begins at the bottom, with {@link lido.pool.DatabasePool}: {@link lido.pool.Database},
 * {@code ConnectionPool}, {@code PooledConnection}, {@code Returns}, {@code Restorer}. {@code
 * PoolEntry} has the table of states. RoomsTest holds the files to this list.
 *
 * <ul>
 *   <li><b>api</b> (): the words of users: what a pool is, its settings, its numbers and events.
 *       PoolInterface, WorkerPool, TaskPool, PoolConfig, Reset, Adapter, PoolStats, Holder,
 *       PoolListener, ConnectionWork, PoolClosedException
 *   <li><b>clock</b> (): time and threads, for all pools of a JVM. Background, SharedThreads,
 *       TimerThread
 *   <li><b>row</b> (api): a row of the configuration, one connection by it, and why there is none.
 *       DatabaseConfig, Connector, SqlFaults, OpenFailure, PoolOpenException,
 *       AcquireTimeoutException, Probe, Prober
 *   <li><b>session</b> (api, row): what the login gave, what SQL changes of it, and what brings it
 *       back. SessionChange, Login, LoginState, Settings, ServerStatus, SessionSql, SessionVerbs,
 *       SqlReader, SqlDialect, SessionReset, MySqlReset, MySqlDriver, UserVariables, PostgresReset,
 *       H2Reset, DriverObject, DriverSettings, SessionTracking, MySqlTracking, MariaDbTracking,
 *       PostgresTracking, H2Tracking
 *   <li><b>places</b> (api, session): the places of a pool, each with its connection, its state and
 *       its lease. Places, PoolEntry, EntryBookkeeping, Lease, LeaseNumbers, LeaseOrigin, Lender
 *   <li><b>handles</b> (api, session, places): what a borrower holds; nothing is to be read in
 *       those that are generated. Handle, PooledConnection, PooledStatement,
 *       PooledPreparedStatement, PooledCallableStatement, PooledResultSet, PooledDatabaseMetaData,
 *       ClientInfo, RequestScope, LeakReclaimer, Transaction, ForwardingConnection,
 *       ForwardingStatement, ForwardingPreparedStatement, ForwardingCallableStatement,
 *       ForwardingResultSet, ForwardingDatabaseMetaData
 *   <li><b>driver</b> (api, clock, row, session, places): the calls of the driver, each with a
 *       deadline: open, validate, restore, close. PoolContext, ListenerCalls, Outcome, GuardedCall,
 *       DriverThreads, Backoff, Opener, MemoryHold, Validator, Restorer, Evictor
 *   <li><b>machine</b> (api, clock, row, session, places, handles, driver): acquire and release,
 *       the judgement of a broken connection, and what the housekeeper does by the clock:
 *       keepalive, lifetime, idle timeout, reports of leaks. ConnectionPool, PoolLife, PoolState,
 *       WaitQueue, QueuedAcquire, Supply, Returns, Housekeeper, Ticks, Drain
 *   <li><b>pool</b> (api, clock, row, places, handles, driver, machine): what a user has in hand:
 *       one database, whose password may be rotated, and all by their keys. DatabasePool, Database,
 *       Opening
 * </ul>
 */
@NullMarked
package lido.pool;

import org.jspecify.annotations.NullMarked;
