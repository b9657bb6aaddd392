package org.isotopelm.math.product;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.File;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.presets.openblas_nolapack;

/**
 * OpenBLAS through java.lang.foreign. Calls are critical: they read and write heap arrays in place,
 * cost a fraction of a microsecond, and hold garbage collection back while they last.
 */
public final class OpenBlasProducts implements Products {
  private static final int ROW_MAJOR = 101;
  private static final int NO_TRANSPOSE = 111;
  private static final int TRANSPOSE = 112;

  private static final MethodHandle SGEMM =
      Linker.nativeLinker()
          .downcallHandle(
              FunctionDescriptor.ofVoid(
                  JAVA_INT,
                  JAVA_INT,
                  JAVA_INT,
                  JAVA_INT,
                  JAVA_INT,
                  JAVA_INT,
                  JAVA_FLOAT,
                  ADDRESS,
                  JAVA_INT,
                  ADDRESS,
                  JAVA_INT,
                  JAVA_FLOAT,
                  ADDRESS,
                  JAVA_INT),
              Linker.Option.critical(true));

  private final MemorySegment sgemm;
  private final Segments segments = new Segments();

  private OpenBlasProducts(MemorySegment sgemm) {
    this.sgemm = sgemm;
  }

  /**
   * Unpacks the library of this system, once per machine, and loads it.
   *
   * @throws IOException if there is none for this system, or it cannot be unpacked or loaded
   */
  public static Supplier<Products> load() throws IOException {
    try {
      SymbolLookup library = SymbolLookup.libraryLookup(unpack(), Arena.global());
      MethodHandle setThreads =
          Linker.nativeLinker()
              .downcallHandle(
                  library.findOrThrow("openblas_set_num_threads"),
                  FunctionDescriptor.ofVoid(JAVA_INT));
      setThreads.invokeExact(1);
      MemorySegment sgemm = library.findOrThrow("cblas_sgemm");
      return () -> new OpenBlasProducts(sgemm);
    } catch (IOException e) {
      throw e;
    } catch (Throwable e) {
      throw new IOException("OpenBLAS cannot be loaded: " + e.getMessage(), e);
    }
  }

  /**
   * The library and what it needs, side by side in JavaCPP's cache. Its own loader would also
   * unpack and link the JNI bindings, in three times the time.
   */
  private static Path unpack() throws IOException {
    String platform = Loader.getPlatform();
    Path library = null;
    for (String file : files(platform)) {
      File cached =
          Loader.cacheResource(
              openblas_nolapack.class, "/org/bytedeco/openblas/" + platform + "/" + file);
      library = cached == null ? null : cached.toPath();
    }
    if (library == null) {
      throw new IOException("no OpenBLAS for " + platform + " is on the class path");
    }
    return library;
  }

  /** The library last; those before it are absent on some systems. */
  private static List<String> files(String platform) {
    String system = platform.substring(0, platform.indexOf('-'));
    return switch (system) {
      case "macosx" ->
          List.of(
              "libgcc_s.1.1.dylib",
              "libquadmath.0.dylib",
              "libgfortran.5.dylib",
              "libopenblas.0.dylib");
      case "windows" -> List.of("libopenblas.dll");
      default ->
          List.of("libgcc_s.so.1", "libquadmath.so.0", "libgfortran.so.5", "libopenblas.so.0");
    };
  }

  @Override
  public Products mate() {
    return new OpenBlasProducts(sgemm);
  }

  @Override
  public void multiply(Matrix a, Matrix b, float beta, Matrix c) {
    c.requireProductOf(a, b);
    try {
      SGEMM.invokeExact(
          sgemm,
          ROW_MAJOR,
          a.transposed ? TRANSPOSE : NO_TRANSPOSE,
          b.transposed ? TRANSPOSE : NO_TRANSPOSE,
          c.rows,
          c.columns,
          a.width(),
          1f,
          segments.at(a.array, a.at),
          a.stride,
          segments.at(b.array, b.at),
          b.stride,
          beta,
          segments.at(c.array, c.at),
          c.stride);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
