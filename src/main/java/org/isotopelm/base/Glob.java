package org.isotopelm.base;

import java.util.regex.Pattern;

/**
 * File name patterns: {@code *} and {@code ?} within a name, <code>**</code> across folders (none,
 * too), {@code [a-z]}, <code>{a,b}</code>. A set of one of these characters, such as {@code [[]},
 * stands for that character itself.
 *
 * <p>Not the JDK's {@code PathMatcher}: there <code>**{@literal /}x</code> does not match x, the
 * backslash escapes, an open bracket is an error, and case counts or not by the system.
 */
public final class Glob {
  private static final Pattern SPECIAL = Pattern.compile("[*?\\[{]");
  private static final Pattern SETS = Pattern.compile("[\\[{]");
  private static final Pattern ESCAPED = Pattern.compile("\\[([*?\\[{])]");

  private Glob() {}

  /** The pattern that matches this text and nothing else. */
  public static String escape(String text) {
    return SPECIAL.matcher(text).replaceAll("[$0]");
  }

  /** The text with characters that stand for themselves as what they are. */
  public static String literal(String text) {
    return ESCAPED.matcher(text).replaceAll("$1");
  }

  /** Whether the text has a character that means something else than itself. */
  public static boolean isPattern(String text) {
    return SPECIAL.matcher(ESCAPED.matcher(text).replaceAll("")).find();
  }

  /** The folders in front of a pattern that are none themselves, with the slash behind them. */
  public static String literalFolder(String slashed) {
    int end = 0;
    for (int slash = slashed.indexOf('/'); slash >= 0; slash = slashed.indexOf('/', slash + 1)) {
      if (isPattern(slashed.substring(end, slash))) {
        break;
      }
      end = slash + 1;
    }
    return slashed.substring(0, end);
  }

  /** Whether a pattern says in letters how its files' names end, as {@code *.java} does. */
  public static boolean namesSuffix(String glob) {
    int dot = glob.lastIndexOf('.');
    return dot >= 0
        && dot < glob.length() - 1
        && glob.substring(dot + 1).chars().allMatch(Character::isLetterOrDigit);
  }

  /** Matches names without folders, in which only {@code *} and {@code ?} are special. */
  public static Pattern compileName(String glob) {
    return compile(SETS.matcher(glob).replaceAll("[$0]"));
  }

  /** Matches paths with {@code /} between names. */
  public static Pattern compile(String glob) {
    StringBuilder regex = new StringBuilder();
    int alternatives = 0;
    for (int i = 0; i < glob.length(); i++) {
      char c = glob.charAt(i);
      if (glob.startsWith("**/", i)) {
        regex.append("(?:.*/)?");
        i += 2;
      } else if (glob.startsWith("**", i)) {
        regex.append(".*");
        i++;
      } else if (c == '*') {
        regex.append("[^/]*");
      } else if (c == '?') {
        regex.append("[^/]");
      } else if (c == '[' && glob.indexOf(']', i + 2) > 0) {
        int end = glob.indexOf(']', i + 2);
        String members = glob.substring(i + 1, end);
        boolean not = members.startsWith("!");
        regex.append(not ? "[^/" : "[").append(escapeMembers(members.substring(not ? 1 : 0)));
        regex.append(']');
        i = end;
      } else if (c == '{') {
        regex.append("(?:");
        alternatives++;
      } else if (c == '}' && alternatives > 0) {
        regex.append(')');
        alternatives--;
      } else if (c == ',' && alternatives > 0) {
        regex.append('|');
      } else {
        regex.append(Pattern.quote(String.valueOf(c)));
      }
    }
    return Pattern.compile(regex + ")".repeat(alternatives), Pattern.DOTALL);
  }

  private static String escapeMembers(String members) {
    return members.replaceAll("([\\\\\\[\\]^&])", "\\\\$1");
  }
}
