/// What happened in single rows of a block while an expression was evaluated.
///
/// Events are kept by row until it is known which of them reach a result: nothing is lost in `a / b ?? 0`, nor in the
/// branch of an `if` that a row does not take.
struct RowEvents: Sendable {
  enum Kind: Int, CaseIterable, Sendable {
    case divisionByZero
    /// A whole number left the range of 64 bits.
    case overflow
    /// A float left its range.
    case infinite
    /// A date left the calendar.
    case outsideCalendar
    /// A function met a value outside its domain: `log(-1)`.
    case domain
    /// A whole number became a float, and lost digits. All other events leave null behind.
    case lostDigits
  }

  struct Event: Sendable {
    let kind: Kind
    var row: Int32
    /// The value that it happened to, as one would write it; told for the first event of a kind that has one.
    let example: String?
  }

  private(set) var events: [Event] = []

  var count: Int { events.count }

  mutating func add(_ kind: Kind, row: Int, _ example: String? = nil) {
    events.append(Event(kind: kind, row: Int32(row), example: example))
  }

  /// Adds the events of an evaluation over some of the rows, whose numbers among all are given.
  mutating func add(_ others: RowEvents, rows: [Int32]) {
    events += others.events.map { Event(kind: $0.kind, row: rows[Int($0.row)], example: $0.example) }
  }

  mutating func add(_ others: RowEvents) { events += others.events }

  /// Drops the events from the given place on of rows whose null nobody sees.
  mutating func dropNulls(from start: Int, in isHidden: (Int) -> Bool) {
    guard start < events.count else { return }
    let kept = events[start...].filter { $0.kind == .lostDigits || !isHidden(Int($0.row)) }
    events.replaceSubrange(start..., with: kept)
  }

  /// Drops all events from the given place on of rows that were evaluated in vain.
  mutating func drop(from start: Int, in isUnused: (Int) -> Bool) {
    guard start < events.count else { return }
    let kept = events[start...].filter { !isUnused(Int($0.row)) }
    events.replaceSubrange(start..., with: kept)
  }

  /// In how many of the block's rows each kind of event happened.
  func tallies(rowCount: Int) -> RowTallies {
    var tallies = RowTallies()
    if events.isEmpty { return tallies }
    for kind in Kind.allCases {
      var seen = [Bool](repeating: false, count: rowCount)
      for event in events where event.kind == kind { seen[Int(event.row)] = true }
      tallies.rows[kind.rawValue] = seen.count { $0 }
    }
    tallies.example = events.lazy.compactMap(\.example).first
    return tallies
  }
}

/// In how many rows of a stage something happened that should be known, added up over blocks.
public struct RowTallies: Sendable {
  /// By kind of event.
  var rows = [Int](repeating: 0, count: RowEvents.Kind.allCases.count)
  /// The first value outside a function's domain.
  var example: String?

  /// No events.
  public init() {}

  subscript(kind: RowEvents.Kind) -> Int { rows[kind.rawValue] }

  static func + (a: RowTallies, b: RowTallies) -> RowTallies {
    var sum = a
    for index in sum.rows.indices { sum.rows[index] += b.rows[index] }
    sum.example = a.example ?? b.example
    return sum
  }
}

extension RunContext {
  /// Says how many rows something went wrong in, so that no null comes unnoticed, nor a number that lost digits.
  func report(_ tallies: RowTallies, in place: String) {
    for kind in RowEvents.Kind.allCases where tallies[kind] > 0 {
      report(kind, in: tallies[kind], "row", of: place, example: kind == .domain ? tallies.example : nil)
    }
  }

  /// Says in how many rows, or groups, something happened.
  func report(_ kind: RowEvents.Kind, in count: Int, _ unit: String, of place: String, example: String? = nil) {
    let such = example.map { count == 1 ? ", \($0)" : ", such as \($0)" } ?? ""
    let outcome = kind == .lostDigits ? "" : "; the result is null there"
    note("\(place): \(kind.sentence) in \(count) \(unit)\(count == 1 ? "" : "s")\(such)\(outcome)")
  }
}

extension RowEvents.Kind {
  fileprivate var sentence: String {
    switch self {
    case .divisionByZero: "division by zero"
    case .overflow: "a whole number left the range of 64 bits"
    case .infinite: "a number left the range of floats"
    case .outsideCalendar: "a date left the years 0 to 9999"
    case .domain: "a value outside the function's domain"
    case .lostDigits: "a whole number beyond 2^53 lost digits as a float"
    }
  }
}
