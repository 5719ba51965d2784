package lido.server;

import com.google.inject.Inject;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * The controller of {@link Routes#files}. It answers with one file, whole or in part, or with "not
 * modified".
 */
final class StaticFiles {

  @Inject
  StaticFiles() {}

  Response answer(FileTree tree, String relative, Request request) throws IOException {
    var found = tree.find(relative);
    if (found != null && Files.isDirectory(found)) {
      if (!request.path().endsWith("/")) {
        // With the slash, relative links of its page lead into it.
        return Response.status(308).header("location", request.path() + "/");
      }
      found = tree.find(relative.isEmpty() ? "index.html" : relative + "/index.html");
    }
    if (found == null || !Files.isRegularFile(found) || !Files.isReadable(found)) {
      throw new HttpException(404, "no file at " + request.path());
    }
    return file(found, request);
  }

  private static Response file(Path file, Request request) throws IOException {
    var attributes = Files.readAttributes(file, BasicFileAttributes.class);
    var modified = attributes.lastModifiedTime().toInstant().truncatedTo(ChronoUnit.SECONDS);
    var tag = "\"%x-%x\"".formatted(attributes.lastModifiedTime().toMillis(), attributes.size());
    if (isUnchanged(request, tag, modified)) {
      return dated(Response.status(304), tag, modified);
    }
    long size = attributes.size();
    var asked = request.header("range").filter(range -> ifRange(request, tag, modified));
    var range = asked.flatMap(text -> ByteRange.parse(text, size)).orElse(ByteRange.all(size));
    if (!range.isSatisfiable()) {
      throw new HttpException(
          416, "the file has %s bytes".formatted(size), Map.of("Content-Range", "bytes */" + size));
    }
    var response =
        dated(
                Response.stream(
                    ContentTypes.of(String.valueOf(file.getFileName())),
                    range.length(),
                    out -> copy(file, range, out)),
                tag,
                modified)
            .header("accept-ranges", "bytes")
            .header("x-content-type-options", "nosniff");
    return range.length() == size
        ? response
        : response.withStatus(206).header("content-range", range.contentRange());
  }

  /** A client may keep the file, but asks each time whether it is still the same. */
  private static Response dated(Response response, String tag, Instant modified) {
    return response
        .header("etag", tag)
        .header(
            "last-modified",
            DateTimeFormatter.RFC_1123_DATE_TIME.format(modified.atZone(ZoneOffset.UTC)))
        .header("cache-control", "no-cache");
  }

  private static boolean isUnchanged(Request request, String tag, Instant modified) {
    var tags = request.headers("if-none-match");
    if (!tags.isEmpty()) {
      return Arrays.stream(String.join(",", tags).split(","))
          .map(each -> each.strip().replaceFirst("^W/", ""))
          .anyMatch(each -> each.equals("*") || each.equals(tag));
    }
    return request
        .header("if-modified-since")
        .flatMap(StaticFiles::date)
        .map(since -> !modified.isAfter(since))
        .orElse(false);
  }

  /** A part is worth nothing to a client that has another version of the rest. */
  private static boolean ifRange(Request request, String tag, Instant modified) {
    return request
        .header("if-range")
        .map(text -> text.equals(tag) || date(text).equals(Optional.of(modified)))
        .orElse(true);
  }

  private static Optional<Instant> date(String text) {
    try {
      return Optional.of(
          ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static void copy(Path file, ByteRange range, OutputStream out) throws IOException {
    try (var channel = Files.newByteChannel(file)) {
      channel.position(range.from());
      var in = Channels.newInputStream(channel);
      var buffer = new byte[8192];
      long left = range.length();
      while (left > 0) {
        int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
        if (read < 0) {
          throw new IOException("%s has become shorter while it was sent".formatted(file));
        }
        out.write(buffer, 0, read);
        left -= read;
      }
    }
  }
}
