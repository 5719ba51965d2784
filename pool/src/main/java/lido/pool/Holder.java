package lido.pool;

import java.time.Duration;

/**
 * Somebody who has a connection, where that is recorded: inside a {@link RequestScope}, or where
 * leaks are looked for.
 *
 * @param thread the name of the thread that acquired it
 * @param scope the name of the request, such as {@code GET /orders/{id}}; empty outside of one
 * @param place the line of code that acquired it
 * @param age how long ago that was
 */
public record Holder(String thread, String scope, String place, Duration age) {}
