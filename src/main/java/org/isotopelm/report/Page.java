package org.isotopelm.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.isotopelm.Json;

/**
 * report.html: one file that needs nothing else, drawn in the reader's browser by Apache ECharts.
 *
 * <p>The page holds the data as JSON, and a function {@code isotope.show(data)} that draws all of
 * it anew in place. Text of the data reaches the page as text nodes only. A live page asks {@code
 * events?token=…}, the token being its own address', for server-sent events whose data is the
 * JSON of a {@link ReportData}; one that is not {@linkplain ReportData#running() running} ends it.
 */
public final class Page {
  private static final List<String> SCRIPTS = List.of();

  private Page() {}

  /**
   * The page.
   *
   * @param live whether it listens for newer data
   */
  public static String html(ReportData data, boolean live) {
    return "";
  }
}
