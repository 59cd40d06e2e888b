import Columns
import Diagnostics
import Syntax

/// Finds what can be typed at the cursor, from the catalogue, the names of a session and the schema at that place.
public struct Completer: Sendable {
  /// The verbs that can be named.
  public let catalog: Catalog
  /// The names that can be read.
  public let scope: Scope
  /// What a text that starts with `|` goes on with.
  public let lastValue: (any Value)?

  /// A completer; the last value is what a line goes on with that begins with a bar.
  public init(catalog: Catalog, scope: Scope, lastValue: (any Value)? = nil) {
    (self.catalog, self.scope, self.lastValue) = (catalog, scope, lastValue)
  }

  /// The texts that fit, sorted, each a replacement for the word that begins at `start` (in bytes). A verb has a space
  /// behind it.
  ///
  /// Upper and lower case are told apart only where something fits exactly.
  public func completions(of text: String) -> (start: Int, texts: [String]) {
    let site = CompletionSite(text)
    let candidates = Set(candidates(at: site))
    let exact = candidates.filter { Self.begins($0, with: site.word) }
    let wanted = site.word.lowercased()
    let texts = exact.isEmpty ? candidates.filter { Self.begins($0.lowercased(), with: wanted) } : exact
    return (site.start, texts.sorted())
  }

  /// Whether a text goes on from what was typed; a name that needs backticks, also where they were left out.
  private static func begins(_ text: String, with typed: String) -> Bool {
    text.hasPrefix(typed) || !typed.isEmpty && text.first == "`" && text.dropFirst().hasPrefix(typed)
  }

  private func candidates(at site: CompletionSite) -> [String] {
    if site.word.hasPrefix("$") { return scalars(site.word) }
    switch site.place {
    case .start:
      let sources = catalog.verbs.filter { $0.signature.isSource }.map { $0.name }
      return (sources + ["assert", "define", "option", "param", "seed"]).map { $0 + " " }
        + scope.resultNames.map(Self.quoted)
    case .verb:
      return (catalog.verbs.filter { !$0.signature.isSource }.map { $0.name } + scope.definitions.keys).map { $0 + " " }
    case .argument(let stage, let option):
      let fields = schema(before: site)?.fields ?? []
      if site.word.hasPrefix("@") { return selectors(fields) }
      if site.word.hasPrefix("`") { return fields.map { "`\($0.name)`" } }
      if let call = site.call, let inside = inside(call, option, fields) { return inside }
      return arguments(stage, option, fields)
    }
  }

  /// What can stand in the parentheses of a call: columns, and the labels of its arguments. Nil where nothing is known
  /// of the word before them.
  private func inside(_ call: String, _ option: String?, _ fields: [Field]) -> [String]? {
    let topics = catalog.topics.filter { $0.name == call }
    if topics.isEmpty { return nil }
    let columns = topics.contains(where: \.takesColumns) ? fields.map { Self.quoted($0.name) } : []
    if let option, topics.contains(where: { $0.labels.contains { $0.name == option } }) { return columns }
    let isFunction = topics.contains(where: \.kind.isFunction)
    return columns + (isFunction ? functions : []) + topics.flatMap { $0.labels.map { $0.name + ": " } }
  }

  /// What can follow a verb: the second word of one with two, or what its signature takes.
  private func arguments(_ stage: String, _ option: String?, _ fields: [Field]) -> [String] {
    let words = stage.split(whereSeparator: \.isWhitespace).map(String.init)
    guard let first = words.first else { return [] }
    let compound = catalog.names.filter { $0.hasPrefix(first + " ") }
    if words.count == 1, !compound.isEmpty { return compound.map { $0.dropFirst(first.count + 1) + " " } }
    guard let verb = catalog[words.prefix(2).joined(separator: " ")] ?? catalog[first] else { return [] }
    let signature = verb.signature
    let columns = fields.map { Self.quoted($0.name) }
    if let option, let parameter = signature.options.first(where: { $0.name == option }) {
      return values(of: parameter, columns)
    }
    if let kind = signature.positional.compactMap(\.words).first {
      let isFirst = words.count == verb.name.split(separator: " ").count
      let topics = catalog.topics(kind).map { $0.kind == .mark && $0.takesColumns ? $0.name + "(" : $0.name }
      return isFirst ? topics : signature.options.map { $0.name + ": " }
    }
    let clauses = (signature.takesBy ? ["by"] : []) + (signature.clauses.contains(.on) ? ["on"] : [])
    return columns + clauses + signature.options.map { $0.name + ": " }
      + signature.positional.flatMap { values(of: $0, []) }
  }

  /// The words that a parameter takes besides columns.
  private func values(of parameter: ParameterInfo, _ columns: [String]) -> [String] {
    if !parameter.choices.isEmpty { return parameter.choices }
    if parameter.takes(Bool.self) { return ["yes", "no"] }
    if parameter.takes(Reference.self) { return scope.resultNames.map(Self.quoted) }
    if parameter.takes(ColumnSelection.self, ColumnName.self, OrderKeys.self) { return columns }
    if parameter.takes(RowExpression.self, Items.self) { return columns + functions }
    let fitting = scope.bindings.filter { $0.value.kind == parameter.valueKind }
    return fitting.isEmpty ? columns + scope.resultNames.map(Self.quoted) : fitting.keys.map(Self.quoted)
  }

  private var functions: [String] {
    ScalarFunction.all.keys.map { $0 + "(" } + GroupedFunction.all.map { $0.name + "(" }
  }

  /// `@num`, `@nulls(`, and `@AMT_*` for names that begin alike.
  private func selectors(_ fields: [Field]) -> [String] {
    let stems = fields.compactMap { field in field.name.firstIndex(of: "_").map { String(field.name[...$0]) } }
    let shared = Dictionary(stems.map { ($0, 1) }, uniquingKeysWith: +).filter { $0.value > 1 }.keys
    let types = Set(fields.map(\.type.rawValue)).union(["num", "onehot"])
    return types.map { "@" + $0 } + ["@nulls(", "@distinct("] + shared.map { "@\($0)*" } + fields.map { "@" + $0.name }
  }

  /// `$months`, and `$cv.auc` once `$cv.` is typed.
  private func scalars(_ word: String) -> [String] {
    let path = word.dropFirst().split(separator: ".", omittingEmptySubsequences: false)
    guard path.count > 1, let value = scope.bindings[String(path[0])] else {
      return scope.scalars.keys.map { "$" + $0 } + scope.bindings.keys.map { "$\($0)." }
    }
    return value.fields.map { "$\(path[0]).\($0.name)" }
  }

  private func schema(before site: CompletionSite) -> Schema? {
    guard let text = site.preceding else { return nil }
    let source = SourceID(rawValue: 0)
    let isExtension = text.allSatisfy(\.isWhitespace) || text.first { !$0.isWhitespace } == "|"
    if isExtension {
      let (stages, _) = Parser.parseStages(text, source: source, compoundVerbs: catalog.compoundNames)
      let known = text.allSatisfy(\.isWhitespace) ? [] : stages
      return PipelineRunner(catalog: catalog).schema(behind: known, of: lastValue, in: scope)
    }
    let (script, _) = Parser.parse(text, source: source, compoundVerbs: catalog.compoundNames)
    guard case .pipeline(_, let pipeline) = script.statements.last?.kind, let first = pipeline.stages.first else {
      return nil
    }
    let value = scope.bindings[first.verb.text]
    return PipelineRunner(catalog: catalog).schema(behind: Array(pipeline.stages.dropFirst()), of: value, in: scope)
  }

  /// A name as one has to type it.
  private static func quoted(_ name: String) -> String {
    let isPlain = name.wholeMatch(of: /[\p{L}_][\p{L}\p{N}_]*/) != nil && ReservedWord(rawValue: name) == nil
    return isPlain ? name : "`\(name)`"
  }
}
