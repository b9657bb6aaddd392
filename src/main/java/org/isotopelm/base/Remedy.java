package org.isotopelm.base;

/**
 * The end of an error's sentence: what the user of the library may do about it. The command line
 * adds which of its options does that.
 */
public enum Remedy {
  /** The error's message has all there is to say. */
  NONE(""),
  /** Delete the old file or folder and write a new one. */
  REPLACE("allow it to be replaced"),
  /** Read or write elsewhere. */
  ANOTHER_FOLDER("use another folder"),
  /** Write outside the folder that the error names. */
  FOLDER_OUTSIDE("use a folder outside it"),
  /** Continue a run although its config, text or decay plan has changed. */
  ACCEPT_CHANGES("accept the changes"),
  /** Score the test split a second time. */
  LOOK_AGAIN("allow it all the same, and the report will say so"),
  /** Delete the study in the folder and begin anew. */
  RESTART("begin the study anew"),
  /** Write elsewhere, or delete the study in the folder. */
  ANOTHER_FOLDER_OR_RESTART(
      "use another folder, or begin this study anew, which deletes the other one");

  private final String words;

  Remedy(String words) {
    this.words = words;
  }

  /** What to do, as the end of a sentence. */
  public String words() {
    return words;
  }
}
