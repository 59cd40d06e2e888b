import Columns
import Diagnostics
import Language
import Statistics
import Syntax

/// How bands are found by the risk of their rows: what `bin`, `bins` and `iv` share.
struct BandSearch {
  static let trend = Parameter<String>(
    "trend", default: "auto", "How the risk may run along the bands of a number; `auto` is rising or falling.",
    choices: trends.map(\.word))
  /// The trends to choose among, by the word that asks for them.
  private static let trends: [(word: String, trends: [BinTrend])] = [
    ("auto", BinTrend.monotone), ("rising", [.ascending]), ("falling", [.descending]), ("peak", [.peak]),
    ("valley", [.valley]), ("none", [.none]),
  ]
  static let share = Parameter<Double>(
    "min_share", default: 0.05, in: 0...0.5, "The least share of all rows in a band.")
  static let level = Parameter<Double>(
    "min_level", default: 0.01, in: 0...0.5,
    "The least share of all rows of a level that is judged by itself; rarer ones are judged together.")
  static let events = Parameter<Int>(
    "min_events", default: 1, in: 0...1e9, "The least rows of either class in a band.")
  static let significance = Parameter<Double?>(
    "max_p", default: nil, in: 0...1, "The greatest p of a z-test between the rates of neighbouring bands.")
  static let difference = Parameter<Double>(
    "min_difference", default: 0, in: 0...1, "The least difference between the rates of neighbouring bands.")
  static let special = Parameter<[Cell]>(
    "special", default: [], "Numbers that stand for something else, such as 365243: each is a band of its own.")
  static let cuts = Parameter<[Cell]>(
    "cuts", default: [], "Where the bands begin, instead of a search; for one column.")
  static let merge = Parameter<[Cell]>(
    "merge", default: [], "Numbers of neighbouring bands, counted from 1, that become one; for one column.")
  static let sign = Parameter<String>(
    "sign", default: "good", "What a greater weight of evidence speaks for.", choices: ["good", "bad"])

  /// The options of a verb that searches.
  static let declarations = [
    trend.declaration, share.declaration, level.declaration, events.declaration, difference.declaration,
    significance.declaration, special.declaration, cuts.declaration, merge.declaration,
  ]

  /// The first of the options that is written.
  static func written(_ arguments: BoundArguments) -> Name? {
    let names = Set(declarations.map(\.name))
    return arguments.stage.options.first { names.contains($0.name.text) }?.name
  }

  /// The special values that steps of a recipe have bands for, by the columns that the steps choose here.
  static func specials(of recipe: Recipe?, in shape: Shape, _ roles: Roles) -> [String: Set<Double>] {
    var known: [String: Set<Double>] = [:]
    for step in recipe?.steps ?? [] where step.verb == BinVerb.self {
      let numbers = step.arguments[special].compactMap(\.number)
      // A step may choose columns that steps before it make: those are not here.
      let chosen = (try? step.arguments.features(BinVerb.columns, in: shape, roles)) ?? []
      for name in chosen.map({ shape.fields[$0].name }) { known[name, default: []].formUnion(numbers) }
    }
    return known
  }

  /// Whether a search takes columns of a type: numbers have runs, and others have levels.
  static func takes(_ type: ColumnType) -> Bool { type.isNumeric || type == .text || type == .bool }

  let trends: [BinTrend]
  /// Whether bands of one class alone are out of the question, since somebody asks for rows of both.
  let wantsBothClasses: Bool
  /// What a band must have, but for its share of rows.
  private let constraints: BinConstraints
  private let leastShare: Double
  private let leastLevelShare: Double
  let specials: [Double]
  let cuts: [Double]
  /// The bands to join, from 0.
  let merged: ClosedRange<Int>?

  /// A search as it is where nothing is asked for.
  /// - Parameter limit: the most bands.
  init(limit: Int) {
    trends = BinTrend.monotone
    constraints = BinConstraints(bins: 1...limit, leastEvents: 1, leastNonEvents: 1)
    (leastShare, leastLevelShare, specials, cuts, merged, wantsBothClasses) = (0.05, 0.01, [], [], nil, false)
  }

  init(_ arguments: BoundArguments, limit: Int) throws {
    trends = Self.trends.first { $0.word == arguments[Self.trend] }?.trends ?? BinTrend.monotone
    constraints = BinConstraints(
      bins: 1...limit, leastEvents: arguments[Self.events], leastNonEvents: arguments[Self.events],
      leastRateDifference: arguments[Self.difference], greatestPValue: arguments[Self.significance])
    wantsBothClasses = arguments.isWritten(Self.events)
    (leastShare, leastLevelShare) = (arguments[Self.share], arguments[Self.level])
    specials = try Self.numbers(Self.special, arguments)
    cuts = try Self.numbers(Self.cuts, arguments)
    guard Set(specials).count == specials.count else {
      throw arguments.outOfRange(Self.special, "names a number twice", help: "name it once")
    }
    guard !cuts.isEmpty || !arguments.isWritten(Self.cuts) else {
      throw arguments.outOfRange(Self.cuts, "names no number", help: "leave it out, and bands are searched")
    }
    guard zip(cuts, cuts.dropFirst()).allSatisfy({ $0 < $1 }) else {
      throw arguments.outOfRange(
        Self.cuts, "takes numbers that rise",
        help: "write them in order: `cuts: [\(Set(cuts).sorted().map(CellFormat.float).joined(separator: ", "))]`")
    }
    merged = try Self.neighbours(arguments)
    try refuseIdle(arguments)
  }

  /// What a band must have among so many rows.
  func constraints(rows: Int) -> BinConstraints {
    var constraints = constraints
    constraints.leastRows = max(1, BinConstraints.rows(share: leastShare, of: rows))
    return constraints
  }

  /// The least rows of the fine bands that are joined, among so many: a twentieth, or fewer where bands may have fewer.
  func leastFineRows(of rows: Int) -> Int { max(1, BinConstraints.rows(share: min(0.05, leastShare), of: rows)) }

  /// The least rows of a level that is judged by itself.
  func leastLevelRows(of rows: Int) -> Int { max(1, BinConstraints.rows(share: leastLevelShare, of: rows)) }

  private static func numbers(_ parameter: Parameter<[Cell]>, _ arguments: BoundArguments) throws -> [Double] {
    try arguments[parameter].map { cell in
      guard let number = cell.number, number.isFinite, abs(number) < 0x1p53 else {
        throw arguments.outOfRange(parameter, "takes a list of numbers", help: "write `\(parameter.name): [1, 2]`")
      }
      return number
    }
  }

  private static func neighbours(_ arguments: BoundArguments) throws -> ClosedRange<Int>? {
    guard arguments.isWritten(merge) else { return nil }
    let places = try numbers(merge, arguments)
    guard let first = places.first, let last = places.last, first >= 1, first == first.rounded(), places.count > 1,
      places == (0..<places.count).map({ first + Double($0) })
    else {
      let first = places.first.flatMap { $0 >= 1 ? Int(exactly: $0) : nil } ?? 1
      throw arguments.outOfRange(
        merge, "takes numbers of neighbouring bands", help: "write `merge: [\(first), \(first + 1)]`")
    }
    return Int(first) - 1...Int(last) - 1
  }

  /// Refuses what a search would go by, where there is none.
  private func refuseIdle(_ arguments: BoundArguments) throws {
    let idle = [
      Self.trend.name, Self.share.name, Self.level.name, Self.events.name, Self.difference.name,
      Self.significance.name,
    ]
    guard !cuts.isEmpty, let option = arguments.stage.options.first(where: { idle.contains($0.name.text) }) else {
      return
    }
    throw Diagnostic(
      code: .unknownOption, "`\(option.name.text)` is for a search, and `cuts` sets the bounds",
      at: Label(option.name.span, "has no effect"), labels: [Label(arguments.span(of: Self.cuts), "set here")],
      help: "leave it out")
  }

  /// Refuses what is for one column alone.
  /// - Parameter fields: the chosen columns.
  func check(_ fields: [Field], _ arguments: BoundArguments) throws {
    for (parameter, isUsed) in [(Self.cuts, !cuts.isEmpty), (Self.merge, merged != nil)]
    where isUsed && fields.count != 1 {
      throw arguments.outOfRange(
        parameter, "is for one column, and \(fields.count) are chosen", help: "bin that column in a stage of its own")
    }
    let forNumbers = [Self.special.name, Self.trend.name]
    if !fields.contains(where: { $0.type.isNumeric }),
      let option = arguments.stage.options.first(where: { forNumbers.contains($0.name.text) })
    {
      throw Diagnostic(
        code: .unknownOption, "`\(option.name.text)` is for numbers, and no column of numbers is chosen",
        at: Label(option.name.span, "has no effect"), help: "leave it out")
    }
    guard arguments.isWritten(Self.cuts), let field = fields.first(where: { !$0.type.isNumeric }) else { return }
    throw arguments.outOfRange(
      Self.cuts, "is for numbers, and `\(field.name)` is \(field.type.rawValue)",
      help: "leave it out: levels are grouped, and have no bounds")
  }
}
