import Columns
import Diagnostics
import Syntax

/// A stage with the values of the parameters and results that it reads, so that it can be kept and bound anew without
/// the session that it stood in.
public struct KeptArguments: Codable, Sendable {
  /// The stage, as one would type it.
  let text: String
  /// What `$name` stands for.
  private(set) var scalars: [String: Scalar] = [:]
  /// What `$result.field` stands for, by result and field.
  private(set) var fields: [String: [String: Cell]] = [:]

  /// The arguments of a stage with the values that it reads.
  public init(_ arguments: BoundArguments) {
    text = arguments.stage.sourceText
    for expression in arguments.stage.expressions { keep(expression, arguments.scope) }
  }

  private mutating func keep(_ expression: Expression, _ scope: Scope) {
    switch expression.kind {
    case .scalar(let path): keep(path, scope)
    case .name(let name): keep([name], scope)
    case .string(let pieces):
      for case .scalar(let path) in pieces { keep(path, scope) }
    case .selector(let selector): keep(selector, scope)
    default: expression.children.forEach { keep($0, scope) }
    }
  }

  private mutating func keep(_ selector: Selector, _ scope: Scope) {
    switch selector.kind {
    case .predicate(_, _, let limit): keep(limit, scope)
    case .set(let terms): terms.forEach { keep($0.1, scope) }
    case .pattern, .regex: break
    }
  }

  /// A loop's variable is none of the scope's, and stays as it is.
  private mutating func keep(_ path: [Name], _ scope: Scope) {
    let name = path[0].text
    if path.count == 1 {
      scalars[name] = scope.scalars[name]
    } else if case .cell(let cell)? = try? scope.scalar(at: path) {
      fields[name, default: [:]][path[1].text] = cell
    }
  }

  /// The arguments as they were, and the verb.
  ///
  /// - Throws: `Diagnostic` where the text is no stage of a verb in the catalogue; its spans are of no source.
  public func bound(in catalog: Catalog) throws -> (verb: any Verb.Type, arguments: BoundArguments) {
    let nowhere = SourceID(rawValue: -1)
    let (stages, problems) = Parser.parseStages("| \(text)", source: nowhere, compoundVerbs: catalog.compoundNames)
    if let problem = problems.first { throw problem }
    guard stages.count == 1, let stage = stages.first, let verb = catalog[stage.verb.text] else {
      throw Diagnostic(code: .unknownVerb, "`\(text)` is no stage of one verb")
    }
    var scope = Scope()
    scope.scalars = scalars
    for (name, cells) in fields { scope.bindings[name] = KeptFields(cells: cells) }
    return (verb, try Binder.bind(verb.signature, stage, scope))
  }
}

/// What is left of a result of which only some fields are read.
private struct KeptFields: Value {
  let cells: [String: Cell]

  var kind: ValueKind { ValueKind("result") }
  var fields: [(name: String, cell: Cell)] { cells.sorted { $0.key < $1.key }.map { (name: $0.key, cell: $0.value) } }
  var presentation: Presentation { Presentation() }
  var contents: [(name: String, table: Table)] { [] }
}

/// A list, or one cell.
extension Scalar: Codable {
  public func encode(to encoder: any Encoder) throws {
    switch self {
    case .cell(let cell): try cell.encode(to: encoder)
    case .list(let cells): try cells.encode(to: encoder)
    }
  }

  public init(from decoder: any Decoder) throws {
    if let cells = try? [Cell](from: decoder) {
      self = .list(cells)
    } else {
      self = .cell(try Cell(from: decoder))
    }
  }
}

extension Stage {
  /// All expressions that stand in the stage.
  fileprivate var expressions: [Expression] {
    (arguments + (by ?? [])).flatMap { [$0.value, $0.condition, $0.loop?.list].compactMap(\.self) }
      + options.map(\.value)
  }
}
