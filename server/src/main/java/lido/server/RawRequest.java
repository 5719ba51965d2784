package lido.server;

import java.util.List;
import java.util.Map;

/**
 * What a listener received, free of the listener's library, so that every protocol can be one.
 *
 * @param headers by name, in any case
 */
@SuppressWarnings("ArrayRecordComponent") // one owner, never compared
record RawRequest(
    String id,
    String method,
    Target target,
    Map<String, List<String>> headers,
    byte[] body,
    String remoteAddress) {}
