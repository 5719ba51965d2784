package lido.container;

/**
 * The states of an {@link Application}.
 *
 * <table>
 * <caption>Each state with both its ends</caption>
 * <tr><th>state</th><th>entered when</th><th>left by</th></tr>
 * <tr><td>NEW</td><td>it is made</td><td>start, or stop at once</td></tr>
 * <tr><td>STARTING</td><td>start begins</td><td>everything has started, or something has failed
 *     </td></tr>
 * <tr><td>RUNNING</td><td>everything has started</td><td>stop</td></tr>
 * <tr><td>STOPPING</td><td>stop begins</td><td>everything is closed, or given up</td></tr>
 * <tr><td>STOPPED</td><td>everything is closed</td><td>nothing</td></tr>
 * <tr><td>FAILED</td><td>the start failed and is undone, or the stop could not close everything;
 *     {@link Application#failure} has the cause</td><td>nothing</td></tr>
 * </table>
 */
public enum AppState {
  NEW,
  STARTING,
  RUNNING,
  STOPPING,
  STOPPED,
  FAILED;

  /** Returns whether an application in this state may move to the next. */
  boolean canMoveTo(AppState next) {
    return switch (this) {
      case NEW -> next == STARTING || next == STOPPED;
      case STARTING -> next == RUNNING || next == FAILED;
      case RUNNING -> next == STOPPING;
      case STOPPING -> next == STOPPED || next == FAILED;
      case STOPPED, FAILED -> false;
    };
  }

  /** Returns whether the application has stopped for good. */
  boolean isFinal() {
    return this == STOPPED || this == FAILED;
  }
}
