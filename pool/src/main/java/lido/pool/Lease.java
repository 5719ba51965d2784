package lido.pool;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** One lease as the pool sees it: what its borrower changed and left open. */
interface Lease {

  /** What a return has to undo; bits of {@link SessionChange}. */
  int changed();

  /** Notes something that a return has to undo. */
  void note(int bits);

  boolean hasOpenStatements();

  /** Its borrower runs nothing any more that the end of a drain would have to cancel. */
  void forgetRunning();

  /** Closes the statements that were left open; returns the first failure. */
  @Nullable SQLException closeStatements();
}
