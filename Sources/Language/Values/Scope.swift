import Columns
import Diagnostics
import Kernels
import Syntax

/// The value of a parameter or a loop variable: one cell, or a list of them.
public enum Scalar: Sendable, Hashable {
  case cell(Cell)
  case list([Cell])
}

/// What the names of a session stand for while a statement is checked and run.
public struct Scope: Sendable {
  /// Parameters and loop variables, read as `$name`.
  public var scalars: [String: Scalar] = [:]
  /// Results of earlier statements, read by name, and their fields as `$name.field`.
  public var bindings: [String: any Value] = [:]
  /// Names of results whose values were let go, as nothing reads them any more.
  var releasedNames: Set<String> = []
  /// Where each name was given its meaning.
  public var origins: [String: Span] = [:]
  /// For each table's column that an earlier stage or cell took away, where that happened.
  public var departures: [String: Departures] = [:]
  /// For each table, where its columns were made.
  public var columnOrigins: [String: [String: ColumnOrigin]] = [:]
  /// For each table, which rows it has.
  public var rowSets: [String: RowSet] = [:]
  /// For each table, the way of its rows.
  public var traces: [String: RowTrace] = [:]
  /// For each table, lists of the rows of its files that were repaired while they were read.
  public var repairs: [String: [Table]] = [:]
  /// Asked by checks that look at thousands of items; nil where nobody can cancel.
  var monitor: WorkMonitor?
  /// Verbs of the user's own.
  public var definitions: [String: Definition] = [:]
  /// What random draws go by.
  public var seed: UInt64 = 0
  /// What the script says for all of its statements.
  public var options = ScriptOptions()
  /// The server that experiments are told of; nil where no statement names one.
  public var tracking: TrackingTarget?

  /// A scope in which nothing has a name.
  public init() {}

  /// The names of all results, to say what there is.
  public var resultNames: [String] { Array(bindings.keys) + releasedNames }

  /// The scope inside a loop's item.
  public func binding(_ variable: String, to cell: Cell) -> Scope {
    var inner = self
    inner.scalars[variable] = .cell(cell)
    return inner
  }
}
