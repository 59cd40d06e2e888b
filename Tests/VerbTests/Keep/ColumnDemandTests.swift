import Columns
import Foundation
import Testing

/// A pipeline reads only the columns of a file that it can ask for, and nobody can tell but by the time it takes.
@Suite struct ColumnDemandTests {
  private static let content = """
    K,V,W,TEXT_A,TEXT_B,BAD
    1,10,0.5,x,u,no number
    2,20,,y,,no number
    1,30,2.5,x,v,no number
    """

  private func inFile(_ run: (String) throws -> Void) throws {
    let file = FileManager.default.temporaryDirectory.appending(path: "carnet-demand-\(UUID().uuidString).csv")
    defer { try? FileManager.default.removeItem(at: file) }
    try Self.content.write(to: file, atomically: true, encoding: .utf8)
    try run(file.path)
  }

  static let tails = [
    "agg { s = sum(V), n = count() } by K", "count", "count by K", "levels TEXT_A", "select W, K",
    "select @TEXT_* | drop TEXT_B", "where W > 1 or W is null | select K, V", "sort -V | head 2 | select V",
    "derive V = V * 2 | derive TEXT_C = upper(TEXT_A) | select @TEXT_*", "rename Z = V | agg max(Z) as \"m\" by K",
    "onehot TEXT_A | agg mean(@TEXT_A_*) as \"{col}_{FN}\" by K",
    "derive R = row_number() by K, order: -V | select R, K",
    "agg [min, max](@/^[VW]$/) as \"{col}_{FN}\" by K", "encode { TEXT_B } | count by TEXT_B",
    "agg max(@(num - K)) as \"{col}\" by K", "replace V, values: [10], with: null | agg sum(V) as \"s\"",
    "drop @TEXT_* | select K", "agg sum(V) as \"{s}\" where TEXT_A == $s for s in [\"x\", \"y\"] by K",
  ]

  @Test("the result is that of the whole table", arguments: tails)
  func sameResult(_ tail: String) throws {
    try inFile { file in
      let whole = try Run.table("t = load \"\(file)\"\nt | \(tail)")
      let part = try Run.table("load \"\(file)\" | \(tail)")
      #expect(part.schema.fields == whole.schema.fields)
      #expect(Run.lines(part) == Run.lines(whole))
    }
  }

  @Test("a column that nobody can ask for is not parsed", arguments: zip(tails, tails.map { !$0.contains("@(num") }))
  func notParsed(_ tail: String, _ isSpared: Bool) throws {
    try inFile { file in
      // Parsing it as a number would be an error.
      let failure = Run.failure("load \"\(file)\", types: [BAD: int] | \(tail)")
      #expect((failure == nil) == isSpared, "\(failure ?? "it was not read")")
    }
  }

  @Test(
    "whoever may look at any column gets all", arguments: ["describe", "distinct", "head 3", "derive x = 1", "sort K"])
  func everything(_ tail: String) throws {
    try inFile { file in
      let failure = Run.failure("load \"\(file)\", types: [BAD: int] | \(tail)")
      #expect(failure?.contains("E41") == true, "\(failure ?? "BAD was not read")")
    }
  }

  @Test("messages speak of the whole table", arguments: [
    "where W > 1 | select K, Vv", "agg sum(TEXT_AB) as \"s\" by K", "where Q == 1 | count", "count | derive z = V",
    "select K | where TEXT_A == \"x\"", "agg n = count() by K | where BAD == \"x\"",
  ])
  func sameMessages(_ tail: String) throws {
    try inFile { file in
      let part = try #require(Run.failure("load \"\(file)\"\n | \(tail)"))
      let whole = try #require(Run.failure("t = load \"\(file)\"\nt | \(tail)"))
      #expect(words(part) == words(whole))
    }
  }

  /// What a message says, without the drawing of the script and the name of the table.
  private func words(_ message: String) -> [String] {
    let said = message.split(separator: "\n").filter { !$0.contains("|") || $0.contains("^") }
    return said.map { line in
      let text = line.replacingOccurrences(of: " of `t`", with: "").replacingOccurrences(of: "^", with: "")
      return text.trimmingCharacters(in: CharacterSet(charactersIn: "| "))
    }
  }
}
