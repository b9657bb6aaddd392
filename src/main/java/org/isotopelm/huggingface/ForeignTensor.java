package org.isotopelm.huggingface;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.function.Consumer;
import org.isotopelm.checkpoint.Tensor;
import org.isotopelm.param.Parameter;
import org.isotopelm.param.ParameterSet;

/** A tensor of another program's file, and where its elements are among our parameters. */
public sealed interface ForeignTensor {
  /** Its name there. */
  String name();

  /** Its shape there. */
  List<Integer> shape();

  /**
   * The tensor to write.
   *
   * @param values the parameters, flat
   */
  Tensor of(ParameterSet parameters, float[] values);

  /**
   * Takes the elements from the file.
   *
   * @param values the parameters, flat; receives them
   * @param reader fills a tensor by its name
   */
  void read(ParameterSet parameters, float[] values, Consumer<Tensor> reader);

  /**
   * Rows of one of our parameters, as they are.
   *
   * @param first of the rows
   * @param shape [rows, columns] or [rows]
   */
  record Rows(String name, String parameter, int first, List<Integer> shape)
      implements ForeignTensor {
    @Override
    public Tensor of(ParameterSet parameters, float[] values) {
      Parameter whole = parameters.get(parameter);
      int columns = whole.size() / whole.shape().getFirst();
      int size = shape.stream().reduce(1, Math::multiplyExact);
      int at = whole.offset() + first * columns;
      return new Tensor(name, shape, FloatBuffer.wrap(values, at, size));
    }

    @Override
    public void read(ParameterSet parameters, float[] values, Consumer<Tensor> reader) {
      reader.accept(of(parameters, values));
    }
  }

  /** One of our matrices [out, in], which lies as [in, out] there. */
  record Transposed(String name, String parameter, int in, int out) implements ForeignTensor {
    @Override
    public List<Integer> shape() {
      return List.of(in, out);
    }

    @Override
    public Tensor of(ParameterSet parameters, float[] values) {
      int at = parameters.get(parameter).offset();
      float[] transposed = new float[Math.multiplyExact(in, out)];
      for (int o = 0; o < out; o++) {
        for (int i = 0; i < in; i++) {
          transposed[i * out + o] = values[at + o * in + i];
        }
      }
      return Tensor.of(name, shape(), transposed);
    }

    @Override
    public void read(ParameterSet parameters, float[] values, Consumer<Tensor> reader) {
      int at = parameters.get(parameter).offset();
      float[] transposed = new float[Math.multiplyExact(in, out)];
      reader.accept(Tensor.of(name, shape(), transposed));
      for (int o = 0; o < out; o++) {
        for (int i = 0; i < in; i++) {
          values[at + o * in + i] = transposed[i * out + o];
        }
      }
    }
  }

  /** A bias that the architecture has and our model has not. */
  record Zeros(String name, int size) implements ForeignTensor {
    @Override
    public List<Integer> shape() {
      return List.of(size);
    }

    @Override
    public Tensor of(ParameterSet parameters, float[] values) {
      return Tensor.of(name, shape(), new float[size]);
    }

    @Override
    public void read(ParameterSet parameters, float[] values, Consumer<Tensor> reader) {
      throw new IllegalStateException(name + ": a model that was read has all biases");
    }
  }
}
