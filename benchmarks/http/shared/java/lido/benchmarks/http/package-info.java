/** One controller on several stacks: a request, one indexed SELECT on a real MySQL, JSON. */
package lido.benchmarks.http;
