package org.isotopelm.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The length and SHA-256 of a file.
 *
 * @param bytes its length
 * @param sha256 in hex
 */
public record Checksum(long bytes, String sha256) {

  /** Of a file. */
  public static Checksum of(Path file) throws IOException {
    MessageDigest digest = newDigest();
    try (InputStream in = Files.newInputStream(file);
        OutputStream sink = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
      return of(in.transferTo(sink), digest);
    }
  }

  /** The checksum of a file's content. */
  public static Checksum of(byte[] bytes) {
    MessageDigest digest = newDigest();
    digest.update(bytes);
    return of(bytes.length, digest);
  }

  /** The checksum of this many bytes, which went through the digest. */
  static Checksum of(long bytes, MessageDigest digest) {
    return new Checksum(bytes, HexFormat.of().formatHex(digest.digest()));
  }

  static MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** The checksum of content that grows. */
  public static final class Running {
    private final MessageDigest digest = newDigest();
    private long bytes;

    /** Adds these bytes. */
    public void add(byte[] more) {
      digest.update(more);
      bytes += more.length;
    }

    /** The checksum of all bytes that were added. */
    public Checksum soFar() {
      try {
        return of(bytes, (MessageDigest) digest.clone());
      } catch (CloneNotSupportedException e) {
        throw new IllegalStateException("the JDK's SHA-256 can be cloned", e);
      }
    }
  }
}
