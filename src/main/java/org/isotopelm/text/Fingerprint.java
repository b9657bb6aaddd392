package org.isotopelm.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What distinguishes one text from another.
 *
 * @param text of all documents in their order, as {@link Corpus#fingerprint()}
 * @param files that of each file's documents, by the file's name
 */
public record Fingerprint(String text, Map<String, String> files) {
  public Fingerprint {
    files = new LinkedHashMap<>(files);
  }

  /** What has become of an earlier text, a sentence for each file; none where it is the same. */
  public List<String> changesSince(Fingerprint earlier) {
    if (text.equals(earlier.text)) {
      return List.of();
    }
    Set<String> names = new LinkedHashSet<>(earlier.files.keySet());
    names.addAll(files.keySet());
    List<String> changes = new ArrayList<>();
    for (String name : names) {
      String was = earlier.files.get(name);
      String is = files.get(name);
      if (is == null) {
        changes.add(name + " is missing");
      } else if (was == null) {
        changes.add(name + " is new");
      } else if (!was.equals(is)) {
        changes.add(name + " has changed");
      }
    }
    return changes.isEmpty() ? List.of("the order of its files has changed") : changes;
  }
}
