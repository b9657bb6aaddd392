package org.isotopelm.text;

import java.util.regex.Pattern;

/**
 * File name patterns: {@code *} and {@code ?} within a name, <code>**</code> across folders (none,
 * too), {@code [a-z]}, <code>{a,b}</code>.
 */
final class Glob {
  private Glob() {}

  /** Whether the text has a character that means something in a pattern. */
  static boolean isPattern(String text) {
    return text.chars().anyMatch(c -> "*?[{".indexOf(c) >= 0);
  }

  /** Matches paths with {@code /} between names. */
  static Pattern compile(String glob) {
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
