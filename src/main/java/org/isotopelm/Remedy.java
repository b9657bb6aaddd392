package org.isotopelm;

/**
 * What whoever runs into a problem may allow, in words of the library: how an error ends. The
 * command line adds which of its options does that.
 */
public enum Remedy {
  /** None beyond what the error's message says. */
  NONE(""),
  /** To delete what is there and write anew. */
  REPLACE("allow it to be replaced"),
  /** To read or write elsewhere. */
  ANOTHER_FOLDER("use another folder"),
  /** To continue a run although its config, text or decay plan has changed. */
  ACCEPT_CHANGES("accept the changes"),
  /** To score the test split a second time. */
  LOOK_AGAIN("allow it all the same, and the report will say so"),
  /** To delete the study that is there and begin anew. */
  RESTART("begin the study anew"),
  /** To write elsewhere, or to delete the study that is there. */
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
