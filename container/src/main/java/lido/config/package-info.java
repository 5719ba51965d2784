/**
 * The configuration: read, resolved and checked. It does not know what it configures.
 *
 * <p>In the order of use: {@link lido.config.ConfigLoader} lays files over reference.conf. {@link
 * lido.config.ConfigSection} reads a block key by key. A wrong value becomes a {@link
 * lido.config.ConfigProblem}, all of them together a {@link lido.config.ConfigException}. {@link
 * lido.config.EffectiveConfig} shows every value with its place. Three classes word the messages:
 * {@link lido.config.Origins} (file and line), {@link lido.config.NearMiss} (the key that a typing
 * error meant) and {@link lido.config.Texts} (values).
 */
@NullMarked
package lido.config;

import org.jspecify.annotations.NullMarked;
