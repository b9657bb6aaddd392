package org.isotopelm.cluster;

import java.io.Closeable;
import java.io.IOException;
import java.io.Serializable;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.UUID;
import org.apache.spark.SparkConf;

/** Where the machines of one training connect; only who knows its secret comes in. */
final class Door implements Closeable {
  private static final int POLL_MILLISECONDS = 100;
  private static final int HANDSHAKE_MILLISECONDS = 5_000;

  /**
   * What a machine must know to come in.
   *
   * @param host under which the cluster reaches this machine
   */
  record Address(String host, int port, String secret) implements Serializable {
    /** Goes in, as this machine of the training; its wire has this patience. */
    Wire enter(Socket socket, int machine, Wire.Patience patience) throws IOException {
      Wire wire = new Wire(socket, patience);
      wire.send(secret.getBytes(StandardCharsets.UTF_8));
      wire.send(machine);
      wire.flush();
      return wire;
    }

    /** Without the secret: Spark logs what it cannot send. */
    @Override
    public String toString() {
      return host + ":" + port;
    }
  }

  /** A machine that has come in. */
  record Guest(int machine, Wire wire) {}

  private final ServerSocket server;
  private final Address address;

  private Door(ServerSocket server, Address address) {
    this.server = server;
    this.address = address;
  }

  /** Opens one, at the address at which Spark's own connections come in. */
  static Door open(SparkConf conf) throws IOException {
    String host = conf.get("spark.driver.host");
    String bound = conf.get("spark.driver.bindAddress", host);
    ServerSocket server = new ServerSocket(0, 0, InetAddress.getByName(bound));
    server.setSoTimeout(POLL_MILLISECONDS);
    return new Door(server, new Address(host, server.getLocalPort(), UUID.randomUUID().toString()));
  }

  Address address() {
    return address;
  }

  /**
   * Lets the next machine in; nobody where none comes within a moment.
   *
   * @param patience of its wire
   */
  Optional<Guest> next(Wire.Patience patience) throws IOException {
    Socket socket;
    try {
      socket = server.accept();
    } catch (SocketTimeoutException e) {
      return Optional.empty();
    }
    try {
      return Optional.of(admit(socket, patience));
    } catch (IOException e) { // a stranger, or a machine that has gone again
      socket.close();
      return Optional.empty();
    }
  }

  private Guest admit(Socket socket, Wire.Patience patience) throws IOException {
    byte[] secret = address.secret().getBytes(StandardCharsets.UTF_8);
    socket.setSoTimeout(HANDSHAKE_MILLISECONDS);
    Wire shy =
        new Wire(
            socket,
            () -> {
              throw new IOException("it says nothing");
            });
    if (!MessageDigest.isEqual(shy.receiveBytes(secret.length), secret)) {
      throw new IOException("it does not know the secret");
    }
    int machine = (int) shy.receiveLong();
    socket.setSoTimeout(POLL_MILLISECONDS);
    return new Guest(machine, new Wire(socket, patience));
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
