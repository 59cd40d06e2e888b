import Columns
import Testing

/// The order of bands, on whichever side they stand and however many rows there are.
@Suite struct BandOrderTests {
  private static let bands = "t = range 12 | derive b = cut(n, [5, 10])\n"

  private func rows(_ condition: String) throws -> String {
    Run.lines(try Run.table(Self.bands + "t | where \(condition) | select n"))
  }

  @Test("a comparison says the same from both sides", arguments: [
    ("b < \">= 10\"", "\">= 10\" > b", "0\n1\n2\n3\n4\n5\n6\n7\n8\n9"), ("b >= \">= 10\"", "\">= 10\" <= b", "10\n11"),
    ("b <= \"< 5\"", "\"< 5\" >= b", "0\n1\n2\n3\n4"), ("b == \"< 5\"", "\"< 5\" == b", "0\n1\n2\n3\n4"),
    ("b > \"< 5\"", "\"< 5\" < b", "5\n6\n7\n8\n9\n10\n11"),
  ]) func sides(one: String, other: String, expected: String) throws {
    #expect(try rows(one) == expected && rows(other) == expected)
  }

  /// The dictionaries of two calls are two, and say the same.
  @Test func twoColumnsWithTheSameBreaks() throws {
    let script = Self.bands + "t | derive { c = cut(11 - n, [5, 10]), less = b < c, more = c <= b } | agg "
      + "{ less = sum(if less then 1 else 0), more = sum(if more then 1 else 0) }"
    // 0 to 4 are of the first band, and their partners, 11 to 7, of the others; from 5 on no partner is above.
    #expect(Run.lines(try Run.table(script)) == "5 7")
  }

  /// A block of rows has 4 096 or so: what is said must not depend on which values meet in one.
  @Test("an order that not all values have is none, however many rows there are", arguments: [6, 40, 5000, 20_000])
  func mixed(rows: Int) throws {
    // Bands in the first rows, a text of no band in the last one.
    let script = "t = range \(rows) | derive b = if n < \(rows - 1) then cut(n, [2, \(rows)]) else \"none\"\n"
    let sorted = Run.lines(try Run.table(script + "t | distinct b | sort b"))
    #expect(sorted == ["< 2", "[2, \(rows))", "none"].joined(separator: "\n"))
  }

  @Test("both branches of one order keep it, however many rows there are", arguments: [3, 40, 5000, 12_290])
  func kept(rows: Int) throws {
    let cut = "[2, 3, 4, 5, 6, 7, 8, 9, 10]"
    let script = "t = range \(rows) | derive b = if n % 2 == 0 then cut(n % 12, \(cut)) else cut(n % 11, \(cut))\n"
    let sorted = Run.lines(try Run.table(script + "t | distinct b | sort b"))
    let all = ["< 2"] + (2..<10).map { "[\($0), \($0 + 1))" } + [">= 10"]
    let there = sorted.split(separator: "\n").map(String.init)
    #expect(there == all.filter(there.contains) && there.count >= min(all.count, rows / 2), "\(sorted)")
  }

  /// A row is compared as it is, whatever other rows are beside it.
  @Test("what a row says does not depend on other rows", arguments: [
    "if f then cut(a, [5, 15, 100]) else \"[15, 100)\"", "cut(if f then a else null, [5, 15, 100]) ?? \"[15, 100)\"",
    "coalesce(nullif(cut(a, [5, 15, 100]), \"< 5\"), \"[15, 100)\")",
    "if f then cut(a, [5, 15]) else cut(a, [5, 15, 100])",
    "cut(a, [5, 15, 100]) ?? gone", "if f then cut(a, [5, 15, 100]) else null",
  ]) func alone(bands: String) throws {
    let data = "t = range 7 | derive { a = n * 10 - 7, f = n % 3 > 0, gone = nullif(\"a\", \"a\") }\n"
    for relation in ["< \"[5, 15)\"", ">= \"[15, 100)\"", "> \"< 5\""] {
      let made = "derive b = \(bands) | derive z = b \(relation) | select z"
      let all = Run.lines(try Run.table(data + "t | \(made)")).split(separator: "\n")
      for row in 0..<7 {
        let one = Run.lines(try Run.table(data + "t | where n == \(row) | \(made)"))
        #expect(one == all[row], "row \(row), \(relation)")
      }
    }
  }

  /// A text that comes behind the bands is there whether a row gets it or not.
  @Test("a text put among bands has its place without rows, too", arguments: [
    "replace b, values: [\"< 5\"], with: \"low\"", "impute b, method: constant, value: \"low\"",
  ]) func added(step: String) throws {
    let data = "t = range 12 | derive b = cut(nullif(n, 11), [5, 10]) | \(step)\n"
    let rest = "| derive z = b < \"low\" | select n, z"
    let all = Run.lines(try Run.table(data + "t \(rest) | where n == 7"))
    let own = "t = range 12 | derive b = cut(nullif(n, 11), [5, 10]) | where n == 7 | \(step)\n"
    #expect(Run.lines(try Run.table(own + "t \(rest)")) == all && all == "7 yes")
  }
}
