package lido.pool;

/**
 * A pool that is opened only in the workers that run tasks, not in those that serve requests. The
 * opposite of {@link WorkerPool}: a class that is both is an error.
 */
public interface TaskPool extends PoolInterface {}
