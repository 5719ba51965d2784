/**
 * The configuration: read, resolved and checked, without a word of what it configures.
 *
 * <p>In the order of use: {@link lido.config.ConfigLoader} (files over reference.conf), {@link
 * lido.config.ConfigSection} (a block, read key by key), {@link lido.config.ConfigProblem} and
 * {@link lido.config.ConfigException} (all wrong values at once), {@link
 * lido.config.EffectiveConfig} (every value with its place). {@link lido.config.Origins}, {@link
 * lido.config.NearMiss} and {@link lido.config.Texts} word the messages.
 */
@NullMarked
package lido.config;

import org.jspecify.annotations.NullMarked;
