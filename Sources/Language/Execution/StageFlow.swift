import Columns
import Syntax

/// What one stage of a pipeline has given to the next.
public struct StageFlow: Sendable {
  private let stage: Stage
  /// The kind of its value.
  public let kind: ValueKind
  /// The rows and columns of its table; nil where it gave none, or where they are not here.
  public let size: (rows: Int, columns: Int)?

  init(_ stage: Stage, _ value: any Value) {
    (self.stage, kind) = (stage, value.kind)
    size = value.table.map { ($0.rowCount, $0.columns.count) }
  }

  /// The stage as one would type it, in one line.
  public var text: String { Formatter.format(stage) }
}
