package lido.benchmarks;

import java.sql.ResultSet;
import java.sql.Statement;
import lido.benchmarks.blank.BlankResultSet;

/** One row of one number. */
final class StubRows extends BlankResultSet {

  private final StubStatement statement;
  private final int value;
  private int row;

  StubRows(StubStatement statement, int value) {
    this.statement = statement;
    this.value = value;
  }

  @Override
  public boolean next() {
    return row++ == 0;
  }

  @Override
  public int getInt(int column) {
    return value + column;
  }

  @Override
  public void close() {
    row = 2;
  }

  @Override
  public boolean isClosed() {
    return row == 2;
  }

  @Override
  public Statement getStatement() {
    return statement;
  }

  @Override
  public int getType() {
    return ResultSet.TYPE_FORWARD_ONLY;
  }
}
