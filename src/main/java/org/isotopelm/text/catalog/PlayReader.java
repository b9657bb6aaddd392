package org.isotopelm.text.catalog;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Set;
import java.util.function.Consumer;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Scenes of a play in Jon Bosak's markup, in the form of tiny Shakespeare: the speaker and a colon,
 * the lines, a blank line. Stage directions and titles are left out.
 */
final class PlayReader {
  private static final Set<String> SCENES = Set.of("SCENE", "PROLOGUE", "EPILOGUE", "INDUCT");

  private final Consumer<String> documents;
  private final StringBuilder scene = new StringBuilder();
  private final StringBuilder text = new StringBuilder();
  private String speakers = "";
  private boolean aside;

  PlayReader(Consumer<String> documents) {
    this.documents = documents;
  }

  void read(byte[] xml) throws IOException {
    XMLInputFactory factory = XMLInputFactory.newFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    try {
      XMLStreamReader reader = factory.createXMLStreamReader(new ByteArrayInputStream(xml));
      while (reader.hasNext()) {
        switch (reader.next()) {
          case XMLStreamConstants.START_ELEMENT -> start(reader.getLocalName());
          case XMLStreamConstants.CHARACTERS -> {
            if (!aside) {
              text.append(reader.getText());
            }
          }
          case XMLStreamConstants.END_ELEMENT -> end(reader.getLocalName());
          default -> {}
        }
      }
    } catch (XMLStreamException e) {
      throw new IOException(e);
    }
  }

  private void start(String element) {
    switch (element) {
      case "SPEECH" -> speakers = "";
      case "SPEAKER", "LINE" -> text.setLength(0);
      case "STAGEDIR" -> aside = true;
      default -> {}
    }
  }

  private void end(String element) {
    switch (element) {
      case "SPEAKER" -> speakers += (speakers.isEmpty() ? "" : " and ") + line();
      case "LINE" -> {
        if (!speakers.isEmpty()) {
          scene.append(scene.isEmpty() ? "" : "\n\n").append(speakers).append(':');
          speakers = "";
        }
        scene.append('\n').append(line());
      }
      case "STAGEDIR" -> aside = false;
      default -> {
        if (SCENES.contains(element) && !scene.isEmpty()) {
          documents.accept(scene.toString());
          scene.setLength(0);
        }
      }
    }
  }

  private String line() {
    return text.toString().strip().replaceAll("\\s+", " ");
  }
}
