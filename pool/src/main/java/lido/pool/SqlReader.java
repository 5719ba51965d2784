package lido.pool;

import java.util.Locale;

/**
 * Splits a text of SQL into words, names, strings and symbols, as far as {@link SessionSql} needs
 * them. Blanks and comments are passed over; every character is read once, some twice. Knows each
 * dialect's quotes and comments, and says where a text can be read in two ways. Not thread-safe.
 */
final class SqlReader {

  static final char END = '\0';

  /** A keyword, or a name without quotes. */
  static final char WORD = 'w';

  /** A name in quotes. */
  static final char NAME = 'n';

  /** A string or a number. */
  static final char VALUE = 'v';

  /** {@code :=}. */
  static final char ASSIGNMENT = 'a';

  /** From here on the text means one thing or another. */
  static final char DOUBT = 'd';

  private final CharSequence sql;
  private final SqlDialect dialect;
  private final int length;
  private int at;

  // The last word or name.
  private int start;
  private int end;

  /** Whether this is the inside of a comment whose text MySQL executes, or does not. */
  private boolean isExecutable;

  /** Whether there has been one. */
  private boolean hasExecutable;

  /** No quote stands before this, as far as the line goes. */
  private int quoteFree;

  SqlReader(CharSequence sql, SqlDialect dialect) {
    this.sql = sql;
    this.dialect = dialect;
    this.length = sql.length();
  }

  /** Returns the next token: one of the constants, or the symbol itself. */
  char next() {
    while (at < length) {
      char c = sql.charAt(at);
      if (isBlank(c)) {
        at++;
      } else if (isWordStart(c)) {
        return word();
      } else if (c >= '0' && c <= '9') {
        at = endOfWord(at + 1);
        return VALUE;
      } else if (isComment(c)) {
        if (!skipComment(c)) {
          return doubt();
        }
      } else {
        return symbol(c);
      }
    }
    return END;
  }

  /** The last word or name in capitals; those that are longer than any that matters are cut. */
  String upper() {
    return sql.subSequence(start, Math.min(end, start + 16)).toString().toUpperCase(Locale.ROOT);
  }

  /** Whether the last word or name is this one, given in capitals. */
  boolean is(String word) {
    return end - start == word.length() && startsWith(word);
  }

  boolean startsWith(String word) {
    if (end - start < word.length()) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      char c = sql.charAt(start + i);
      if ((c >= 'a' && c <= 'z' ? c - 32 : c) != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Whether the text has had a comment that a server may execute, by its version. */
  boolean hasExecutable() {
    return hasExecutable;
  }

  private char doubt() {
    at = length;
    return DOUBT;
  }

  private static boolean isBlank(char c) {
    return c <= ' ' || (c >= 0x80 && Character.isWhitespace(c));
  }

  private static boolean isWordStart(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c >= 0x80;
  }

  private int endOfWord(int from) {
    int i = from;
    while (i < length) {
      char c = sql.charAt(i);
      if (!isWordStart(c) && !(c >= '0' && c <= '9') && c != '$') {
        break;
      }
      i++;
    }
    return i;
  }

  private char charAt(int index) {
    return index < length ? sql.charAt(index) : END;
  }

  private char word() {
    start = at;
    end = endOfWord(at + 1);
    at = end;
    char quote = charAt(end);
    if (quote == '\'') {
      // A string with letters in front: E'…', N'…', _utf8'…', q'[…]'.
      char last = Character.toUpperCase(sql.charAt(end - 1));
      if (dialect == SqlDialect.OTHER && last == 'Q') {
        return doubt();
      }
      if (dialect == SqlDialect.POSTGRES && end == start + 1 && last == 'E') {
        return quoted('\'', true) ? VALUE : doubt();
      }
    } else if (quote == '&' && charAt(end + 1) == '"' && end == start + 1) {
      // U&"…": a name in escapes.
      return Character.toUpperCase(sql.charAt(start)) == 'U' ? doubt() : WORD;
    }
    return WORD;
  }

  // Comments

  private boolean isComment(char c) {
    return switch (c) {
      case '-' ->
          charAt(at + 1) == '-'
              && (!dialect.isMySql() || at + 2 >= length || charAt(at + 2) <= ' ');
      case '/' -> charAt(at + 1) == '*' || (dialect == SqlDialect.H2 && charAt(at + 1) == '/');
      case '#' -> dialect.isMySql();
      case '*' -> isExecutable && charAt(at + 1) == '/';
      default -> false;
    };
  }

  /** False if it ends in different places by different rules. */
  private boolean skipComment(char c) {
    if (c == '*') {
      isExecutable = false;
      at += 2;
      return true;
    }
    if (c == '/' && charAt(at + 1) == '*') {
      return skipBlock();
    }
    while (at < length && sql.charAt(at) != '\n' && (sql.charAt(at) != '\r' || dialect.isMySql())) {
      at++;
    }
    return true;
  }

  private boolean skipBlock() {
    at += 2;
    if (dialect.isMySql() && opensExecutable()) {
      return true;
    }
    int depth = 1;
    while (at < length) {
      char c = sql.charAt(at);
      char next = charAt(at + 1);
      if (c == '*' && next == '/') {
        at += 2;
        depth--;
        if (depth == 0) {
          return true;
        }
      } else if (c == '/' && next == '*' && !dialect.isMySql()) {
        if (dialect == SqlDialect.OTHER) {
          return false;
        }
        at += 2;
        depth++;
      } else {
        at++;
      }
    }
    return false;
  }

  private boolean opensExecutable() {
    int i = charAt(at) == 'M' ? at + 1 : at;
    if (charAt(i) != '!') {
      return false;
    }
    at = i + 1;
    while (charAt(at) >= '0' && charAt(at) <= '9') {
      at++;
    }
    isExecutable = true;
    hasExecutable = true;
    return true;
  }

  // Symbols, and what stands in quotes

  private char symbol(char c) {
    switch (c) {
      case '\'' -> {
        return quoted(c, dialect.escapes(c)) ? VALUE : doubt();
      }
      case '"' -> {
        char what = dialect == SqlDialect.MYSQL ? VALUE : NAME;
        return quoted(c, dialect.escapes(c)) ? what : doubt();
      }
      case '`' -> {
        if (dialect != SqlDialect.POSTGRES) {
          return quoted(c, false) ? NAME : doubt();
        }
      }
      case '[' -> {
        if (dialect == SqlDialect.OTHER) {
          return bracketed();
        }
      }
      case '$' -> {
        if (!dialect.isMySql()) {
          return dollar();
        }
      }
      case '#' -> {
        // Elsewhere a comment, and a quote in it would count.
        if (dialect == SqlDialect.OTHER && hasQuoteInLine()) {
          return doubt();
        }
      }
      case ':' -> {
        if (charAt(at + 1) == '=') {
          at += 2;
          return ASSIGNMENT;
        }
      }
      case '@' -> {
        if (charAt(at + 1) == '@') {
          at += 2;
          return VALUE;
        }
      }
      default -> {}
    }
    at++;
    return c;
  }

  /**
   * Passes over what stands in quotes. False if the quotes do not end, or may end elsewhere: at a
   * backslash where nobody knows what one means, or behind the end of a comment that the server may
   * or may not execute.
   */
  private boolean quoted(char quote, boolean escapes) {
    at++;
    start = at;
    while (at < length) {
      char c = sql.charAt(at);
      if (c == quote) {
        end = at;
        at++;
        if (charAt(at) != quote) {
          return true;
        }
      } else if (c == '\\' && escapes) {
        at++;
      } else if (c == '\\' && dialect == SqlDialect.OTHER && charAt(at + 1) == quote) {
        return false;
      } else if (c == '*' && isExecutable && charAt(at + 1) == '/') {
        return false;
      }
      at++;
    }
    return false;
  }

  /** A name of SQL Server's, or the index of an array. */
  private char bracketed() {
    start = at + 1;
    int i = start;
    while (i < length) {
      char c = sql.charAt(i);
      if (c == ']') {
        end = i;
        at = i + 1;
        return NAME;
      }
      if (c == '\'' || c == '"') {
        return doubt();
      }
      i++;
    }
    return doubt();
  }

  private boolean hasQuoteInLine() {
    int i = Math.max(at, quoteFree);
    while (i < length && sql.charAt(i) != '\n') {
      if (sql.charAt(i) == '\'' || sql.charAt(i) == '"') {
        return true;
      }
      i++;
    }
    quoteFree = i;
    return false;
  }

  /** {@code $tag$ … $tag$}, or a parameter, or just a dollar. */
  private char dollar() {
    int tag = at + 1;
    while (tag < length && isTag(sql.charAt(tag), tag == at + 1)) {
      tag++;
    }
    if (charAt(tag) != '$') {
      at++;
      return '$';
    }
    int size = tag + 1 - at;
    int open = at;
    at = tag + 1;
    while (at < length) {
      if (sql.charAt(at) != '$') {
        at++;
        continue;
      }
      int same = 1;
      while (same < size && charAt(at + same) == sql.charAt(open + same)) {
        same++;
      }
      if (same == size) {
        at += size;
        return VALUE;
      }
      at += same;
    }
    return DOUBT;
  }

  private static boolean isTag(char c, boolean first) {
    return isWordStart(c) || (!first && c >= '0' && c <= '9');
  }
}
