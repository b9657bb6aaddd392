package org.isotopelm.cluster;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/**
 * A connection between two machines of a training. Numbers go as little-endian bytes through one
 * buffer: nothing is allocated, and nothing is sent before {@link #flush} or a full buffer.
 */
final class Wire implements Closeable {
  private static final int BYTES = 1 << 16;

  /** Hears that nothing has come for a while. */
  @FunctionalInterface
  interface Patience {
    /**
     * @throws IOException where nothing will come any more
     */
    void waiting() throws IOException;
  }

  private final Socket socket;
  private final Patience patience;
  private final InputStream in;
  private final OutputStream out;
  private final byte[] sent = new byte[BYTES];
  private final byte[] received = new byte[BYTES];
  private final ByteBuffer toSend = ByteBuffer.wrap(sent).order(ByteOrder.LITTLE_ENDIAN);
  private final ByteBuffer arrived = ByteBuffer.wrap(received).order(ByteOrder.LITTLE_ENDIAN);
  private final FloatBuffer floats = arrived.asFloatBuffer();

  /**
   * @param patience asked as often as the socket's timeout says
   */
  Wire(Socket socket, Patience patience) throws IOException {
    this.socket = socket;
    this.patience = patience;
    socket.setTcpNoDelay(true);
    socket.setKeepAlive(true);
    in = socket.getInputStream();
    out = socket.getOutputStream();
  }

  void send(long number) throws IOException {
    room(Long.BYTES);
    toSend.putLong(number);
  }

  void send(double number) throws IOException {
    send(Double.doubleToRawLongBits(number));
  }

  void send(byte[] bytes) throws IOException {
    send(bytes.length);
    flush();
    out.write(bytes);
  }

  /** Sends the elements [from, to) of an array. */
  void send(float[] array, int from, int to) throws IOException {
    int at = from;
    while (at < to) {
      room(Float.BYTES);
      int count = Math.min(to - at, toSend.remaining() / Float.BYTES);
      toSend.asFloatBuffer().put(array, at, count);
      toSend.position(toSend.position() + count * Float.BYTES);
      at += count;
    }
  }

  private void room(int bytes) throws IOException {
    if (toSend.remaining() < bytes) {
      flush();
    }
  }

  void flush() throws IOException {
    out.write(sent, 0, toSend.position());
    toSend.clear();
    out.flush();
  }

  long receiveLong() throws IOException {
    read(received, Long.BYTES);
    return arrived.getLong(0);
  }

  double receiveDouble() throws IOException {
    return Double.longBitsToDouble(receiveLong());
  }

  /**
   * @param most bytes that are accepted
   */
  byte[] receiveBytes(int most) throws IOException {
    long length = receiveLong();
    if (length < 0 || length > most) {
      throw new IOException(length + " bytes were announced");
    }
    byte[] bytes = new byte[(int) length];
    read(bytes, bytes.length);
    return bytes;
  }

  /** Receives the elements [from, to) of an array. */
  void receive(float[] array, int from, int to) throws IOException {
    int at = from;
    while (at < to) {
      int count = Math.min(to - at, BYTES / Float.BYTES);
      read(received, count * Float.BYTES);
      floats.get(0, array, at, count);
      at += count;
    }
  }

  private void read(byte[] bytes, int count) throws IOException {
    int read = 0;
    while (read < count) {
      try {
        int more = in.read(bytes, read, count - read);
        if (more < 0) {
          throw new EOFException("the other machine has closed the connection");
        }
        read += more;
      } catch (SocketTimeoutException e) {
        patience.waiting();
      }
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
