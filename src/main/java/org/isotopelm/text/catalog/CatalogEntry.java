package org.isotopelm.text.catalog;

/**
 * A corpus that a config can name.
 *
 * @param documents what its documents are
 * @param size how many they are
 * @param artifact Maven coordinates: group:artifact:version, or with :type:classifier
 * @param entries path or pattern of the files in the artifact that hold the text
 * @param sha256 of these files' bytes, one file after another in the order of their paths
 * @param reader how they become documents
 */
public record CatalogEntry(
    String name,
    String title,
    String documents,
    String size,
    String artifact,
    String entries,
    String sha256,
    CorpusReader reader,
    String licence,
    String citation) {}
