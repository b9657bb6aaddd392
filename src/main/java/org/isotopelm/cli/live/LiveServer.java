package org.isotopelm.cli.live;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.cli.Option;
import org.isotopelm.base.ProblemException;
import org.isotopelm.cli.call.Invocation;
import org.isotopelm.cli.call.NewOption;
import org.isotopelm.report.Page;
import org.isotopelm.report.run.ReportData;
import org.jspecify.annotations.Nullable;

/**
 * Shows a study or a run in browsers on this machine while it runs: the page of the report, whose
 * figures are updated by server-sent events.
 *
 * <p>It listens on the loopback address only, and answers anybody who knows the token in its URL.
 * Of a request it reads only the method, path, host and token; it writes nothing to disk. A page of
 * another origin cannot reach it: it knows no token, and the host's name is checked against DNS
 * rebinding. Its port is not, so that one forwarded by ssh may differ. {@link LiveLimits} keeps
 * connections, which anybody on the machine can open, from hindering the work.
 */
public final class LiveServer implements AutoCloseable {
  private static final String NAME = "live";
  private static final int TOKEN_BYTES = 16;

  /** At the end, how long a browser that reads slowly is waited for. */
  private static final int PATIENCE_SECONDS = 2;

  private static final Pattern LOOPBACK =
      Pattern.compile("(localhost|127\\.0\\.0\\.1|\\[::1])(:\\d+)?", Pattern.CASE_INSENSITIVE);

  /** The page is one file with all in it; it may ask this server for figures and nobody else. */
  private static final String POLICY =
      "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:;"
          + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  /** Shown until there are figures. */
  private static final String WAITING =
      """
      <!doctype html>
      <html lang="en"><head><meta charset="utf-8"><meta http-equiv="refresh" content="1">
      <meta name="viewport" content="width=device-width, initial-scale=1"><title>Isotope</title>
      <style>:root { color-scheme: light dark } body { font: 1.1rem system-ui, sans-serif; margin: 4rem auto; max-width: 36rem; padding: 0 1rem }</style>
      </head><body><h1>Isotope</h1><p>The work has begun. This page shows the first figures as soon as there are any.</p></body></html>
      """;

  private final LiveData data = new LiveData();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;
  private final String token;
  private final Duration glance;
  private final Duration heartbeat;

  private LiveServer(HttpServer server, Duration glance, Duration heartbeat) {
    this.server = server;
    this.glance = glance;
    this.heartbeat = heartbeat;
    byte[] secret = new byte[TOKEN_BYTES];
    new SecureRandom().nextBytes(secret);
    token = Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
  }

  /** {@code --live [PORT]}. */
  public static Option option() {
    return NewOption.number(
        NAME,
        "PORT",
        "show the report in a browser while the work goes on, at PORT or at a free port");
  }

  /**
   * The server that {@code --live} asks for, null without it; its address is printed to standard
   * error.
   *
   * @throws ProblemException exit code 2 for no port, 1 for one that cannot be had
   */
  public static @Nullable LiveServer asked(Invocation invocation) {
    if (!invocation.has(NAME)) {
      return null;
    }
    LiveServer live = open(invocation.port(NAME));
    // Also with --quiet: without its token nobody can open it.
    invocation.output().err().println("live: " + live.url());
    return live;
  }

  /**
   * Listens from now on.
   *
   * @param port 0 for a free one
   */
  public static LiveServer open(int port) {
    return open(port, Duration.ofMillis(500), Duration.ofSeconds(15));
  }

  /**
   * As {@link #open(int)}.
   *
   * @param glance how often a stream looks whether there is something newer
   * @param heartbeat the longest that a stream is silent, so that a browser that has gone is
   *     noticed
   */
  public static LiveServer open(int port, Duration glance, Duration heartbeat) {
    LiveLimits.set();
    try {
      InetAddress loopback = InetAddress.getLoopbackAddress();
      HttpServer server = HttpServer.create(new InetSocketAddress(loopback, port), 0);
      LiveServer live = new LiveServer(server, glance, heartbeat);
      server.createContext("/", live::answer);
      server.setExecutor(live.threads);
      server.start();
      return live;
    } catch (IOException e) {
      throw ProblemException.failure(
          String.format(
              Locale.ROOT,
              "--live %d: port %d cannot be used (%s); give another one, or --live "
                  + "alone for a free one",
              port,
              port,
              e.getMessage()));
    }
  }

  /** The address to open, token included. */
  public String url() {
    InetSocketAddress address = server.getAddress();
    String host = address.getAddress().getHostAddress();
    return String.format(
        Locale.ROOT,
        "http://%s:%d/?token=%s",
        address.getAddress() instanceof Inet6Address ? "[" + host + "]" : host,
        address.getPort(),
        token);
  }

  /**
   * Where figures are from now on to be had, at any time and on any thread; called while somebody
   * looks.
   */
  public void show(Supplier<? extends ReportData> figures) {
    data.source(figures);
  }

  /** Sends the last figures and the end, and frees the port. */
  @Override
  public void close() {
    ended.countDown();
    server.stop(PATIENCE_SECONDS);
    threads.shutdownNow();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      Headers headers = exchange.getResponseHeaders();
      headers.set("Cache-Control", "no-store");
      headers.set("Content-Security-Policy", POLICY);
      headers.set("X-Content-Type-Options", "nosniff");
      headers.set("Referrer-Policy", "no-referrer");
      headers.set("Cross-Origin-Resource-Policy", "same-origin");
      if (!isAllowed(exchange)) {
        send(exchange, 403, "text/plain", "Open the whole address that isotope printed.\n");
      } else if (!List.of("GET", "HEAD").contains(exchange.getRequestMethod())) {
        headers.set("Allow", "GET, HEAD");
        send(exchange, 405, "text/plain", "Only GET and HEAD.\n");
      } else {
        answerPath(exchange);
      }
    }
  }

  private void answerPath(HttpExchange exchange) throws IOException {
    switch (exchange.getRequestURI().getPath()) {
      case "/" -> {
        LiveData.Version newest = data.newest(true);
        send(exchange, 200, "text/html", newest == null ? WAITING : Page.html(newest.data(), true));
      }
      case "/data.json" -> {
        LiveData.Version newest = data.newest(true);
        send(exchange, 200, "application/json", newest == null ? "null" : newest.json());
      }
      case "/events" -> stream(exchange);
      default -> send(exchange, 404, "text/plain", "There is no such page.\n");
    }
  }

  private boolean isAllowed(HttpExchange exchange) {
    String host = Objects.requireNonNullElse(exchange.getRequestHeaders().getFirst("Host"), "");
    String query = Objects.requireNonNullElse(exchange.getRequestURI().getRawQuery(), "");
    String given =
        Stream.of(query.split("&"))
            .filter(part -> part.startsWith("token="))
            .findFirst()
            .map(part -> part.substring("token=".length()))
            .orElse("");
    return LOOPBACK.matcher(host).matches()
        && MessageDigest.isEqual(
            given.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
  }

  private static void send(HttpExchange exchange, int code, String type, String text)
      throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.sendResponseHeaders(code, -1);
    } else {
      exchange.sendResponseHeaders(code, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  /**
   * Sends what is newest at once, then at each glance what has become newer. A browser that reads
   * slowly keeps its own thread waiting and misses versions in between; one that has gone ends it.
   */
  private void stream(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "text/event-stream; charset=utf-8");
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.sendResponseHeaders(200, -1);
      return;
    }
    exchange.sendResponseHeaders(200, 0);
    OutputStream out = exchange.getResponseBody();
    write(out, "retry: 2000\n\n");
    long seen = 0;
    long spoken = System.nanoTime();
    for (boolean last = hasEnded(Duration.ZERO); ; last = hasEnded(glance)) {
      LiveData.Version newest = data.newest(last);
      if (newest != null && newest.number() > seen) {
        seen = newest.number();
        spoken = System.nanoTime();
        write(out, String.format(Locale.ROOT, "id: %d\ndata: %s\n\n", seen, newest.json()));
      } else if (System.nanoTime() - spoken > heartbeat.toNanos()) {
        spoken = System.nanoTime();
        write(out, ": still here\n\n");
      }
      if (last) {
        write(out, "event: end\ndata: {}\n\n");
        return;
      }
    }
  }

  /** Whether the work has ended, or does so within a time. */
  private boolean hasEnded(Duration within) throws IOException {
    try {
      return ended.await(within.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      throw new IOException("the server is closed", e);
    }
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}
