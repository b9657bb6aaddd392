package org.isotopelm.cli.console;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.slf4j.LoggerFactory;

/**
 * Sends the log to standard error as plain lines. It is set up here and not by a file in the jar,
 * so that an application that embeds Isotope keeps its own settings.
 */
public final class Logging {
  private Logging() {}

  /**
   * Warnings and worse by default; libraries only speak of errors unless {@code verbose}. Where
   * another program has brought its own log, as spark-submit does, that stays as it is.
   */
  public static void configure(Output output, boolean verbose) {
    if (!(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) {
      return;
    }
    context.reset();
    Lines lines = new Lines(output);
    lines.setContext(context);
    lines.start();
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.setLevel(verbose ? Level.INFO : Level.ERROR);
    root.addAppender(lines);
    context
        .getLogger("org.isotopelm")
        .setLevel(verbose ? Level.DEBUG : output.quiet() ? Level.ERROR : Level.WARN);
  }

  /** One line an event: no time, no class. A warning that is there already is not repeated. */
  private static final class Lines extends AppenderBase<ILoggingEvent> {
    private final Output output;
    private final Set<String> warnings = new HashSet<>();

    Lines(Output output) {
      this.output = output;
    }

    @Override
    protected void append(ILoggingEvent event) {
      String text = event.getFormattedMessage();
      if (event.getLevel().isGreaterOrEqual(Level.ERROR)) {
        output.error(text);
      } else if (event.getLevel() == Level.WARN) {
        if (warnings.add(text)) {
          output.warn(text);
        }
      } else {
        output.note(event.getLevel().toString().toLowerCase(Locale.ROOT) + ": " + text);
      }
    }
  }
}
