/**
 * The command line: {@code bin/server} starts and stops the server of a configuration file, {@code
 * bin/console} looks at its application and runs the commands of its providers.
 *
 * <ul>
 *   <li><b>for a provider</b>: Commands (adds a command), Progress (a line that says how far it is)
 *   <li><b>bin/server</b>: ServerCommand, StartOptions, StartCheck (before a running server is
 *       stopped), ForegroundServer ({@code start}), DaemonLauncher ({@code start -d}),
 *       WatchingServer ({@code start --watch}) with FileWatch, ServerProcess (the child of both),
 *       RunningServer ({@code stop}, {@code reload}), StatusPrinter and StatusTable ({@code
 *       status})
 *   <li><b>bin/console</b>: Console, CommandLinePeek (what must be known before the command line
 *       can be read), ProviderCommands, CommandApplication (one worker for one command)
 *   <li><b>its own commands</b>: ConsoleContext (what they get), CheckCommand with
 *       ApplicationCheck, ConfigCommand, RoutesCommand, RouteCommand, CompletionCommand
 *   <li><b>for both</b>: CommonOptions, CommandNames, ExitCodes, Version, ConfFile, Terminal,
 *       Table, Signals, ShutdownHook, CoalescingRunner (many signals, one reload)
 * </ul>
 */
@NullMarked
package lido.console;

import org.jspecify.annotations.NullMarked;
