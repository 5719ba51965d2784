package lido.container;

/** The states of an {@link Application}. */
public enum AppState {
  NEW,
  STARTING,
  RUNNING,
  STOPPING,
  STOPPED,
  FAILED
}
