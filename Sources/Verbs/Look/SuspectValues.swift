import Columns
import Language

/// Values of a column that seem to stand for something else than what the others are, however rare: codes for
/// "unknown" or "refused" among numbers, words for a missing value among texts, ends of the calendar among dates.
struct SuspectValues: Sendable {
  /// One suspected value, as the column shows it, and in how many rows it stands.
  struct Suspect: Sendable, Equatable {
    let text: String
    let count: Int
  }

  /// A cluster of so many codes at one end of a column is looked for: 96, 97 and 98, or 7777, 8888 and 9999.
  private static let largestCluster = 3

  let suspects: [Suspect]

  /// - Parameter sorted: the column's numbers in order, where it has numbers.
  init(_ column: Column, sorted: [Double]?) {
    switch column.type {
    case .text: suspects = Self.words(in: column)
    case .date, .datetime: suspects = Self.calendarEnds(in: column)
    case .int, .float: suspects = Self.codes(in: column, sorted ?? [])
    default: suspects = []
    }
  }

  // MARK: - Numbers

  /// Up to three values at an end, further from the others than these lie apart, each of which repeats or is written
  /// as codes are.
  private static func codes(in column: Column, _ sorted: [Double]) -> [Suspect] {
    let runs = runs(of: sorted)
    let found = [runs, runs.reversed()].flatMap { cluster(atTheStartOf: Array($0)) }
    guard !found.isEmpty else { return [] }
    var texts: [Double: String] = [:]
    let wanted = Set(found.map(\.value))
    for (row, value) in (column.doubles() ?? []).enumerated() where texts[value] == nil && wanted.contains(value) {
      texts[value] = CellFormat.plain(column[row])
      if texts.count == wanted.count { break }
    }
    return found.sorted { $0.value < $1.value }.map { Suspect(text: texts[$0.value] ?? "\($0.value)", count: $0.count) }
  }

  private static func runs(of sorted: [Double]) -> [(value: Double, count: Int)] {
    var runs: [(value: Double, count: Int)] = []
    for value in sorted {
      if runs.last?.value == value { runs[runs.count - 1].count += 1 } else { runs.append((value, 1)) }
    }
    return runs
  }

  private static func cluster(atTheStartOf runs: [(value: Double, count: Int)]) -> [(value: Double, count: Int)] {
    for size in 1...largestCluster where runs.count >= size + 2 {
      let cluster = runs.prefix(size)
      guard let edge = cluster.last?.value, let far = runs.last?.value else { continue }
      let near = runs[size].value
      let gap = (edge - near).magnitude, range = (near - far).magnitude
      // −1 says "none" where nothing else is below zero; only a number next to the others could be meant.
      let isMinusOne = size == 1 && cluster[0].value == -1 && near >= 0 && far > near
      guard gap > range || isMinusOne else { continue }
      if cluster.allSatisfy({ $0.count > 1 || isCode($0.value) }) { return Array(cluster) }
    }
    return []
  }

  /// Nines, the last of which may count down: 99, −999, 98, 9996.
  private static func isCode(_ value: Double) -> Bool {
    guard let whole = Int64(exactly: value.magnitude), whole > 9 else { return false }
    let digits = Array(String(whole))
    return digits.dropLast().allSatisfy { $0 == "9" } && "6789".contains(digits.last ?? "0")
  }

  // MARK: - Texts

  private static let wordsForNothing: Set<String> = [
    "", "xna", "xap", "na", "n/a", "#n/a", "n.a.", "nan", "null", "none", "nil", "?", "-", "--", ".", "unknown",
    "missing",
    "not available", "not applicable", "undefined", "unspecified", "no data", "blank", "(blank)",
  ]

  private static func words(in column: Column) -> [Suspect] {
    guard case .text(let codes, let dictionary) = column.materialised().storage else { return [] }
    var counts: [Int: Int] = [:]
    for code in 0..<dictionary.count {
      let word = dictionary[code].lowercased().trimmedOfBlanks
      if wordsForNothing.contains(word) || isRepeatedNine(word) { counts[code] = 0 }
    }
    guard !counts.isEmpty else { return [] }
    for (row, code) in codes.values(0..<column.count).enumerated() where !column.isNull(row) {
      if let count = counts[Int(code)] { counts[Int(code)] = count + 1 }
    }
    let found = counts.filter { $0.value > 0 }.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    return found.map { Suspect(text: dictionary[$0.key].isEmpty ? "\"\"" : dictionary[$0.key], count: $0.value) }
  }

  private static func isRepeatedNine(_ word: String) -> Bool { word.count > 2 && word.allSatisfy { $0 == "9" } }

  // MARK: - Dates

  /// Days on which programs' calendars begin or end.
  private static let endsOfCalendars: Set<String> = [
    "0001-01-01", "1899-12-30", "1899-12-31", "1900-01-01", "1970-01-01", "2099-12-31", "2999-12-31", "9999-12-31",
  ]

  private static func calendarEnds(in column: Column) -> [Suspect] {
    var counts: [String: Int] = [:]
    var texts: [Int64: String?] = [:]
    for (row, value) in (column.integers(0..<column.count) ?? []).enumerated() where !column.isNull(row) {
      let known = texts[Int64(value)]
      let text = known ?? String(CellFormat.plain(column[row]).prefix(10))
      if known == nil { texts[Int64(value)] = text.flatMap { endsOfCalendars.contains($0) ? $0 : nil } }
      if let text, endsOfCalendars.contains(text) { counts[text, default: 0] += 1 }
    }
    return counts.sorted { $0.key < $1.key }.map { Suspect(text: $0.key, count: $0.value) }
  }
}

extension String {
  fileprivate var trimmedOfBlanks: String {
    let start = drop { $0 == " " || $0 == "\t" }
    return String(start.reversed().drop { $0 == " " || $0 == "\t" }.reversed())
  }
}
