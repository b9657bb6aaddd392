package org.isotopelm;

/**
 * A token of a text.
 *
 * @param id of the token
 * @param text that it stands for
 * @param begin where that begins in the text, in UTF-16 units; two tokens that share a character
 *     have its place
 * @param end where it ends
 */
public record TextToken(int id, String text, int begin, int end) {}
