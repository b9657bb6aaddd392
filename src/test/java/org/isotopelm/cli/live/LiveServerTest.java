package org.isotopelm.cli.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.isotopelm.base.ExitCode;
import org.isotopelm.base.Json;
import org.isotopelm.base.ProblemException;
import org.isotopelm.report.run.Provenance;
import org.isotopelm.report.run.ReportData;
import org.isotopelm.report.run.ReportData.Running;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The live server, asked by another program. */
final class LiveServerTest {
  private final LiveServer live = LiveServer.open(0, Duration.ofMillis(10), Duration.ofMillis(50));
  private final URI url = URI.create(live.url());
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @AfterEach
  void close() {
    live.close();
    // Streams that a test did not read to their end would keep close() waiting.
    client.shutdownNow();
  }

  private static ReportData data(long done) {
    Running running = new Running("steps", done, 100, 0, null, null, null, null);
    return new ReportData(
        "x",
        "models/x",
        running,
        "",
        List.of(),
        List.of(),
        null,
        List.of(),
        null,
        null,
        Provenance.UNKNOWN);
  }

  private String token() {
    return url.getQuery().substring("token=".length());
  }

  private HttpResponse<String> ask(String method, String pathAndQuery) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(url.resolve(pathAndQuery))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .build();
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }

  /** A request as bytes, for what a well-behaved client does not send; gives the status line. */
  private String raw(String head) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), url.getPort())) {
      OutputStream out = socket.getOutputStream();
      out.write((head + "\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.UTF_8));
      out.flush();
      byte[] answer = socket.getInputStream().readAllBytes();
      return new String(answer, StandardCharsets.UTF_8).lines().findFirst().orElse("");
    }
  }

  private Events listen() throws Exception {
    HttpRequest request = HttpRequest.newBuilder(url.resolve("/events?token=" + token())).build();
    HttpResponse<InputStream> response =
        client.send(request, HttpResponse.BodyHandlers.ofInputStream());
    assertThat(response.headers().firstValue("Content-Type"))
        .contains("text/event-stream; charset=utf-8");
    return new Events(
        new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8)));
  }

  /** What a browser hears. */
  private record Events(BufferedReader lines) {
    String line() {
      try {
        return lines.readLine();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** The steps done by the next event, -1 for the end. */
    long next() {
      for (String line = line(); ; line = line()) {
        if (line.equals("event: end")) {
          return -1;
        }
        if (line.startsWith("data: ")) {
          return Json.mapper()
              .readTree(line.substring("data: ".length()))
              .at("/running/done")
              .longValue();
        }
      }
    }

    List<Long> rest() {
      List<Long> rest = new ArrayList<>();
      do {
        rest.add(next());
      } while (rest.getLast() >= 0);
      return rest;
    }
  }

  @Test
  void url_ofEachServer_isOnTheLoopbackAddressWithATokenOfItsOwn() {
    assertThat(InetAddress.ofLiteral(url.getHost()).isLoopbackAddress()).isTrue();
    // 128 bits in letters of 6 bits each.
    assertThat(token()).matches("[A-Za-z0-9_-]{22}");
    try (LiveServer other = LiveServer.open(0)) {
      assertThat(other.url()).doesNotContain(token());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/events", "/data.json", "/nowhere"})
  void request_withoutTheToken_isForbidden(String path) throws Exception {
    live.show(() -> data(1));
    for (String query : List.of("", "?token=", "?token=" + token().substring(1), "?t=" + token())) {
      HttpResponse<String> answer = ask("GET", path + query);
      assertThat(answer.statusCode()).isEqualTo(403);
      assertThat(answer.body()).doesNotContain("running");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1:80,200",
    "localhost:9000,200",
    "LOCALHOST,200",
    "[::1]:1,200",
    "evil.example,403",
    "localhost.evil.example:80,403",
    "127.0.0.1.nip.example,403",
    "'',403"
  })
  void request_toAnotherHostsName_isForbidden(String host, int status) throws IOException {
    String answer = raw("GET /data.json?token=" + token() + " HTTP/1.1\r\nHost: " + host);
    assertThat(answer).contains(" " + status + " ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS", "PATCH"})
  void request_thatIsNoGet_isRefused(String method) throws Exception {
    HttpResponse<String> answer = ask(method, "/?token=" + token());
    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.headers().firstValue("Allow")).contains("GET, HEAD");
  }

  @Test
  void answers_always_carryHeadersThatKeepOthersOut() throws Exception {
    for (String path : List.of("/?token=" + token(), "/", "/nowhere?token=" + token())) {
      var headers = ask("GET", path).headers();
      assertThat(headers.firstValue("Cache-Control")).contains("no-store");
      assertThat(headers.firstValue("X-Content-Type-Options")).contains("nosniff");
      assertThat(headers.firstValue("Referrer-Policy")).contains("no-referrer");
      assertThat(headers.firstValue("Content-Security-Policy").orElseThrow())
          .startsWith("default-src 'none';")
          .contains("connect-src 'self'", "frame-ancestors 'none'");
    }
    assertThat(ask("GET", "/nowhere?token=" + token()).statusCode()).isEqualTo(404);
    assertThat(ask("HEAD", "/events?token=" + token()).body()).isEmpty();
  }

  @Test
  void data_beforeAndAfterTheFirstFigures_isWhatIsNewest() throws Exception {
    assertThat(ask("GET", "/data.json?token=" + token()).body()).isEqualTo("null");
    assertThat(ask("GET", "/?token=" + token()).body()).contains("http-equiv=\"refresh\"");
    live.show(() -> data(7));
    assertThat(ask("GET", "/data.json?token=" + token()).body()).contains("\"done\":7");
  }

  @Test
  void events_toSeveralBrowsers_comeInOrderAndTheLastIsTheNewest() throws Exception {
    live.show(() -> data(1));
    List<Events> browsers = List.of(listen(), listen(), listen());
    browsers.forEach(browser -> assertThat(browser.next()).isEqualTo(1));
    for (int step = 2; step <= 50; step++) {
      long done = step;
      live.show(() -> data(done));
    }
    Events late = listen();
    live.close();
    for (Events browser : browsers) {
      List<Long> heard = browser.rest();
      assertThat(heard.subList(0, heard.size() - 1)).isSorted().endsWith(50L);
      // Those in between are too many for anybody to see.
      assertThat(heard).hasSizeLessThan(10);
      assertThat(browser.line()).isEqualTo("data: {}");
    }
    assertThat(late.rest()).endsWith(50L, -1L);
  }

  @Test
  void events_whileNothingHappens_areHeartbeats() throws Exception {
    live.show(() -> data(1));
    Events browser = listen();
    assertThat(browser.next()).isEqualTo(1);
    List<String> lines = List.of(browser.line(), browser.line(), browser.line(), browser.line());
    assertThat(lines).contains(": still here").noneMatch(line -> line.startsWith("data"));
  }

  @Test
  void figures_whileNobodyLooks_areNotMade() throws Exception {
    AtomicInteger made = new AtomicInteger();
    for (int step = 0; step < 1000; step++) {
      live.show(
          () -> {
            made.incrementAndGet();
            return data(1);
          });
    }
    assertThat(made).hasValue(0);
    ask("GET", "/data.json?token=" + token());
    assertThat(made).hasValue(1);
  }

  @Test
  void figures_thatCannotBeMade_leaveThoseThatWere() throws Exception {
    live.show(() -> data(3));
    ask("GET", "/data.json?token=" + token());
    live.show(
        () -> {
          throw new UncheckedIOException(new IOException("the disk is gone"));
        });
    assertThat(ask("GET", "/data.json?token=" + token()).body()).contains("\"done\":3");
  }

  @Test
  void close_withABrowserThatDoesNotRead_isPatientForSecondsOnlyAndFreesThePort() throws Exception {
    String large = "x".repeat(30_000_000);
    live.show(
        () ->
            new ReportData(
                large,
                "models/x",
                null,
                "",
                List.of(),
                List.of(),
                null,
                List.of(),
                null,
                null,
                Provenance.UNKNOWN));
    try (Socket deaf = new Socket(InetAddress.getLoopbackAddress(), url.getPort())) {
      String head = "GET /events?token=%s HTTP/1.1\r\nHost: localhost\r\n\r\n".formatted(token());
      deaf.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
      assertThat(deaf.getInputStream().read()).isEqualTo('H');
      // Others are served meanwhile.
      assertThat(ask("GET", "/nowhere?token=" + token()).statusCode()).isEqualTo(404);
      live.close();
    }
    try (ServerSocket again =
        new ServerSocket(url.getPort(), 0, InetAddress.getLoopbackAddress())) {
      assertThat(again.isBound()).isTrue();
    }
  }

  @Test
  void open_atAPortInUse_saysWhichAndWhatToDo() {
    assertThatThrownBy(() -> LiveServer.open(url.getPort()))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.FAILURE))
        .hasMessageContaining("port " + url.getPort())
        .hasMessageContaining("--live alone");
  }

  @ParameterizedTest
  @CsvSource({"50,12", "10,4", "0,4", "-1,4", "1000000,128", "9223372036854775807,128"})
  void connections_byFreeFileHandles_leaveMostOfThem(long free, int connections) {
    assertThat(LiveLimits.connections(free)).isEqualTo(connections);
  }

  /** A process with few file handles and a live page, which opens a file when it is told to. */
  static final class Work {
    private Work() {}

    public static void main(String[] args) throws IOException {
      try (LiveServer page = LiveServer.open(0)) {
        System.out.println(page.url());
        List<Closeable> open = new ArrayList<>();
        while (System.in.read() >= 0) {
          open.add(Files.newInputStream(Path.of(args[0])));
          System.out.println("opened");
        }
        for (Closeable file : open) {
          file.close();
        }
      }
    }
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "ulimit is of POSIX shells")
  void idleConnections_ofAnybody_leaveTheWorkItsFileHandles(@TempDir Path folder) throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Path file = Files.writeString(folder.resolve("text"), "text");
    String script = "ulimit -n 120 && exec \"$@\"";
    // The program's class path: each jar of Spark's, which tests have too, takes a handle.
    String classes =
        String.join(
            File.pathSeparator,
            "target/test-classes",
            "target/classes",
            Files.readString(Path.of("target/classpath")).strip());
    Process work =
        new ProcessBuilder(
                "sh", "-c", script, "sh", java, "-cp", classes, Work.class.getName(), "" + file)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    List<Socket> idle = new ArrayList<>();
    try (BufferedReader said =
        new BufferedReader(new InputStreamReader(work.getInputStream(), StandardCharsets.UTF_8))) {
      URI page = URI.create(said.readLine());
      for (int i = 0; i < 150; i++) {
        idle.add(new Socket(page.getHost(), page.getPort()));
        idle.getLast().getOutputStream().write("GET / HT".getBytes(StandardCharsets.UTF_8));
      }
      for (int i = 0; i < 15; i++) {
        work.getOutputStream().write('x');
        work.getOutputStream().flush();
        assertThat(said.readLine()).isEqualTo("opened");
      }
      // None is kept for ever: each ends as closed or reset.
      for (Socket socket : idle) {
        socket.setSoTimeout(60_000);
        assertThat(end(socket)).isEqualTo(-1);
      }
      assertThat(
              client
                  .send(HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.ofString())
                  .statusCode())
          .isEqualTo(200);
    } finally {
      for (Socket socket : idle) {
        socket.close();
      }
      work.destroy();
      work.waitFor();
    }
  }

  /** -1 once the other side has closed it. */
  private static int end(Socket socket) throws IOException {
    try {
      return socket.getInputStream().read();
    } catch (SocketTimeoutException e) {
      throw e;
    } catch (SocketException reset) {
      return -1;
    }
  }
}
