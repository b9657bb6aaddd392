package org.isotopelm.token.foreign;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.isotopelm.token.foreign.SentencePieceModel.Piece;
import org.isotopelm.token.foreign.SentencePieceModel.Role;
import org.isotopelm.token.piece.JsonObject;

/**
 * A SentencePiece {@code .model} as the tokenizer.json that gives the same ids (Kudo and Richardson
 * 2018).
 *
 * <p>Three keys are Isotope's own, and Hugging Face's library passes over them: {@code match} and
 * {@code keep} of Precompiled, {@code unmatched} of Unigram.
 */
public final class SentencePieceFile {
  private static final String BLANK = "\u2581";
  private static final char FIRST_BYTE = 1 << 3 | 2; // of field 1, a message: the first piece

  private final SentencePieceModel model;
  private final List<Piece> pieces;

  private SentencePieceFile(SentencePieceModel model) {
    this.model = model;
    this.pieces = model.pieces();
  }

  /** Whether these may be the bytes of such a file. */
  public static boolean isOne(byte[] bytes) {
    return bytes.length > 2 && bytes[0] == FIRST_BYTE && bytes[2] == FIRST_BYTE;
  }

  /**
   * The tokenizer.json of a file.
   *
   * @param file what errors call it
   * @throws org.isotopelm.base.ProblemException with exit code 4 if the file is damaged, or means
   *     something that Isotope does not do; it names the field
   */
  public static Map<String, Object> json(String file, byte[] bytes) {
    return new SentencePieceFile(SentencePieceModel.read(file, bytes)).json();
  }

  private Map<String, Object> json() {
    return JsonObject.of(
        "version",
        "1.0",
        "added_tokens",
        ids(Role.CONTROL, Role.UNKNOWN).stream()
            .map(id -> Layout.specialToken(id, pieces.get(id).text()))
            .toList(),
        "normalizer",
        JsonObject.of("type", "Sequence", "normalizers", normalizers()),
        "pre_tokenizer",
        cutsAtBlanks() ? Layout.split(expression()) : null,
        "decoder",
        JsonObject.of("type", "Sequence", "decoders", decoders()),
        "model",
        model.type() == SentencePieceModel.UNIGRAM ? unigram() : pairs());
  }

  private List<Map<String, Object>> normalizers() {
    List<Map<String, Object>> steps = new ArrayList<>();
    if (model.charsmap().length > 0) {
      steps.add(
          JsonObject.of(
              "type",
              "Precompiled",
              "precompiled_charsmap",
              Base64.getEncoder().encodeToString(model.charsmap()),
              "match",
              "longest",
              "keep",
              texts(ids(Role.USER_DEFINED))));
    }
    if (model.spaces().removeExtra()) {
      steps.add(Layout.replace("\\A +", ""));
      steps.add(Layout.replace("[ " + BLANK + "]+\\z", ""));
      steps.add(Layout.replace(" {2,}", " "));
    }
    if (model.spaces().dummyPrefix()) {
      steps.add(JsonObject.of("type", "Prepend", "prepend", BLANK));
    }
    steps.add(
        JsonObject.of(
            "type", "Replace", "pattern", JsonObject.of("String", " "), "content", BLANK));
    return steps;
  }

  private List<Map<String, Object>> decoders() {
    List<Map<String, Object>> steps = new ArrayList<>();
    steps.add(
        JsonObject.of(
            "type", "Replace", "pattern", JsonObject.of("String", BLANK), "content", " "));
    steps.add(JsonObject.of("type", "ByteFallback"));
    steps.add(JsonObject.of("type", "Fuse"));
    if (model.spaces().dummyPrefix()) {
      steps.add(JsonObject.of("type", "Strip", "content", " ", "start", 1, "stop", 0));
    }
    return steps;
  }

  /**
   * Whether no token lies across the beginning of a word: then words can be cut first. A blank must
   * be known, as unknown neighbours are one token.
   */
  private boolean cutsAtBlanks() {
    return pieces.stream().anyMatch(p -> p.role() == Role.NORMAL && p.text().equals(BLANK))
        && pieces.stream().noneMatch(p -> isText(p) && p.text().matches("(?s).*[^\u2581]\u2581.*"));
  }

  private static boolean isText(Piece piece) {
    return piece.role() == Role.NORMAL || piece.role() == Role.USER_DEFINED;
  }

  /**
   * Cuts off user-defined pieces in bpe, which nothing merges with, and words with their blanks.
   */
  private String expression() {
    List<String> kept =
        model.type() == SentencePieceModel.BPE ? texts(ids(Role.USER_DEFINED)) : List.of();
    if (kept.isEmpty()) {
      return BLANK + "*[^" + BLANK + "]+|" + BLANK + "+";
    }
    String any =
        String.join(
            "|",
            kept.stream()
                .sorted(Comparator.comparingInt(text -> -text.length()))
                .map(text -> text.replaceAll("[\\\\^$.|?*+()\\[\\]{}]", "\\\\$0"))
                .toList());
    String blank = "(?:(?!" + any + ")" + BLANK + ")";
    String other = "(?:(?!" + any + ")[^" + BLANK + "])";
    return any + "|" + blank + "*" + other + "+|" + blank + "+";
  }

  private Map<String, Object> unigram() {
    float most =
        (float)
            pieces.stream()
                .filter(p -> p.role() == Role.NORMAL)
                .mapToDouble(Piece::score)
                .max()
                .orElse(0);
    return JsonObject.of(
        "type",
        "Unigram",
        "unk_id",
        unknown(),
        "vocab",
        pieces.stream().map(p -> List.of((Object) p.text(), score(p, most))).toList(),
        "byte_fallback",
        model.byteFallback(),
        "unmatched",
        ids(Role.BYTE, Role.UNUSED, Role.CONTROL, Role.UNKNOWN));
  }

  /** SentencePiece's own, which makes a user-defined piece better than its characters. */
  private static double score(Piece piece, float most) {
    int bytes = piece.text().getBytes(StandardCharsets.UTF_8).length;
    return piece.role() == Role.USER_DEFINED ? bytes * most - 0.1 : piece.score();
  }

  private Map<String, Object> pairs() {
    Map<String, Object> vocabulary = LinkedHashMap.newLinkedHashMap(pieces.size());
    for (int id = 0; id < pieces.size(); id++) {
      vocabulary.put(pieces.get(id).text(), id);
    }
    return JsonObject.of(
        "type",
        "BPE",
        "unk_token",
        pieces.get(unknown()).text(),
        "fuse_unk",
        true,
        "byte_fallback",
        model.byteFallback(),
        "ignore_merges",
        !ids(Role.USER_DEFINED).isEmpty(),
        "vocab",
        vocabulary,
        "merges",
        merges());
  }

  /** Every way to make a piece of two, the pieces of the highest score first. */
  private List<List<String>> merges() {
    List<Piece> normal = pieces.stream().filter(p -> p.role() == Role.NORMAL).toList();
    Set<String> known = new HashSet<>();
    normal.forEach(p -> known.add(p.text()));
    List<List<String>> merges = new ArrayList<>();
    normal.stream()
        .sorted(Comparator.comparingDouble(p -> -p.score()))
        .map(Piece::text)
        .forEach(
            text -> {
              for (int i = 1; i < text.length(); i++) {
                List<String> pair = List.of(text.substring(0, i), text.substring(i));
                if (known.containsAll(pair)) {
                  merges.add(pair);
                }
              }
            });
    return merges;
  }

  private int unknown() {
    return ids(Role.UNKNOWN).getFirst();
  }

  private List<Integer> ids(Role... roles) {
    List<Role> wanted = List.of(roles);
    return IntStream.range(0, pieces.size())
        .filter(id -> wanted.contains(pieces.get(id).role()))
        .boxed()
        .toList();
  }

  private List<String> texts(List<Integer> ids) {
    return ids.stream().map(id -> pieces.get(id).text()).toList();
  }
}
