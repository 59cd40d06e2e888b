import TestSupport

/// Draws values in which something can go wrong: extremes, ties, gaps, texts that look alike.
struct RandomCells {
  var random: SplitMix64

  init(seed: UInt64) { random = SplitMix64(seed: seed) }

  mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &random) }
  mutating func chance(_ percent: Int) -> Bool { below(100) < percent }
  mutating func pick<T>(_ choices: [T]) -> T { choices[below(choices.count)] }

  static let wholes: [Int64] = [
    0, 1, -1, 2, 3, 7, 10, 255, -128, 1 << 31, 9_007_199_254_740_992, 9_007_199_254_740_993, -9_007_199_254_740_993,
    .max, .max - 1, .min, .min + 1, 1_000_000_007,
  ]
  static let floats: [Double] = [
    0, -0.0, 0.5, -0.5, 1.5, 2.5, 0.1, 3, -7.25, 1e-5, 1e15, 9_007_199_254_740_992, 9_007_199_254_740_994, 0x1p63,
    -0x1p63, 1e19, 1e308, -1e308, 5e-324, 2.675, 1234.5678,
  ]
  static let texts = [
    "", "a", "A", "b", "ab", "abc", " a ", "\u{e9}", "e\u{301}", "\r\n", "a\r\nb", "\n", "x\ty", "ß", "\u{130}", "ﬁ",
    "名",
    "\u{1F1E9}\u{1F1EA}", "\u{1F469}\u{200D}\u{1F467}", "12", "-3.5", "1.5e3", "yes", "true", "2024-02-29",
    "2024-02-30",
    "\u{a0}z\u{a0}", "a,b,,c", "aXbXc", "\u{0}",
  ]
  static let days: [Int64] = [0, 1, -1, 19_782, 19_753, -719_162, 2_932_896, 11_016, -141_427, 365]
  static let moments: [Int64] = [
    0, 1, -1, 86_400_000_000, 86_399_999_999, 1_709_164_800_000_000, -62_135_596_800_000_000, 253_402_300_799_999_999,
  ]

  /// A value that is not null. Half of the numbers are small, so that equal ones are frequent.
  mutating func value(_ type: PlainType) -> PlainCell {
    switch type {
    case .int: .int(chance(50) ? Int64(below(5)) - 1 : pick(Self.wholes))
    case .float: .float(chance(40) ? Double(below(8)) / 4 : pick(Self.floats))
    case .text: PlainCell(chance(40) ? pick(["a", "b", "c"]) : pick(Self.texts))
    case .bool: .bool(chance(50))
    case .date: .date(chance(50) ? Int64(19_700 + below(3)) : pick(Self.days))
    case .datetime: .datetime(pick(Self.moments))
    }
  }

  mutating func cells(_ type: PlainType, _ count: Int) -> [PlainCell] {
    let gaps = pick([0, 0, 20, 50, 100])
    return (0..<count).map { _ in chance(gaps) ? .null : value(type) }
  }

  /// A table with two columns of each type.
  mutating func table(_ rows: Int) -> PlainTable {
    let columns = PlainType.allCases.flatMap { type in
      ["1", "2"].map {
        PlainColumn(
          name: type.rawValue.prefix(1) + (type == .datetime ? "t" : "") + $0, type: type, cells: cells(type, rows))
      }
    }
    return PlainTable(columns: columns, rowCount: rows)
  }
}
