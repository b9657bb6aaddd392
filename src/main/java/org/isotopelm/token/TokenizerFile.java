package org.isotopelm.token;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.isotopelm.base.AtomicFile;
import org.isotopelm.base.Json;
import org.isotopelm.base.ProblemException;
import org.isotopelm.token.foreign.SentencePieceFile;
import org.isotopelm.token.foreign.TiktokenFile;

/**
 * Hugging Face's {@code tokenizer.json}, as the library {@code tokenizers} reads it.
 *
 * <p>The structure of the file shows the kind: bpe is a BPE model behind a ByteLevel pre-tokenizer,
 * byte is that without merges, char and word are WordLevel models behind a Split, WhitespaceSplit
 * or Whitespace pre-tokenizer.
 */
public final class TokenizerFile {
  private TokenizerFile() {}

  /**
   * Reads a tokenizer: a tokenizer.json, tiktoken's ranks or a SentencePiece model. Its bytes show
   * which, or else its name.
   *
   * @throws ProblemException with exit code 4 if the file cannot be read, is damaged, or holds what
   *     Isotope's tokenizers do not do; it names the part
   */
  public static Tokenizer read(Path path) {
    try {
      return read(path, Files.readAllBytes(path));
    } catch (NoSuchFileException e) {
      throw ProblemException.data(
          path + ": this file does not exist; a tokenizer must be there", e);
    } catch (IOException e) {
      throw ProblemException.data("cannot read the tokenizer " + path + ": " + e.getMessage(), e);
    }
  }

  private static Tokenizer read(Path path, byte[] bytes) throws IOException {
    String file = path.toString();
    if (file.endsWith(".tiktoken") || TiktokenFile.isOne(bytes)) {
      return TokenizerReader.read(file, TiktokenFile.json(file, bytes, null));
    }
    if (file.endsWith(".model") || SentencePieceFile.isOne(bytes)) {
      return TokenizerReader.read(file, SentencePieceFile.json(file, bytes));
    }
    return TokenizerReader.read(file, bytes, namedEnd(path));
  }

  private static String namedEnd(Path path) throws IOException {
    Path config = path.resolveSibling("tokenizer_config.json");
    return Files.isRegularFile(config)
        ? TokenizerReader.namedEnd(config.toString(), Files.readAllBytes(config))
        : "";
  }

  /** Writes a tokenizer as a whole or not at all. */
  public static void write(Tokenizer tokenizer, Path path) throws IOException {
    AtomicFile.write(path, toJson(tokenizer));
  }

  /** The file's text; equal tokenizers have equal files. */
  public static String toJson(Tokenizer tokenizer) {
    return Json.pretty(tokenizer.pipeline().json(tokenizer.tokens())) + "\n";
  }

  /** SHA-256 of the file in hexadecimal digits: what this tokenizer is known by. */
  public static String hash(Tokenizer tokenizer) {
    try {
      byte[] file = toJson(tokenizer).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(file));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
