/**
 * The kernel: service providers, one Guice injector for each worker, the lifecycle.
 *
 * <p>In the order of a start: {@link lido.container.Application}, the package {@code lido.config}
 * (what is configured), {@code Providers} and {@link lido.container.Container} (what registers),
 * {@code Generation} (both together), {@code Workers} and {@code WorkerInstance} (each with an
 * injector of its own), {@code PoolScan} and {@code LifecycleManager} (which pools open and close).
 * {@link lido.container.Inspection} looks at all that from outside.
 */
@NullMarked
package lido.container;

import org.jspecify.annotations.NullMarked;
