/**
 * The kernel: service providers, one Guice injector for each worker, start, reload and stop.
 *
 * <p>Each file stands in one room. A room knows the rooms in its brackets and no other, and all of
 * these stand above it: so this is also the order in which to read. A reader who wants the way of a
 * start begins at the bottom, with {@link lido.container.Application}. RoomsTest holds the files to
 * this list.
 *
 * <ul>
 *   <li><b>config</b> (): the configuration, read, resolved and checked; a package of its own.
 *       ConfigLoader, ConfigSection, ConfigProblem, ConfigException, EffectiveConfig, Origins,
 *       NearMiss, Texts
 *   <li><b>api</b> (config): the words of workers, tasks and failures. Worker, Coroutine,
 *       TaskExecutor, TaskQueueStats, Hook, AppState, ReloadResult, StartException, FailureText
 *   <li><b>ground</b> (config, api): threads, deadlines, hooks, and the steps of a stop, of which
 *       none keeps the next from being taken. ThreadMaker, Delay, StandbyThread, Deadline, Step,
 *       StopSteps, Hooks, WorkerHooks, Failures
 *   <li><b>generation</b> (config, api, ground): what a set of workers is built from. WorkerId,
 *       AppConfig, Registration, Generation
 *   <li><b>coroutines</b> (api, ground, generation): the worker as others see it, which runs
 *       requests and tasks. WorkerExecutor, AdmittedCoroutine, WorkerThreads
 *   <li><b>tasks</b> (api, ground, coroutines): the queue of tasks, which outlives a reload.
 *       TaskQueue, Task
 *   <li><b>pools</b> (config, api, ground, generation): the pools of a worker, opened before it
 *       serves and closed when it stops. LifecycleManager, PoolScan, PoolUsers
 *   <li><b>workers</b> (config, api, ground, generation, coroutines, tasks, pools): the life of a
 *       worker, and all workers of a generation. ApplicationParts, WorkerInstance, WorkerStarter,
 *       Workers
 *   <li><b>reload</b> (config, api, ground, generation, coroutines, tasks, pools, workers): another
 *       worker for one that failed, another generation for the one that serves. ChangeTurn,
 *       Replacer, Generations
 *   <li><b>kernel</b> (config, api, ground, generation, coroutines, tasks, pools, workers, reload):
 *       what a provider registers in, and the application itself. ServiceProvider, Container,
 *       Providers, Registrar, ApplicationLife, Application, Inspection
 * </ul>
 */
@NullMarked
package lido.container;

import org.jspecify.annotations.NullMarked;
