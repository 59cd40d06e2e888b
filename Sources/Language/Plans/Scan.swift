import Columns

/// Where the rows of a pipeline lie and what is wanted of them, as data: whoever reads them need not read more.
public struct Scan: Sendable {
  /// A file, a folder or a pattern of files.
  public let source: String
  /// What the stage says of it, as it is written: `separator`, `";"`.
  public let settings: [(name: String, text: String)]
  /// The columns that anything behind can ask for; nil where that may be any.
  public var columns: ColumnDemand?
  /// What is true of the rows that are wanted; nil where all are.
  public var predicate: TypedExpression?
  /// How this process reads the rows, all of them.
  public let read: Reading
  /// The columns as far as they can be told at once, without reading the rows: for completion, which decides nothing.
  public var glance: @Sendable () -> Schema? = { nil }

  /// How this process reads rows, given what is wanted of them.
  public typealias Reading = @Sendable (Scan, RunContext) throws -> any Value

  /// The rows of a source under the settings of its stage.
  public init(_ source: String, settings: [(name: String, text: String)], read: @escaping Reading) {
    (self.source, self.settings, self.read) = (source, settings, read)
  }
}

extension Step {
  /// The step with the columns that are asked for, where it reads any.
  func reading(_ demand: ColumnDemand?) -> Step {
    guard let demand, case .scan(var scan) = operation else { return self }
    scan.columns = demand
    return replacing(.scan(scan))
  }
}
