package org.isotopelm.huggingface;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.isotopelm.base.ProblemException;
import org.isotopelm.checkpoint.SafetensorsFile;
import org.isotopelm.checkpoint.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * The weights of a model folder: model.safetensors, or several files that
 * model.safetensors.index.json names. Their headers are checked when they are opened, so a tensor
 * that is here is as long as its shape says.
 */
final class WeightFiles implements AutoCloseable {
  private static final String ONE = "model.safetensors";
  private static final String INDEX = "model.safetensors.index.json";

  private static final List<String> PICKLED =
      List.of("pytorch_model.bin", "pytorch_model.bin.index.json");

  private final Path folder;
  private final List<SafetensorsFile> files = new ArrayList<>();
  private final Map<String, Place> tensors = new LinkedHashMap<>();

  /** A tensor of one of the files. */
  private record Place(SafetensorsFile file, String name, List<Integer> shape) {}

  private WeightFiles(Path folder) {
    this.folder = folder;
  }

  static WeightFiles open(Path folder) {
    WeightFiles weights = new WeightFiles(folder);
    try {
      if (Files.exists(folder.resolve(ONE))) {
        weights.add(ONE);
      } else {
        weights.names().forEach(weights::add);
      }
      return weights;
    } catch (RuntimeException e) {
      weights.close();
      throw e;
    }
  }

  /** The files of the index, which must lie beside it. */
  private Set<String> names() {
    Path index = folder.resolve(INDEX);
    if (!Files.exists(index)) {
      throw ProblemException.data(folder + ": " + none());
    }
    Set<String> names = new LinkedHashSet<>();
    ConfigFields map = ConfigFields.read(index).object("weight_map");
    for (String tensor : map.names()) {
      String name = map.text(tensor, "");
      map.require(name.matches("[\\w.-]+\\.safetensors"), tensor, "names of files beside it");
      if (Files.notExists(folder.resolve(name))) {
        throw ProblemException.data(
            "%s: holds no %s, where %s says that tensor %s is; restore the file"
                .formatted(folder, name, INDEX, tensor));
      }
      names.add(name);
    }
    return names;
  }

  /** Why there are no weights, and what to do. */
  private String none() {
    boolean pickled = PICKLED.stream().anyMatch(name -> Files.exists(folder.resolve(name)));
    return pickled
        ? "holds its weights as pickles only, which are programs, so Isotope does not read them; "
            + "load the model with transformers and save it with save_pretrained(\"DIR\", safe_serialization=True)"
        : "holds no %s; name a folder with the weights of a model".formatted(ONE);
  }

  private void add(String name) {
    SafetensorsFile file = SafetensorsFile.open(folder.resolve(name));
    files.add(file);
    file.shapes()
        .forEach(
            (tensor, shape) -> {
              if (tensors.put(tensor, new Place(file, tensor, shape)) != null) {
                throw ProblemException.data(
                    "%s: tensor %s is in two files".formatted(folder.resolve(name), tensor));
              }
            });
  }

  /** Gives names a prefix that a file lacks which has the model without its head. */
  void prefix(String prefix, String sign) {
    if (tensors.containsKey(sign) && !tensors.containsKey(prefix + sign)) {
      Map<String, Place> old = new LinkedHashMap<>(tensors);
      tensors.clear();
      old.forEach(
          (name, place) -> tensors.put(name.startsWith("lm_head.") ? name : prefix + name, place));
    }
  }

  /** All names. */
  Set<String> names(Set<String> without) {
    Set<String> names = new LinkedHashSet<>(tensors.keySet());
    names.removeAll(without);
    return names;
  }

  /** A tensor's shape; null where there is no such tensor. */
  @Nullable List<Integer> shape(String name) {
    Place place = tensors.get(name);
    return place == null ? null : place.shape();
  }

  /** Fills a tensor. */
  void read(Tensor tensor) {
    Place place = tensors.get(tensor.name());
    if (place == null) {
      throw new IllegalArgumentException("no tensor is named " + tensor.name());
    }
    place.file().read(new Tensor(place.name(), tensor.shape(), tensor.values()));
  }

  @Override
  public void close() {
    files.forEach(SafetensorsFile::close);
  }
}
