package org.isotopelm.text;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** What a document's text hashes to: the first 128 bits of the SHA-256 of its UTF-8 bytes. */
public record ContentHash(long high, long low) {
  static ContentHash of(byte[] utf8) {
    ByteBuffer digest = ByteBuffer.wrap(sha256().digest(utf8));
    return new ContentHash(digest.getLong(), digest.getLong());
  }

  /** A new SHA-256 digest. */
  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
