/** The pool measured beside its peers; {@code bin/bench} runs it, docs/performance.md shows it. */
@org.jspecify.annotations.NullMarked
package lido.benchmarks;
