import Language
import Syntax

/// Collects the names that a statement may read: results, parameters and verbs of the user's own.
///
/// A bare word behind a verb can be a result, a column or a word of the verb; only its parameter's type tells. Where
/// that says neither columns nor expression, the word counts, so that the collection errs on the side of too much.
struct NameUses {
  private let catalog: Catalog
  private let definitions: [String: Definition]
  private(set) var names: Set<String> = []
  /// The definitions whose names are among them: each is read once, however often it stands in others.
  private var known: Set<String> = []

  static func names(in statement: Statement, catalog: Catalog, definitions: [String: Definition]) -> Set<String> {
    var uses = NameUses(catalog: catalog, definitions: definitions)
    switch statement.kind {
    case .pipeline(_, let pipeline): uses.add(pipeline.stages)
    case .definition(let definition):
      uses.add(definition.stages)
      uses.names.subtract(definition.parameters.map(\.text))
    case .assertion(let expression), .expression(let expression): uses.add(expression)
    case .parameter(let declaration): uses.add(declaration.value)
    case .version, .seed, .option, .comments, .invalid: break
    }
    return uses.names
  }

  /// The names that the value of a statement depends on. What a verb of the user's own is made of gets its meaning
  /// where the verb is used, so that its definition depends on nothing.
  static func sources(of statement: Statement, catalog: Catalog, definitions: [String: Definition]) -> Set<String> {
    if case .definition = statement.kind { return [] }
    return names(in: statement, catalog: catalog, definitions: definitions)
  }

  private init(catalog: Catalog, definitions: [String: Definition]) {
    (self.catalog, self.definitions) = (catalog, definitions)
  }

  private mutating func add(_ stages: [Stage]) {
    for stage in stages { add(stage) }
  }

  private mutating func add(_ stage: Stage) {
    let verb = stage.verb.text
    names.insert(verb)
    if let definition = definitions[verb], known.insert(verb).inserted { add(definition.stages) }
    let signature = catalog[verb]?.signature
    for (index, item) in stage.arguments.enumerated() {
      let parameters = signature?.positional ?? []
      let parameter = parameters.indices.contains(index) ? parameters[index] : parameters.last
      add(item, mayRefer: parameter?.mayRefer ?? true)
    }
    for item in stage.by ?? [] { add(item, mayRefer: false) }
    for option in stage.options {
      add(option.value)
      let parameter = signature?.options.first { $0.name == option.name.text }
      if parameter?.mayRefer ?? true { addBare(option.value) }
    }
  }

  private mutating func add(_ item: Item, mayRefer: Bool) {
    add(item.value)
    if mayRefer { addBare(item.value) }
    if let condition = item.condition { add(condition) }
    if let loop = item.loop {
      names.insert(loop.variable.text)
      add(loop.list)
    }
  }

  private mutating func addBare(_ expression: Expression) {
    switch expression.kind {
    case .name(let name): names.insert(name.text)
    case .list(let elements): for element in elements { addBare(element) }
    case .call(_, let arguments): for argument in arguments { addBare(argument.value) }
    default: break
    }
  }

  /// The parameters and fields that an expression reads.
  private mutating func add(_ expression: Expression) {
    switch expression.kind {
    case .scalar(let path): addFirst(of: path)
    case .string(let pieces): for case .scalar(let path) in pieces { addFirst(of: path) }
    case .selector(let selector): add(selector)
    default: for child in expression.children { add(child) }
    }
  }

  private mutating func addFirst(of path: [Name]) {
    if let first = path.first { names.insert(first.text) }
  }

  private mutating func add(_ selector: Selector) {
    switch selector.kind {
    case .predicate(_, _, let bound): add(bound)
    case .set(let parts): for (_, part) in parts { add(part) }
    case .pattern, .regex: break
    }
  }
}

extension ParameterInfo {
  /// Whether a bare word in this place can be the name of a result.
  var mayRefer: Bool { !takes(ColumnSelection.self, ColumnName.self, RowExpression.self) }
}
