package org.isotopelm.report;

import com.github.weisj.jsvg.SVGDocument;
import com.github.weisj.jsvg.parser.LoaderContext;
import com.github.weisj.jsvg.parser.SVGLoader;
import com.github.weisj.jsvg.view.FloatSize;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An SVG picture as PNG, for programs that show no SVG. */
final class CurvePng {
  private static final Logger LOG = LoggerFactory.getLogger(CurvePng.class);

  /** Pixels for one of the picture's, so that it is sharp on fine screens and in print. */
  private static final int SCALE = 2;

  private CurvePng() {}

  /**
   * Draws it; what is outside its shapes stays transparent.
   *
   * @return nothing, and a line in the log, where Java has no fonts
   */
  static Optional<byte[]> of(String svg) {
    try {
      return Optional.of(draw(svg));
    } catch (IOException | RuntimeException | LinkageError | InternalError e) {
      // Java without its libraries for fonts, or a system without fonts, says so by any of these.
      LOG.warn(
          "no picture is drawn as PNG: Java cannot draw text on this machine ({})", e.toString());
      return Optional.empty();
    }
  }

  private static byte[] draw(String svg) throws IOException {
    ByteArrayInputStream text = new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8));
    SVGDocument document = new SVGLoader().load(text, null, LoaderContext.createDefault());
    FloatSize size = Objects.requireNonNull(document, "a picture").size();
    BufferedImage image =
        new BufferedImage(
            Math.round(SCALE * size.width),
            Math.round(SCALE * size.height),
            BufferedImage.TYPE_INT_ARGB);
    Graphics2D pen = image.createGraphics();
    pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    pen.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    pen.setRenderingHint(
        RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
    pen.scale(SCALE, SCALE);
    document.render(null, pen);
    pen.dispose();
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(image, "png", png);
    return png.toByteArray();
  }
}
