import Forms
import Kernels
import Language

/// From which columns of which files the columns of a table came about, and in which way.
struct LineageFields {
  /// What was read together: the files, and what tells their columns' histories apart.
  private let sources: [(text: String, step: RowTrace.Step)]
  private var known: [UInt64: Ways] = [:]
  /// For each column of the table, by its name.
  private var columns: [(name: String, text: String, ways: Ways)] = []
  /// What decided which rows there are, and in which order.
  private var deciding: Ways = [:]

  /// The columns of files that had a part in something, each with the ways in which it had.
  private typealias Ways = [Place: Set<Transformation>]

  /// - Throws: `Cancelled`.
  init(_ table: [(name: String, origin: ColumnOrigin?)], _ trace: RowTrace, _ execution: Execution) throws {
    let steps = trace.allSteps
    sources = steps.filter { $0.kind == .read && !$0.files.isEmpty }.map { step in
      (step.files.map { String($0.hash, radix: 16) }.joined(separator: " "), step)
    }
    for (name, origin) in table {
      try execution.checkCancelled()
      columns.append((name, origin?.text ?? "", origin.map { ways(of: $0.history) } ?? [:]))
    }
    for step in steps {
      guard let subtype = step.kind.subtype else { continue }
      let transformation = Transformation(isDirect: false, subtype: subtype, text: step.text)
      for history in step.deciding {
        try execution.checkCancelled()
        for place in ways(of: history).keys { deciding[place, default: []].insert(transformation) }
      }
    }
  }

  /// One way from a column of a file into a column of the result.
  struct Transformation: Hashable, Comparable {
    let isDirect: Bool
    let subtype: String
    /// What did it, where it is not the making of the column itself.
    var text = ""

    static let identity = Transformation(isDirect: true, subtype: "IDENTITY")
    static let computed = Transformation(isDirect: true, subtype: "TRANSFORMATION")
    static let aggregated = Transformation(isDirect: true, subtype: "AGGREGATION")

    static func indirect(_ subtype: String) -> Transformation { Transformation(isDirect: false, subtype: subtype) }

    /// This behind another one. What only decides at one place only decides in the end.
    func behind(_ other: Transformation) -> Transformation {
      if !isDirect || !other.isDirect { return isDirect ? other : self }
      let order = ["IDENTITY", "TRANSFORMATION", "AGGREGATION"]
      return [self, other].max {
        (order.firstIndex(of: $0.subtype) ?? 0) < (order.firstIndex(of: $1.subtype) ?? 0)
      } ?? self
    }

    static func < (a: Transformation, b: Transformation) -> Bool {
      if a.isDirect != b.isDirect { return a.isDirect }
      return (a.subtype, a.text) < (b.subtype, b.text)
    }
  }

  /// A column of a file.
  private struct Place: Hashable, Comparable {
    let file: String
    let field: String
    static func < (a: Place, b: Place) -> Bool { (a.file, a.field) < (b.file, b.field) }
  }

  /// The facet of the table's columns.
  /// - Throws: `Cancelled`.
  func facet(_ execution: Execution) throws -> JSONValue {
    let fields = try columns.map { name, text, ways in
      try execution.checkCancelled()
      return JSONValue.Member(name: name, value: .members(["inputFields": json(ways, madeBy: text)]))
    }
    return LineageFacet.standard(
      "1-2-0/ColumnLineageDatasetFacet", ["fields": .object(fields), "dataset": json(deciding, madeBy: "")])
  }

  /// The columns of a file that had a part in anything, by name.
  func names(ofFile path: String) -> [String] {
    let places = columns.flatMap(\.ways.keys) + deciding.keys
    return Set(places.filter { $0.file == path }.map(\.field)).sorted()
  }

  /// The columns of files that a column came about from.
  private mutating func ways(of history: ColumnHistory) -> Ways {
    if let found = known[history.id] { return found }
    var found: Ways = [:]
    for place in places(readAs: history) { found[place, default: []].insert(.identity) }
    for (source, way) in edges(of: history) {
      for (place, ways) in self.ways(of: source) { found[place, default: []].formUnion(ways.map { $0.behind(way) }) }
    }
    known[history.id] = found
    return found
  }

  /// What a column was made of directly, each with the way.
  private func edges(of history: ColumnHistory) -> [(source: ColumnHistory, way: Transformation)] {
    let others = history.shapings.flatMap { shaping in
      let way = shaping.kind == .selection ? Transformation.indirect("CONDITIONAL") : .aggregated
      return shaping.sources.map { ($0, way) }
    }
    switch history.way {
    case .joined:
      return history.parents.map { ($0, .indirect("JOIN")) }
        + history.shapings.flatMap(\.sources).map { ($0, .identity) }
    case .aggregated(let deciding):
      return history.parents.map { ($0, deciding.contains($0.id) ? .indirect("CONDITIONAL") : .aggregated) } + others
    case .computed:
      let keys = Set(history.shapings.flatMap(\.keys).map(\.id))
      let direct = history.isUnion ? Transformation.identity : .computed
      return history.parents.map { ($0, keys.contains($0.id) ? .indirect("WINDOW") : direct) } + others
    }
  }

  /// The columns of files that a column was read from: several where several files were read as one.
  private func places(readAs history: ColumnHistory) -> [Place] {
    guard history.parents.isEmpty, history.shapings.isEmpty else { return [] }
    let source = sources.first { XXH64.hash("\($0.text) \(history.name)") == history.id }
    return (source?.step.files ?? []).map { Place(file: $0.path, field: history.name) }
  }

  /// How many rows were read from a file; nil where it was one of several.
  func rows(ofFile path: String) -> Int? {
    sources.first { $0.step.files.count == 1 && $0.step.files[0].path == path }?.step.rows
  }

  private func json(_ places: [Place: Set<Transformation>], madeBy text: String) -> JSONValue {
    .array(places.sorted { $0.key < $1.key }.map { place, ways in
      .members([
        "namespace": .text("file"), "name": .text(place.file), "field": .text(place.field),
        "transformations": .array(ways.sorted().map { way in
          let said = way.text.isEmpty && way.isDirect && way != .identity ? text : way.text
          return .members([
            "type": .text(way.isDirect ? "DIRECT" : "INDIRECT"), "subtype": .text(way.subtype),
            "description": said.isEmpty ? nil : .text(said), "masking": .bool(false),
          ])
        }),
      ])
    })
  }
}

extension RowTrace.Kind {
  /// What the standard calls the part that columns had in the rows of a table; nil where they had none.
  fileprivate var subtype: String? {
    switch self {
    case .filter: "FILTER"
    case .join: "JOIN"
    case .group: "GROUP_BY"
    case .order: "SORT"
    case .read, .append, .other: nil
    }
  }
}
