/**
 * The kernel: service providers, one Guice injector for each worker, the lifecycle. The
 * configuration has a package of its own below this one, {@code lido.config}.
 *
 * <p>In the order of an application's life:
 *
 * <ul>
 *   <li><b>api</b>: what others see. Application, AppState, ServiceProvider, Container, Hook,
 *       Worker, Coroutine, TaskExecutor, TaskQueueStats, ReloadResult, Inspection (a look at an
 *       application that does not start), StartException, FailureText
 *   <li><b>generation</b>: what the workers are built from. AppConfig (the keys of the kernel),
 *       Providers (makes them), Registration and Hooks (what they leave), Generation (all of it,
 *       checked)
 *   <li><b>life</b>: start, reload and stop. ApplicationLife (the state), Generations (the first
 *       start, and the switch of a reload), ChangeTurn (whose turn it is), StopSteps (a stop goes
 *       on), Replacer (another worker for one that failed), ApplicationParts (what all generations
 *       share)
 *   <li><b>workers</b>: Workers (those of one generation), WorkerId, Role, WorkerStarter (all of
 *       them or none), WorkerInstance (one from start to end), PoolScan, LifecycleManager and
 *       PoolUsers (which pools open and close)
 *   <li><b>work</b>: WorkerExecutor (lets coroutines in, drains, fails), AdmittedCoroutine,
 *       WorkerThreads (virtual or not), TaskQueue, Task
 *   <li><b>ground</b>: Deadline, Delay, StandbyThread, ThreadMaker, Failures
 * </ul>
 */
@NullMarked
package lido.container;

import org.jspecify.annotations.NullMarked;
