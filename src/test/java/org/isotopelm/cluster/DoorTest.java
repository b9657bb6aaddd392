package org.isotopelm.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two ends of a connection, in this JVM. */
class DoorTest {
  private final ExecutorService other = Executors.newSingleThreadExecutor();
  private Door door;

  @BeforeEach
  void open() throws IOException {
    door = Door.open(new SparkConf(false).set("spark.driver.host", "127.0.0.1"));
  }

  @AfterEach
  void close() throws IOException {
    door.close();
    other.shutdownNow();
  }

  private Socket knock() throws IOException {
    return new Socket(door.address().host(), door.address().port());
  }

  private Door.Guest guest() throws IOException {
    Optional<Door.Guest> guest = Optional.empty();
    while (guest.isEmpty()) {
      guest = door.next(() -> {});
    }
    return guest.get();
  }

  @Test
  void numbersArriveAsTheyWereSent_alsoAcrossTheEndOfABuffer() throws Exception {
    float[] floats = new float[50_000];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) Math.sin(i);
    }
    Future<?> sending =
        other.submit(
            () -> {
              try (Wire wire = door.address().enter(knock(), 3, () -> {})) {
                for (int i = 0; i < 3; i++) {
                  wire.send(1L << 40);
                  wire.send(floats, i, floats.length - i);
                  wire.send(Math.PI);
                }
                wire.send(new byte[] {1, 2, 3});
                wire.flush();
              }
              return null;
            });
    Door.Guest guest = guest();
    assertThat(guest.machine()).isEqualTo(3);
    for (int i = 0; i < 3; i++) {
      float[] received = new float[floats.length];
      assertThat(guest.wire().receiveLong()).isEqualTo(1L << 40);
      guest.wire().receive(received, i, received.length - i);
      assertThat(guest.wire().receiveDouble()).isEqualTo(Math.PI);
      System.arraycopy(floats, 0, received, 0, i);
      System.arraycopy(floats, floats.length - i, received, received.length - i, i);
      assertThat(received).isEqualTo(floats);
    }
    assertThat(guest.wire().receiveBytes(3)).containsExactly(1, 2, 3);
    sending.get();
    assertThatThrownBy(guest.wire()::receiveLong).isInstanceOf(EOFException.class);
  }

  @Test
  void nobodyComesInWithoutTheSecret() throws Exception {
    Door.Address wrong =
        new Door.Address(
            door.address().host(),
            door.address().port(),
            "0".repeat(door.address().secret().length()));
    try (Socket first = knock();
        Socket second = knock();
        Socket third = knock()) {
      wrong.enter(first, 0, () -> {});
      second.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      Future<Wire> entering = other.submit(() -> door.address().enter(third, 1, () -> {}));
      assertThat(guest().machine()).isEqualTo(1);
      entering.get();
    }
  }

  @Test
  void whoWaitsIsAsked() throws Exception {
    try (Socket socket = knock()) {
      door.address().enter(socket, 0, () -> {});
      Optional<Door.Guest> guest = Optional.empty();
      while (guest.isEmpty()) {
        guest =
            door.next(
                () -> {
                  throw new IOException("enough");
                });
      }
      assertThatThrownBy(guest.get().wire()::receiveLong).hasMessage("enough");
    }
  }
}
