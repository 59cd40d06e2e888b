import Columns
import Foundation
import Language
import Testing

/// A text is its bytes; positions, lengths and patterns count Unicode scalars.
@Suite struct TextIdentityTests {
  /// é in one scalar, and as e with an accent behind it.
  private static let names = "range 2 | derive name = if n == 0 then \"Jos\u{E9}\" else \"Jose\u{301}\""
  /// A line break of two scalars, and one of one.
  private static let breaks = "range 2 | derive memo = if n == 0 then \"paid\\r\\nlate\" else \"paid\\nlate\""

  @Test("CR LF is two scalars in every function")
  func lineBreaks() throws {
    let script = Self.breaks + """
       | derive {
        a = replace(memo, "\\n", " ")
        b = split(memo, "\\n", 2)
        c = memo ~ /\\n/
        d = contains(memo, "\\n")
        e = length(memo)
        f = substr(memo, 5, 1) == "\\r"
        g = starts_with(substr(memo, 6), "\\n")
        h = extract(memo, "(\\r?)\\n") == "\\r"
        i = ends_with(substr(memo, 1, 6), "\\n")
      }
      """
    let table = try Run.table(script)
    #expect(table[0, "a"] == .text("paid\r late") && table[1, "a"] == .text("paid late"))
    for row in 0..<2 {
      #expect(table[row, "b"] == .text("late"))
      #expect(table[row, "c"] == .bool(true) && table[row, "d"] == .bool(true))
    }
    #expect(table[0, "e"] == .int(10) && table[1, "e"] == .int(9))
    let others = ["f", "g", "h", "i"].map { table[0, $0] }
    #expect(others == [.bool(true), .bool(true), .bool(true), .bool(true)])
  }

  @Test("two spellings of a letter are two texts in every verb")
  func spellings() throws {
    func lines(_ stages: String) throws -> String { Run.lines(try Run.table("\(Self.names) | \(stages)")) }
    #expect(try lines("count by name | select n") == "1\n1")
    #expect(try lines("where name == \"Jos\u{E9}\" | select n") == "0")
    #expect(try lines("where name != \"Jos\u{E9}\" | select n") == "1")
    #expect(try lines("where name in [\"Jose\u{301}\"] | select n") == "1")
    #expect(try lines("encode name | select name") == "0\n1")
    #expect(try lines("levels name | select n") == "1\n1")
    #expect(try lines("distinct name | count") == "2")
    #expect(try lines("derive l = length(name) | select l") == "4\n5")
    #expect(try lines("derive x = contains(name, \"e\") | select x") == "no\nyes")
    #expect(try lines("derive x = starts_with(name, \"Jos\u{E9}\") | select x") == "yes\nno")
    #expect(try lines("derive x = ends_with(name, \"\u{E9}\") | select x") == "yes\nno")
    #expect(try lines("derive x = replace(name, \"e\", \"_\") | select x") == "Jos\u{E9}\nJos_\u{301}")
    #expect(try lines("derive x = substr(name, 4, 1) | where x == \"e\" | select n") == "1")
    #expect(try lines("derive x = nullif(name, \"Jose\u{301}\") is null | select x") == "no\nyes")
    #expect(try lines("replace name, values: [\"Jos\u{E9}\"], with: \"x\" | where name == \"x\" | select n") == "0")
    #expect(try lines("replace name, values: [\"Jos\u{E9}\"], with: \"Jose\u{301}\" | distinct name | count") == "1")
    #expect(try lines("sort name | select n") == "1\n0")
    #expect(try lines("where name < \"Jos\u{E9}\" | select n") == "1")
    #expect(try lines("agg { a = nunique(name), b = min(name) == \"Jose\u{301}\", c = mode(name) == \"Jose\u{301}\" }")
      == "2 yes yes")
    #expect(try lines("derive c = if n == 0 then name else name | count by c | select n") == "1\n1")
    #expect(try lines("derive c = upper(name) | count by c | select n") == "1\n1")
    let joined = "r = \(Self.names) | derive v = n + 10 | drop n\n\(Self.names) | left join r on name | select v"
    #expect(Run.lines(try Run.table(joined)) == "10\n11")
    let rows = "\(Self.names) | where n == 0"
    #expect(Run.lines(try Run.table("r = \(Self.names) | where n == 1\n\(rows) | anti join r on name | count")) == "1")
    let stacked = "r = \(Self.names) | where n == 1\n\(rows) | append r | count by name | select n"
    #expect(Run.lines(try Run.table(stacked)) == "1\n1")
    #expect(try Run.failure("\(Self.names) | onehot name") != nil)
  }

  @Test(
    "a note says that levels look alike",
    arguments: ["count by name", "encode name", "levels name", "distinct name", "agg s = sum(n) by name"])
  func note(stage: String) throws {
    let notes = try Run.outcomes("\(Self.names) | \(stage)").last?.notes ?? []
    let isSaid = notes.contains { $0.contains("look alike") && $0.contains("U+00E9") && $0.contains("U+0301") }
    #expect(isSaid, "\(stage): \(notes)")
  }

  @Test("files keep the bytes")
  func files() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for ending in ["csv", "jsonl", "parquet"] {
      let path = folder.appending(path: "t.\(ending)").path
      let script = """
        range 2 | derive { name = if n == 0 then "Jos\u{E9}" else "Jose\u{301}", id = n + 9007199254740992 }
          | export "\(path)"
        load "\(path)"
        """
      let table = try Run.table(script)
      #expect(table["name"]?.distinctCount() == 2, "\(ending)")
      #expect(table[0, "name"] == .text("Jos\u{E9}") && table[1, "name"] == .text("Jose\u{301}"), "\(ending)")
      #expect(table[1, "id"] == .int(9_007_199_254_740_993), "\(ending)")
    }
  }
}
