package lido.pool;

/**
 * A pool that is opened only in the workers that serve requests, not in those that run tasks. The
 * opposite of {@link TaskPool}: a class that is both is an error.
 */
public interface WorkerPool extends PoolInterface {}
