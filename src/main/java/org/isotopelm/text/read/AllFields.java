package org.isotopelm.text.read;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/** Hands over every field of a record by its name, or by its 1-based number where it has none. */
record AllFields(Format format, Predicate<Map<String, String>> wanted) implements RecordReader {

  @Override
  public boolean read(String line, TextBuffer place, DocumentSink sink) {
    return wanted.test(
        switch (format) {
          case JSONL -> texts(JsonRecord.parse(line, place));
          case CSV -> numbered(QuoteState.cells(line));
          case TSV -> numbered(ColumnsRecord.tabSeparatedCells(line));
          case TEXT -> throw new IllegalArgumentException("plain text has no fields");
        });
  }

  private static Map<String, String> texts(JsonNode node) {
    Map<String, String> fields = new LinkedHashMap<>();
    node.properties().stream()
        .filter(each -> each.getValue().isString())
        .forEach(each -> fields.put(each.getKey(), each.getValue().stringValue()));
    return fields;
  }

  private static Map<String, String> numbered(List<String> cells) {
    Map<String, String> fields = new LinkedHashMap<>();
    cells.forEach(cell -> fields.put(String.valueOf(fields.size() + 1), cell));
    return fields;
  }
}
