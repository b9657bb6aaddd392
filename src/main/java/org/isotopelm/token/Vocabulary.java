package org.isotopelm.token;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;

/** The tokens of a tokenizer: names as tokenizer.json writes them, and the bytes they stand for. */
public final class Vocabulary {
  private final List<String> names;
  private final Map<String, Integer> special = new HashMap<>();
  private final Map<String, Integer> plain;
  private final byte[][] spellings;

  /**
   * @param names by id, all different, with {@link Tokenizer#END_OF_DOCUMENT} among them
   * @param specialNames those that stand for no text
   * @param spelling the bytes that any other name stands for; the unknown token is spelled U+FFFD
   */
  Vocabulary(List<String> names, Set<String> specialNames, Function<String, byte[]> spelling) {
    this.names = List.copyOf(names);
    this.plain = HashMap.newHashMap(names.size());
    this.spellings = new byte[names.size()][];
    for (int id = 0; id < spellings.length; id++) {
      String name = names.get(id);
      if (specialNames.contains(name)) {
        special.put(name, id);
        spellings[id] = name.equals(Tokenizer.UNKNOWN) ? spelling.apply("\uFFFD") : new byte[0];
      } else {
        plain.put(name, id);
        spellings[id] = spelling.apply(name);
      }
    }
    if (plain.size() + special.size() != spellings.length
        || !special.containsKey(Tokenizer.END_OF_DOCUMENT)) {
      throw new IllegalArgumentException(
          "tokens must differ and hold the special " + Tokenizer.END_OF_DOCUMENT);
    }
  }

  /** Number of ids. */
  public int size() {
    return spellings.length;
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
    return special.containsKey(names.get(id));
  }

  /** The id of a token that stands for text, or {@code otherwise} where there is none. */
  int idOf(String name, int otherwise) {
    return plain.getOrDefault(name, otherwise);
  }

  int endOfDocument() {
    return special.getOrDefault(Tokenizer.END_OF_DOCUMENT, -1);
  }

  OptionalInt unknown() {
    Integer id = special.get(Tokenizer.UNKNOWN);
    return id == null ? OptionalInt.empty() : OptionalInt.of(id);
  }

  /** The token's bytes: the array itself, not to be written to. */
  byte[] spelling(int id) {
    return spellings[id];
  }
}
