package org.isotopelm.report;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.isotopelm.base.Json;
import org.isotopelm.report.chart.LineLook;
import org.isotopelm.report.run.ReportData;

/**
 * report.html: one file that needs nothing else, drawn in the reader's browser by Apache ECharts.
 *
 * <p>The page holds the data as JSON, and a function {@code isotope.show(data)} that draws all of
 * it anew in place. Text of the data reaches the page as text nodes only. A live page asks {@code
 * events?token=…}, the token being its own address', for server-sent events whose data is the JSON
 * of a {@link ReportData}; one that is not {@linkplain ReportData#running() running} is the last.
 */
public final class Page {
  private static final List<String> SCRIPTS =
      List.of(
          "elements.js", "charts.js", "lines.js", "tables.js", "space.js", "words.js", "page.js");
  private static final Pattern PLACE = Pattern.compile("\\{\\{(\\w+)}}");

  private Page() {}

  /**
   * The page.
   *
   * @param live whether it listens for newer data
   */
  public static String html(ReportData data, boolean live) {
    String scripts = SCRIPTS.stream().map(Page::resource).collect(Collectors.joining("\n"));
    Map<String, String> contents =
        Map.of(
            "title", escaped(data.name()),
            "style", resource("page.css"),
            "echarts", resource("echarts/echarts.min.js"),
            "looks", Json.mapper().writeValueAsString(LineLook.styles()),
            "script", live ? scripts + "\n" + resource("live.js") : scripts,
            "data", json(data));
    return PLACE
        .matcher(resource("page.html"))
        .replaceAll(
            place ->
                Matcher.quoteReplacement(Objects.requireNonNull(contents.get(place.group(1)))));
  }

  /** As it stands in a script element, which no text can end. */
  private static String json(ReportData data) {
    return Json.mapper().writeValueAsString(data).replace("<", "\\u003c");
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;");
  }

  private static String resource(String name) {
    try (InputStream in = Page.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new FileNotFoundException(name + " is not on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
