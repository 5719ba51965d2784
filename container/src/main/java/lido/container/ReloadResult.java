package lido.container;

import java.util.List;

/**
 * What {@link Application#reload} has done.
 *
 * @param generation the number of the generation that serves now
 * @param started the names of its workers, such as {@code worker 0} and {@code task worker 0}
 * @param stopped the names of the workers that have made way for them
 * @param needsRestart the config paths that have changed since the start and that only a restart
 *     can heed
 */
public record ReloadResult(
    int generation, List<String> started, List<String> stopped, List<String> needsRestart) {}
