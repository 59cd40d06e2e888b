import Columns
import Diagnostics
import Syntax

/// Finds what can be typed at the cursor, from the catalogue, the names of a session and the schema at that place.
///
/// It goes by shapes, and runs nothing: Tab answers at once, however large the tables are.
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
    let site = site(of: text)
    let candidates = Set(candidates(at: site))
    let exact = candidates.filter { Self.begins($0, with: site.word) }
    let wanted = site.word.lowercased()
    let texts = exact.isEmpty ? candidates.filter { Self.begins($0.lowercased(), with: wanted) } : exact
    return (site.start, texts.sorted())
  }

  /// Whether the text breaks off in the path of a file: in the text that a verb takes without a label.
  public func isInPath(_ text: String) -> Bool {
    let site = site(of: text)
    guard site.isInText, case .argument(let stage) = site.place, stage.isBare else { return false }
    return catalog[stage.verb]?.signature.positional.first?.takes(String.self) ?? false
  }

  func site(of text: String) -> CompletionSite { CompletionSite(text, compoundVerbs: catalog.compoundNames) }

  /// Whether a text goes on from what was typed; a name that needs backticks, also where they were left out.
  private static func begins(_ text: String, with typed: String) -> Bool {
    text.hasPrefix(typed) || !typed.isEmpty && text.first == "`" && text.dropFirst().hasPrefix(typed)
  }

  private func candidates(at site: CompletionSite) -> [String] {
    if site.word.hasPrefix("$"), !site.isInText { return scalars(site.word) }
    switch site.place {
    case .nothing: return []
    case .start:
      let sources = catalog.verbs.filter { $0.signature.isSource }.map { $0.name }
      return (sources + ["assert", "define", "option", "param", "seed"]).map { $0 + " " }
        + scope.resultNames.map(Self.quoted)
    case .verb:
      return (catalog.verbs.filter { !$0.signature.isSource }.map { $0.name } + scope.definitions.keys).map { $0 + " " }
    case .argument(let stage):
      let place = StagePlace(self, site, stage)
      if site.isInText { return place.levels(inText: true) }
      if site.word.hasPrefix("@") { return selectors(place.fields) }
      if site.word.hasPrefix("`") { return place.fields.map { "`\($0.name)`" } }
      return place.candidates
    }
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

  /// What a stage works on: the value that its pipeline begins with, and the columns there are before the stage.
  func input(of site: CompletionSite) -> (value: (any Value)?, schema: Schema?) {
    guard let text = site.preceding else { return (nil, nil) }
    let source = SourceID(rawValue: 0)
    let isExtension = text.allSatisfy(\.isWhitespace) || text.first { !$0.isWhitespace } == "|"
    let runner = PipelineRunner(catalog: catalog)
    if isExtension {
      let (stages, _) = Parser.parseStages(text, source: source, compoundVerbs: catalog.compoundNames)
      let known = text.allSatisfy(\.isWhitespace) ? [] : stages
      return (lastValue, runner.schema(behind: known, of: lastValue, in: scope))
    }
    let (script, _) = Parser.parse(text, source: source, compoundVerbs: catalog.compoundNames)
    guard case .pipeline(_, let pipeline) = script.statements.last?.kind, let first = pipeline.stages.first else {
      return (nil, nil)
    }
    guard let value = scope.bindings[first.verb.text] else {
      return (nil, runner.schema(behind: pipeline.stages, of: nil, in: scope))
    }
    return (value, runner.schema(behind: Array(pipeline.stages.dropFirst()), of: value, in: scope))
  }

  /// A name as one has to type it.
  static func quoted(_ name: String) -> String {
    let isPlain = name.wholeMatch(of: /[\p{L}_][\p{L}\p{N}_]*/) != nil && ReservedWord(rawValue: name) == nil
    return isPlain ? name : "`\(name)`"
  }
}
