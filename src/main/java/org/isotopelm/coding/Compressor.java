package org.isotopelm.coding;

import java.util.Arrays;
import org.isotopelm.base.ContentHash;
import org.isotopelm.base.ProblemException;
import org.isotopelm.model.TokenModel;
import org.isotopelm.token.Tokenizer;

/**
 * Files of any bytes in as many bits as a model asks for, and back. A file is one document; its end
 * is not coded, as the header has its number of tokens.
 *
 * @param model must give the same bits wherever files are read
 * @param hash tells the model and tokenizer from others
 */
public record Compressor(TokenModel model, Tokenizer tokenizer, ContentHash hash) {
  /**
   * A compressed file.
   *
   * @param idealBits Σ −log₂ p of its tokens; what tokens lose is not in it
   * @param tokenBytes of the file that code its tokens
   * @param otherBytes of the file for what tokens lose
   */
  public record Compressed(byte[] file, double idealBits, int tokenBytes, int otherBytes) {
    /** Bytes that name the model and check the file. */
    public int headerBytes() {
      return file.length - tokenBytes - otherBytes;
    }
  }

  /**
   * Refuses what codes nothing.
   *
   * @throws ProblemException (config) if the model is no distribution
   */
  public Compressor {
    if (!model.isDistribution()) {
      throw ProblemException.config(
          "model",
          "the scores of this model are no distribution: they do not sum to one over all tokens, so no code has their lengths; use another kind of smoothing, such as modified_kneser_ney");
    }
  }

  /** Compresses all bytes of a file. */
  public Compressed compress(byte[] bytes) {
    LeftoverWriter leftovers = new LeftoverWriter();
    boolean malformed = false;
    int[] ids;
    if (tokenizer.isBytes()) {
      ids = new int[bytes.length];
      Arrays.setAll(ids, i -> bytes[i] & 0xff);
    } else {
      MalformedBytes parts = MalformedBytes.split(bytes);
      malformed = !parts.runs().isEmpty();
      ids = new TextEncoder(tokenizer, leftovers).encode(parts.text());
      if (malformed) {
        parts.write(leftovers);
      }
    }
    RangeEncoder encoder = new RangeEncoder();
    double nats = encode(ids, encoder);
    byte[] coded = encoder.finish();
    CompressedHeader header =
        new CompressedHeader(
            malformed, hash, ContentHash.of(bytes), bytes.length, ids.length, coded.length);
    byte[] others = leftovers.finish();
    return new Compressed(
        header.file(coded, others), nats / StrictMath.log(2), coded.length, others.length);
  }

  private double encode(int[] ids, RangeEncoder encoder) {
    ReaderCoder coder = new ReaderCoder(model);
    coder.begin();
    double nats = 0;
    for (int id : ids) {
      nats -= StrictMath.log(coder.encode(id, encoder));
    }
    return nats;
  }

  /**
   * The bytes that a compressed file was made of.
   *
   * @param name of the file, for messages
   * @throws ProblemException (data) where the file is damaged, of another kind or of another model
   */
  public byte[] decompress(byte[] file, String name) {
    CompressedHeader.File parts = CompressedHeader.read(file, name);
    CompressedHeader header = parts.header();
    if (!header.model().equals(hash)) {
      throw ProblemException.data(
          "%s: was made with another model: its hash is %.12s…, and that of this run is %.12s…; name the run that it was made with"
              .formatted(name, header.model(), hash));
    }
    byte[] bytes = restore(decode(header.tokens(), parts.tokens()), header, parts.leftovers());
    if (bytes.length != header.bytes() || !ContentHash.of(bytes).equals(header.original())) {
      throw ProblemException.data(
          name
              + ": does not give its original here: this program or this machine computes other probabilities than those it was made with; use the version of Isotope that made it");
    }
    return bytes;
  }

  private int[] decode(int count, byte[] coded) {
    ReaderCoder coder = new ReaderCoder(model);
    RangeDecoder decoder = new RangeDecoder(coded);
    coder.begin();
    int[] ids = new int[count];
    for (int i = 0; i < count; i++) {
      ids[i] = coder.decode(decoder);
    }
    return ids;
  }

  private byte[] restore(int[] ids, CompressedHeader header, byte[] written) {
    LeftoverReader leftovers = new LeftoverReader(written);
    byte[] text = new TextDecoder(tokenizer, leftovers).decode(ids);
    return header.malformed() ? MalformedBytes.restore(text, leftovers) : text;
  }
}
