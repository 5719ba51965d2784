package lido.container;

/**
 * What the queue of tasks holds at one moment, and what has become of the tasks before.
 *
 * @param waiting tasks that wait for a task worker
 * @param running tasks that run now
 * @param max how many may wait; 0 if none is accepted
 * @param ended tasks that have run, those that failed included
 * @param failed tasks that threw
 */
public record TaskQueueStats(int waiting, int running, int max, long ended, long failed) {}
