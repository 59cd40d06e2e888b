import Columns
import Syntax

/// A place in a stage that is being typed, with what is known there: the verb, and the columns of its input.
struct StagePlace {
  /// The most levels of a column that are offered.
  private static let mostLevels = 200

  private let completer: Completer
  private let stage: StageSite
  private let input: (value: (any Value)?, schema: Schema?)

  init(_ completer: Completer, _ site: CompletionSite, _ stage: StageSite) {
    (self.completer, self.stage) = (completer, stage)
    input = completer.input(of: site)
  }

  /// The columns of the table as it is before the stage.
  var fields: [Field] { input.schema.map(Array.init) ?? [] }
  private var columns: [String] { fields.map { Completer.quoted($0.name) } }
  private var catalog: Catalog { completer.catalog }
  private var verb: (any Verb.Type)? { catalog[stage.verb] }

  /// All that can stand at the cursor.
  var candidates: [String] {
    let second = stage.isBare ? catalog.names.filter { $0.hasPrefix(stage.verb + " ") } : []
    let words = second.map { String($0.dropFirst(stage.verb.count + 1)) + " " }
    if words.isEmpty, stage.comparedColumn != nil, case let levels = levels(inText: false), !levels.isEmpty {
      return levels
    }
    if let call = stage.call, let inside = inside(call) { return inside }
    if let signature = verb?.signature { return words + arguments(signature) }
    return words + (completer.scope.definitions[stage.verb] == nil ? [] : columns)
  }

  /// What can stand in the parentheses of a call. Nil where nothing is known of the word before them.
  private func inside(_ call: StageSite.CallSite) -> [String]? {
    let topics = catalog.topics.filter { $0.name == call.name }
    if topics.isEmpty { return nil }
    guard stage.takesOperand else { return stage.connectives }
    let takesColumns = topics.contains(where: \.takesColumns)
    let isFunction = topics.contains(where: \.kind.isFunction)
    let parameters = topics.compactMap(\.signature).compactMap { signature in
      call.label == nil
        ? signature.parameter(at: call.index) : signature.labelled.first { $0.name == call.label }
    }
    if call.label != nil, parameters.isEmpty { return takesColumns ? columns : [] }
    if let parameter = parameters.first, parameter.rows == nil, !parameter.takes(RowExpression.self) {
      let labels = call.label == nil && call.index > 0 ? self.labels(of: topics, call) : []
      let known = values(of: parameter, isInside: true)
      if call.label != nil || !known.isEmpty { return known + labels }
    }
    let operands = takesColumns ? columns + (isFunction ? functions(ofGroups: true) : []) : []
    return operands + (call.label == nil ? labels(of: topics, call) : [])
  }

  private func labels(of topics: [HelpTopic], _ call: StageSite.CallSite) -> [String] {
    guard stage.beginsItem else { return [] }
    return topics.flatMap(\.labels).map(\.name).filter { !call.labels.contains($0) }.map { $0 + ": " }
  }

  /// What can stand behind a verb, outside of calls.
  private func arguments(_ signature: Signature) -> [String] {
    if let option = stage.option, let parameter = signature.options.first(where: { $0.name == option }) {
      return stage.takesOperand ? values(of: parameter, isInside: false) : []
    }
    if stage.isInFanOut { return functions(ofGroups: true).map { String($0.dropLast()) } }
    if stage.isInJoinKeys { return joinKeys(signature) }
    if stage.isInKeys { return keys(signature) }
    guard stage.takesOperand else { return stage.isAmongItems ? behindOperand(signature) : stage.connectives }
    guard stage.beginsItem else { return columns + functions(of: signature) + choices(signature) }
    return first(signature) + (mayBeginOption(signature) ? options(signature) : [])
  }

  /// Columns, and behind a comma what may end the list.
  private func keys(_ signature: Signature) -> [String] {
    guard stage.takesOperand else { return [] }
    return columns + (stage.beginsItem ? [] : functions(of: signature)) + (stage.isOutside ? options(signature) : [])
  }

  /// The columns that both sides have, or those of the side that is written.
  private func joinKeys(_ signature: Signature) -> [String] {
    let right = stage.joined.flatMap { completer.scope.bindings[$0]?.heading }.map { $0.names.map(Completer.quoted) }
    if stage.isBehindEquals { return right ?? [] }
    guard stage.takesOperand else { return ["1:1", "m:1", "1:m", "m:m"] }
    let shared = columns.filter { right?.contains($0) ?? true }
    return (shared.isEmpty ? columns : shared) + options(signature)
  }

  /// Whether an option may be written: behind a comma, or where nothing else has to come first.
  private func mayBeginOption(_ signature: Signature) -> Bool {
    stage.isOutside && (!stage.isBare || signature.positional.allSatisfy { !$0.isRequired })
  }

  private func options(_ signature: Signature) -> [String] {
    signature.options.map(\.name).filter { !stage.labels.contains($0) }.map { $0 + ": " }
  }

  /// What the arguments without a label begin with.
  private func first(_ signature: Signature) -> [String] {
    guard stage.labels.isEmpty else { return [] }
    let places = signature.positional
    let clauses = stage.isBare ? self.clauses(signature) : []
    guard let parameter = stage.index < places.count ? places[stage.index] : places.last(where: \.isRest) else {
      return clauses
    }
    if let kind = parameter.words {
      return catalog.topics(kind).map { $0.kind == .mark && $0.takesColumns ? $0.name + "(" : $0.name }
    }
    return values(of: parameter, isInside: false) + (parameter.isRequired ? [] : clauses)
  }

  /// What goes on from a value: clauses of the verb, and in expressions the words between two values.
  private func behindOperand(_ signature: Signature) -> [String] {
    let isExpression = signature.positional.contains { $0.takes(RowExpression.self) }
    let isItem = signature.positional.contains { $0.takes(Items.self) }
    let ends = stage.isOutside ? clauses(signature) : []
    if isExpression { return stage.connectives + ends }
    let further = ["where", "as", "for"].filter { !stage.has($0) }.map { $0 + " " }
    if isItem { return further + stage.connectives + ends }
    return ends
  }

  private func clauses(_ signature: Signature) -> [String] {
    (signature.takesBy && !stage.isGrouped ? ["by "] : [])
      + (signature.clauses.contains(.on) && !stage.isKeyed ? ["on "] : [])
  }

  /// What a parameter takes: its own words, results of its kind, columns, functions.
  private func values(of parameter: ParameterInfo, isInside: Bool) -> [String] {
    if !parameter.choices.isEmpty { return parameter.choices }
    if !parameter.offered.isEmpty { return parameter.offered + results(parameter.kinds) }
    if parameter.takes(Bool.self) { return ["yes", "no"] }
    if parameter.takes(Reference.self) { return results(parameter.kinds) }
    if parameter.takes(ColumnSelection.self, ColumnName.self, OrderKeys.self) { return columns }
    if parameter.takes(RowExpression.self) { return columns + functions(ofGroups: false) + ["if ", "not "] }
    if parameter.takes(Items.self) { return columns + functions(ofGroups: true) + ["if "] }
    if let kind = parameter.valueKind { return results([kind]) }
    if isInside || parameter.takes(Int.self, Double.self, String.self) { return [] }
    return columns
  }

  /// The names of the results of some kinds; of all where none is given.
  private func results(_ kinds: Set<ValueKind>) -> [String] {
    let fitting = completer.scope.bindings.filter { kinds.isEmpty || kinds.contains($0.value.kind) }
    return fitting.keys.map(Completer.quoted)
  }

  private func functions(of signature: Signature) -> [String] {
    functions(ofGroups: !signature.positional.contains { $0.takes(RowExpression.self) })
  }

  /// The words that an expression can begin with.
  private func choices(_ signature: Signature) -> [String] {
    signature.positional.contains { $0.takes(RowExpression.self, Items.self) } ? ["if ", "not "] : []
  }

  /// The functions of one row, and those of several where a verb has groups.
  private func functions(ofGroups: Bool) -> [String] {
    ScalarFunction.all.keys.map { $0 + "(" } + (ofGroups ? GroupedFunction.all.map { $0.name + "(" } : [])
  }

  /// The values of the column that the cursor's value is compared with: the levels of a text that has few.
  /// - Parameter inText: whether the quote is there already.
  func levels(inText: Bool) -> [String] {
    guard let name = stage.comparedColumn, let field = fields.first(where: { $0.name == name }) else { return [] }
    if field.type == .bool { return inText ? [] : ["yes", "no"] }
    guard field.type == .text, let table = input.value?.table, let index = table.schema.index(of: name),
      let dictionary = table.columns[index].dictionary, dictionary.count <= Self.mostLevels
    else { return [] }
    let literals = (0..<dictionary.count).map { CellFormat.literal(.text(dictionary[$0])) }
    return inText ? literals.map { String($0.dropFirst().dropLast()) } : literals
  }
}
