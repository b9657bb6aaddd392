package org.isotopelm.token.foreign;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a SentencePiece {@code .model} says (google/sentencepiece, sentencepiece_model.proto): the
 * parts that decide which ids a text has. Defaults are those of that file.
 *
 * @param pieces by id
 */
record SentencePieceModel(
    List<Piece> pieces, int type, boolean byteFallback, Spaces spaces, byte[] charsmap) {
  static final int UNIGRAM = 1;
  static final int BPE = 2;

  /** What a piece is for. */
  enum Role {
    NORMAL,
    UNKNOWN,
    CONTROL,
    USER_DEFINED,
    UNUSED,
    BYTE
  }

  /** A piece; blanks in its text are U+2581. */
  record Piece(String text, float score, Role role) {}

  /** What happens to blanks before a text becomes pieces. */
  record Spaces(boolean dummyPrefix, boolean removeExtra) {}

  /**
   * Reads a model.
   *
   * @param file what errors call it
   */
  static SentencePieceModel read(String file, byte[] bytes) {
    return new Reading(WireReader.of(file, bytes)).read();
  }

  /** One file as it is read; fields may come in any order. */
  private static final class Reading {
    private final WireReader root;
    private final List<Piece> pieces = new ArrayList<>();
    private int type = UNIGRAM;
    private boolean byteFallback;
    private boolean dummyPrefix = true;
    private boolean removeExtra = true;
    private byte[] charsmap = {};

    Reading(WireReader root) {
      this.root = root;
    }

    SentencePieceModel read() {
      while (root.next()) {
        switch (root.field()) {
          case 1 -> pieces.add(piece(root.message("pieces[" + pieces.size() + "]")));
          case 2 -> trainer(root.message("trainer_spec"));
          case 3 -> normalizer(root.message("normalizer_spec"));
          default -> root.skip();
        }
      }
      check();
      return new SentencePieceModel(
          List.copyOf(pieces), type, byteFallback, new Spaces(dummyPrefix, removeExtra), charsmap);
    }

    private void check() {
      root.require(!pieces.isEmpty(), "pieces", "are missing: this is no model of SentencePiece");
      root.require(
          pieces.stream().filter(p -> p.role() == Role.UNKNOWN).count() == 1,
          "pieces",
          "must have one piece of type 2, the unknown one");
      root.require(
          type != BPE || pieces.stream().noneMatch(p -> p.role() == Role.UNUSED),
          "pieces",
          "has a piece of type 5, unused, which Isotope reads in unigram models only");
      Set<String> texts = new HashSet<>();
      for (int id = 0; id < pieces.size(); id++) {
        String text = pieces.get(id).text();
        root.require(texts.add(text), "pieces[" + id + "].piece", "is \"" + text + "\" again");
      }
    }

    private static Piece piece(WireReader message) {
      String text = "";
      float score = 0;
      Role role = Role.NORMAL;
      while (message.next()) {
        switch (message.field()) {
          case 1 -> text = message.text("piece");
          case 2 -> score = message.real("score");
          case 3 -> role = role(message);
          default -> message.skip();
        }
      }
      message.require(!text.isEmpty(), "piece", "is empty");
      message.require(Float.isFinite(score), "score", "is " + score + "; it must be finite");
      return new Piece(text, score, role);
    }

    private static Role role(WireReader message) {
      int number = message.number("type");
      Role[] roles = Role.values();
      message.require(
          number >= 1 && number <= roles.length,
          "type",
          "is " + number + "; types are 1 to " + roles.length);
      return roles[number - 1];
    }

    private void trainer(WireReader message) {
      while (message.next()) {
        switch (message.field()) {
          case 3 -> type = message.number("model_type");
          case 24 -> mustBe(message, "treat_whitespace_as_suffix", false);
          case 35 -> byteFallback = message.flag("byte_fallback");
          default -> message.skip();
        }
      }
      message.require(
          type == UNIGRAM || type == BPE,
          "model_type",
          "is " + type + "; Isotope reads 1 (unigram) and 2 (bpe)");
    }

    private void normalizer(WireReader message) {
      while (message.next()) {
        switch (message.field()) {
          case 2 -> charsmap = message.bytes("precompiled_charsmap");
          case 3 -> dummyPrefix = message.flag("add_dummy_prefix");
          case 4 -> removeExtra = message.flag("remove_extra_whitespaces");
          case 5 -> mustBe(message, "escape_whitespaces", true);
          default -> message.skip();
        }
      }
    }

    private static void mustBe(WireReader message, String flag, boolean supported) {
      message.require(
          message.flag(flag) == supported,
          flag,
          "is " + !supported + "; Isotope reads " + supported + " only");
    }
  }
}
