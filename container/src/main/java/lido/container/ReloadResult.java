package lido.container;

import java.util.List;

/**
 * The result of {@link Application#reload}.
 *
 * @param generation the number of the generation that serves now
 * @param started the names of its workers, such as {@code worker 0} and {@code task worker 0}
 * @param stopped the names of the workers of the generation before
 * @param needsRestart the config paths that have changed since the start without effect until a
 *     restart
 */
public record ReloadResult(
    int generation, List<String> started, List<String> stopped, List<String> needsRestart) {}
