package lido.container;

/**
 * The numbers of the queue of tasks at one moment.
 *
 * @param waiting tasks that wait for a task worker
 * @param running tasks that run now
 * @param max how many tasks may wait; 0 if none is accepted
 * @param ended tasks that have ended since the start, those that failed included
 * @param failed tasks that have thrown since the start
 */
public record TaskQueueStats(int waiting, int running, int max, long ended, long failed) {}
