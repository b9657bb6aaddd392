package org.isotopelm;

/**
 * What a model thinks of one token of a text.
 *
 * @param id of the token
 * @param text that it stands for; empty for the end of the document
 * @param begin where that begins in the text that was scored, in UTF-16 units; two tokens that
 *     share a character have its place
 * @param end where it ends
 * @param logProbability ln p of the token after all that stands before it; never positive
 */
public record TokenScore(int id, String text, int begin, int end, double logProbability) {}
