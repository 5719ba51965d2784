package lido.container;

import java.util.List;

/**
 * What {@link Application#reload} has done.
 *
 * @param generation the number of the generation that serves now
 * @param needsRestart the config paths that have changed since the start and that only a restart
 *     can heed
 */
public record Reload(int generation, List<String> needsRestart) {}
