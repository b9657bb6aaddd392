package org.isotopelm.token.piece;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Byte-pair encoding (Sennrich et al. 2016, Radford et al. 2019): the bytes or characters of a
 * piece are merged pair by pair.
 */
public final class BpeModel implements PieceModel {
  /**
   * What differs between vocabularies.
   *
   * @param bytes whether pieces are taken as bytes, each named by a visible character
   * @param byteFallback whether unknown characters become tokens of their bytes
   * @param fuseUnknown whether unknown neighbours become one unknown token
   * @param ignoreMerges whether a piece that is a token is that token, whatever the merges say
   * @param prefix of the names of characters that do not begin a piece
   * @param suffix of the names of characters that end a piece
   */
  public record Options(
      boolean bytes,
      boolean byteFallback,
      boolean fuseUnknown,
      boolean ignoreMerges,
      String prefix,
      String suffix) {
    /** GPT-2's. */
    public static final Options BYTES = new Options(true, false, false, false, "", "");
  }

  private final Vocabulary tokens;
  private final Merges merges;
  private final Options options;
  private final BpeSymbols symbols;
  private final int[] width; // of each token: how many symbols it is made of

  /** A model of a vocabulary and its merges, the earliest learned first. */
  public BpeModel(Vocabulary tokens, List<Merges.Merge> merges, Options options) {
    this.tokens = tokens;
    this.merges = new Merges(merges);
    this.options = options;
    this.symbols = new BpeSymbols(tokens, options);
    this.width = new int[tokens.size()];
    Arrays.fill(width, 1);
    boolean grows = true;
    while (grows) { // a part may have been learned after the whole
      grows = false;
      for (Merges.Merge merge : merges) {
        int sum = width[merge.left()] + width[merge.right()];
        grows |= sum > width[merge.result()];
        width[merge.result()] = Math.max(sum, width[merge.result()]);
      }
    }
  }

  /** The merges in their order. */
  public List<Merges.Merge> merges() {
    return merges.list();
  }

  /** Whether every byte has a token, so that no text is unknown. */
  public boolean knowsAllBytes() {
    return (options.bytes() || options.byteFallback()) && symbols.haveAllBytes();
  }

  /** Whether the ids 0 to 255 are the bytes, and no others stand for text. */
  public boolean isBytes() {
    List<Integer> ids = symbols.ofBytes();
    for (int b = 0; b < ids.size(); b++) {
      if (ids.get(b) != b) {
        return false;
      }
    }
    return options.bytes() && merges.list().isEmpty();
  }

  @Override
  public PieceEncoder encoder() {
    return new Encoder();
  }

  /** Its arrays are enough for pieces of usual lengths; others get their own. */
  private final class Encoder implements PieceEncoder {
    private static final int USUAL = 256; // symbols

    private final int[] usual = new int[USUAL];
    private final Merges.Workspace workspace = new Merges.Workspace();

    @Override
    public void encode(String text, int begin, int end, IntList ids) {
      int whole = whole(text, begin, end);
      if (whole >= 0) {
        ids.add(whole);
      } else if (options.bytes() && symbols.haveAllBytes()) {
        int most = 3 * (end - begin);
        int[] bytes = most <= USUAL ? usual : new int[most];
        int count = symbols.bytes(text, begin, end, bytes);
        ids.addAll(bytes, merges.apply(bytes, count, workspace));
      } else {
        IntList characters = new IntList();
        symbols.forEach(text, begin, end, (id, from, to) -> characters.add(id));
        ids.addAll(
            characters.array(), merges.apply(characters.array(), characters.size(), workspace));
      }
    }
  }

  private int[] merged(IntList ids) {
    int[] merged = ids.toArray();
    int count = merges.apply(merged, merged.length, new Merges.Workspace());
    return Arrays.copyOf(merged, count);
  }

  /** The token that a piece is, where merges do not matter; negative for none. */
  private int whole(String text, int begin, int end) {
    if (!options.ignoreMerges()) {
      return -1;
    }
    String piece = text.substring(begin, end);
    return tokens.idOf(
        options.bytes() ? ByteAlphabet.name(piece.getBytes(StandardCharsets.UTF_8)) : piece, -1);
  }

  @Override
  public void locate(String text, int begin, int end, TokenConsumer consumer) {
    int whole = whole(text, begin, end);
    if (whole >= 0) {
      consumer.accept(whole, begin, end);
      return;
    }
    IntList ids = new IntList();
    IntList begins = new IntList();
    IntList ends = new IntList();
    symbols.forEach(
        text,
        begin,
        end,
        (id, from, to) -> {
          ids.add(id);
          begins.add(from);
          ends.add(to);
        });
    int at = 0;
    for (int id : merged(ids)) {
      int symbolsOfToken = ids.get(at) == id ? 1 : width[id];
      consumer.accept(id, begins.get(at), ends.get(at + symbolsOfToken - 1));
      at += symbolsOfToken;
    }
  }

  @Override
  public String kind() {
    return "bpe";
  }

  @Override
  public Map<String, Object> json(Vocabulary vocabulary) {
    return JsonObject.of(
        "type",
        "BPE",
        "dropout",
        null,
        "unk_token",
        vocabulary.unknown().isPresent() ? vocabulary.name(vocabulary.unknown().getAsInt()) : null,
        "continuing_subword_prefix",
        options.prefix().isEmpty() ? null : options.prefix(),
        "end_of_word_suffix",
        options.suffix().isEmpty() ? null : options.suffix(),
        "fuse_unk",
        options.fuseUnknown(),
        "byte_fallback",
        options.byteFallback(),
        "ignore_merges",
        options.ignoreMerges(),
        "vocab",
        vocabulary.json(),
        "merges",
        merges.list().stream()
            .map(merge -> List.of(vocabulary.name(merge.left()), vocabulary.name(merge.right())))
            .toList());
  }
}
