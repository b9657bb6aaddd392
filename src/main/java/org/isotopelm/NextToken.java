package org.isotopelm;

/**
 * A token that may come next.
 *
 * @param id of the token
 * @param name as tokenizer.json writes it, such as {@code "Ġthe"}
 * @param text that it stands for alone; empty for the end of the document
 * @param probability in [0, 1]
 */
public record NextToken(int id, String name, String text, double probability) {}
