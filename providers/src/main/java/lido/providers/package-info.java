/**
 * The service providers that most applications start from, each a short class.
 *
 * <ul>
 *   <li><b>databases</b>: the way of a row. DatabaseServiceProvider (binds it), DatabaseSettings
 *       (all rows), DatabaseRow, PoolSettings (its block {@code pool}), ForeignNames (what other
 *       pools call the keys)
 *   <li><b>databases, seen by people</b>: DatabaseLines (the banner), OpeningLine (a start that
 *       takes long), ConnectionBudget and ReloadBudget (how many connections), DatabaseCheck (for
 *       {@code bin/console check}), PoolsCommand and PoolsReport ({@code bin/console pools})
 *   <li><b>migrations</b>: MigrationServiceProvider, MigrationException, PlainDataSource
 *   <li><b>health</b>: HealthServiceProvider, HealthController, HealthProbes, HealthProbe
 *   <li><b>one class each</b>: ConfigServiceProvider, LoggerServiceProvider, JdbiServiceProvider,
 *       RouteServiceProvider, ServerServiceProvider
 * </ul>
 */
@NullMarked
package lido.providers;

import org.jspecify.annotations.NullMarked;
