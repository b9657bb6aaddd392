package org.isotopelm.project;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.isotopelm.base.AtomicFile;
import org.isotopelm.base.Json;
import org.isotopelm.math.EngineSpec.ProductsKind;
import tools.jackson.core.JacksonException;

/**
 * Which products {@code isotope bench} found to be the faster on this machine, kept in the cache:
 * what {@code engine.products: auto} means.
 */
public final class EngineChoice {
  private static final String FILE = "engine.json";

  /**
   * What is kept.
   *
   * @param machine that was measured; on another the file says nothing
   */
  private record Found(String machine, ProductsKind products) {}

  private final Path file;

  private EngineChoice(Path file) {
    this.file = file;
  }

  /** The choice in a cache folder. */
  public static EngineChoice in(Path cache) {
    return new EngineChoice(cache.resolve(FILE));
  }

  /** What a measurement changed; nothing where products are the default. */
  public Optional<String> note() {
    return found() == ProductsKind.OPENBLAS
        ? Optional.of(
            "engine.products: auto is openblas here, as 'isotope bench' found it faster; to undo this, delete %s"
                .formatted(file))
        : Optional.empty();
  }

  /** The products that were found faster; {@code AUTO} where none were. */
  public ProductsKind found() {
    if (Files.exists(file)) {
      try {
        Found found = Json.mapper().readValue(Files.readString(file), Found.class);
        if (found.machine().equals(Machine.name())) {
          return found.products();
        }
      } catch (IOException | JacksonException e) {
        return ProductsKind.AUTO; // as if nothing had been measured; bench writes it anew
      }
    }
    return ProductsKind.AUTO;
  }

  /** Keeps what was found faster; says where. */
  public Path keep(ProductsKind faster) throws IOException {
    Files.createDirectories(file.getParent());
    String json = Json.mapper().writeValueAsString(new Found(Machine.name(), faster));
    AtomicFile.write(file, json);
    return file;
  }
}
