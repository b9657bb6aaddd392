package org.isotopelm.token.foreign;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isotopelm.base.ExitCode;
import org.isotopelm.base.Problem;
import org.isotopelm.base.ProblemException;
import org.isotopelm.token.piece.ByteAlphabet;
import org.isotopelm.token.piece.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * A file of tiktoken's ranks as the tokenizer.json that means the same: on each line a token in
 * base 64, a blank, and its rank, which is its id. The id after the last is the end of a document.
 *
 * <p>tiktoken merges any two neighbours that together make a token, those of the lowest rank first,
 * and takes a whole piece that is a token at once. So every way to cut a token in two is a merge.
 */
public final class TiktokenFile {
  private static final String END_OF_DOCUMENT = "<|endoftext|>";

  private final String file;
  private final List<String> lines;
  private final String[] names;
  private final Map<String, Integer> ranks = new HashMap<>();

  private TiktokenFile(String file, List<String> lines) {
    this.file = file;
    this.lines = lines;
    this.names = new String[lines.size()];
  }

  /** Whether these are the bytes of such a file. */
  public static boolean isOne(byte[] bytes) {
    int end = 0;
    while (end < bytes.length && bytes[end] > ' ') {
      end++;
    }
    boolean blank = end > 0 && end + 1 < bytes.length && bytes[end] == ' ';
    return blank && bytes[end + 1] >= '0' && bytes[end + 1] <= '9' && bytes[0] != '{';
  }

  /**
   * The tokenizer.json of a file.
   *
   * @param file what errors call it
   * @param pattern how text is cut into pieces; null for what {@link TiktokenPattern#of} finds
   * @throws ProblemException with exit code 4 if the file is damaged; it names the line
   */
  public static Map<String, Object> json(
      String file, byte[] bytes, @Nullable TiktokenPattern pattern) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    TiktokenFile ranks = new TiktokenFile(file, text.lines().toList());
    ranks.read();
    return ranks.json(pattern == null ? TiktokenPattern.of(ranks.names.length) : pattern);
  }

  private void read() {
    for (int i = 0; i < names.length; i++) {
      String[] fields = lines.get(i).split(" ", -1);
      require(fields.length == 2, i, "a token in base 64, a blank and its rank");
      String name = name(i, fields[0]);
      boolean isRank = fields[1].matches("\\d{1,9}") && Integer.parseInt(fields[1]) < names.length;
      require(
          isRank,
          i,
          "a token and a rank from 0 to " + (names.length - 1) + ", one less than there are lines");
      int rank = Integer.parseInt(fields[1]);
      require(
          names[rank] == null && ranks.put(name, rank) == null,
          i,
          "a token and a rank that no line before has");
      names[rank] = name;
    }
    for (String symbol : ByteAlphabet.inByteOrder()) {
      if (!ranks.containsKey(symbol)) {
        int missing = ByteAlphabet.spelling(symbol)[0] & 0xff;
        throw error(0, "has no token for the byte " + missing + "; it must have all 256");
      }
    }
    if (ranks.containsKey(END_OF_DOCUMENT)) {
      throw error(0, "has a token " + END_OF_DOCUMENT + ", which must stand for no text");
    }
  }

  private String name(int line, String base64) {
    try {
      byte[] token = Base64.getDecoder().decode(base64);
      require(token.length > 0, line, "a token of at least one byte");
      return ByteAlphabet.name(token);
    } catch (IllegalArgumentException e) {
      throw error(line + 1, "\"" + shortened(base64) + "\" is not base 64");
    }
  }

  private Map<String, Object> json(TiktokenPattern pattern) {
    Map<String, Object> vocabulary = LinkedHashMap.newLinkedHashMap(names.length + 1);
    List<List<String>> merges = new ArrayList<>();
    for (int rank = 0; rank < names.length; rank++) {
      vocabulary.put(names[rank], rank);
      addSplits(names[rank], merges);
    }
    vocabulary.put(END_OF_DOCUMENT, names.length);
    Map<String, Object> model =
        JsonObject.of("type", "BPE", "ignore_merges", true, "vocab", vocabulary, "merges", merges);
    return JsonObject.of(
        "version",
        "1.0",
        "added_tokens",
        List.of(Layout.specialToken(names.length, END_OF_DOCUMENT)),
        "pre_tokenizer",
        pattern.json(),
        "decoder",
        Layout.byteLevel(true),
        "model",
        model);
  }

  /** All ways to make a token of two, in the order of the ranks of the two. */
  private void addSplits(String name, List<List<String>> merges) {
    List<List<String>> splits = new ArrayList<>();
    for (int i = 1; i < name.length(); i++) {
      List<String> pair = List.of(name.substring(0, i), name.substring(i));
      if (pair.stream().allMatch(ranks::containsKey)) {
        splits.add(pair);
      }
    }
    splits.sort(Comparator.comparingInt(pair -> ranks.getOrDefault(pair.getFirst(), 0)));
    merges.addAll(splits);
  }

  private void require(boolean holds, int line, String rule) {
    if (!holds) {
      throw error(line + 1, "\"" + shortened(lines.get(line)) + "\" must be " + rule);
    }
  }

  private static String shortened(String text) {
    return text.length() > 100 ? text.substring(0, 100) + "…" : text;
  }

  private ProblemException error(int line, String message) {
    Problem problem = new Problem(file, line, 1, null, message);
    return new ProblemException(ExitCode.DATA, List.of(problem), null);
  }
}
