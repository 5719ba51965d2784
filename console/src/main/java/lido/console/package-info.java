/**
 * The command line: {@code bin/server} starts and stops the server of a configuration file, {@code
 * bin/console} looks at its application and runs the commands of its providers.
 *
 * <p>For a provider: {@link lido.console.Commands} adds a command, and {@link
 * lido.console.Progress} is a line that says how far it is.
 *
 * <p>Reading order of {@code bin/server}: {@link lido.console.ServerCommand}, {@link
 * lido.console.ForegroundServer} ({@code start}), {@link lido.console.DaemonLauncher} ({@code start
 * -d}), {@link lido.console.WatchingServer} ({@code start --watch}), {@link
 * lido.console.ServerProcess} (the child of both), {@link lido.console.RunningServer} ({@code
 * stop}, {@code reload}) and {@link lido.console.StatusPrinter}.
 *
 * <p>Reading order of {@code bin/console}: {@link lido.console.Console}, {@link
 * lido.console.ProviderCommands}, {@link lido.console.CommandApplication}, then its own commands,
 * such as {@link lido.console.CheckCommand}.
 */
@NullMarked
package lido.console;

import org.jspecify.annotations.NullMarked;
