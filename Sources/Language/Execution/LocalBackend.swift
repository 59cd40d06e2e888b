import Columns

/// Something that runs checked steps: this process, or an engine that renders them as SQL.
public protocol ExecutionBackend: Sendable {
  func run(_ step: Step, on input: (any Value)?, _ context: RunContext) throws -> any Value
}

/// Runs steps in this process.
public struct LocalBackend: ExecutionBackend {
  public init() {}

  public func run(_ step: Step, on input: (any Value)?, _ context: RunContext) throws -> any Value {
    if case .local(let work) = step.operation { return try work(input, context) }
    guard let table = input as? Table else { throw NeedsData() }
    return table
  }
}
