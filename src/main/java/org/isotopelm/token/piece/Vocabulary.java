package org.isotopelm.token.piece;

import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The tokens of a tokenizer by id: their names, as tokenizer.json writes them. */
public final class Vocabulary {
  /** The names by which a token that ends documents is known, the first that there is. */
  public static final List<String> USUAL_ENDS =
      List.of("<|endoftext|>", "</s>", "<|end_of_text|>", "[SEP]", "<eos>");

  private final List<String> names;
  private final BitSet special = new BitSet();
  private final Map<String, Integer> plain;
  private final int endOfDocument;
  private final OptionalInt unknown;

  /**
   * A vocabulary.
   *
   * @param names by id, all different
   * @param specialNames those that stand for no text
   * @param endOfDocument one of them
   * @param unknown the one of text that has no other; null where every text has tokens
   */
  public Vocabulary(
      List<String> names,
      Set<String> specialNames,
      String endOfDocument,
      @Nullable String unknown) {
    this.names = List.copyOf(names);
    this.plain = HashMap.newHashMap(names.size());
    for (int id = 0; id < names.size(); id++) {
      if (specialNames.contains(names.get(id))) {
        special.set(id);
      } else {
        plain.put(names.get(id), id);
      }
    }
    this.endOfDocument = names.indexOf(endOfDocument);
    this.unknown = unknown == null ? OptionalInt.empty() : OptionalInt.of(names.indexOf(unknown));
    if (plain.size() + special.cardinality() != names.size()
        || this.endOfDocument < 0
        || this.unknown.orElse(0) < 0) {
      throw new IllegalArgumentException(
          "tokens must differ and hold " + endOfDocument + " and " + unknown);
    }
  }

  /** The same with more names behind its own, of tokens that stand for no text. */
  public Vocabulary padded(List<String> all) {
    Set<String> specialNames = new HashSet<>(all.subList(size(), all.size()));
    special.stream().mapToObj(names::get).forEach(specialNames::add);
    return new Vocabulary(
        all,
        specialNames,
        name(endOfDocument),
        unknown.isPresent() ? name(unknown.getAsInt()) : null);
  }

  /** Number of ids. */
  public int size() {
    return names.size();
  }

  /** The names in the order of their ids. */
  public List<String> names() {
    return names;
  }

  /** The name of an id. */
  public String name(int id) {
    return names.get(id);
  }

  /** Whether an id stands for no text. */
  public boolean isSpecial(int id) {
    return special.get(id);
  }

  /** The id of a token that stands for text, or {@code otherwise} where there is none. */
  public int idOf(String name, int otherwise) {
    return plain.getOrDefault(name, otherwise);
  }

  /** The token that ends every document. */
  public int endOfDocument() {
    return endOfDocument;
  }

  /** The token of text that has no other. */
  public OptionalInt unknown() {
    return unknown;
  }

  /** The tokens that stand for no text, as added tokens. */
  public List<AddedToken> special() {
    return special.stream().mapToObj(id -> AddedToken.special(id, names.get(id))).toList();
  }

  /** The ids of all names, as tokenizer.json has them. */
  Map<String, Integer> json() {
    Map<String, Integer> ids = LinkedHashMap.newLinkedHashMap(names.size());
    for (int id = 0; id < names.size(); id++) {
      ids.put(names.get(id), id);
    }
    return ids;
  }
}
