import Columns
import Diagnostics
import Foundation
import Testing

/// `load F | STAGES` is `t = load F` and `t | STAGES`: the same table, or the same error.
@Suite struct ProjectionTests {
  static let files = [
    """
    ID,A,B,C,D,T,U,DT,Y
    1,1.5,10,,5,x,p,2024-01-01,0
    2,2.5,,3,5,y,q,2024-01-02,1
    3,,30,4,,x,p,2024-02-03,0
    4,4.5,40,5,7,,r,2024-03-04,1
    """,
    """
    ID,A,A B,B,T,text,X_y,T_x,K,n,share,A_log
    1,1.5,10,1,x,x,1,2,a,1,2,3
    2,2.5,20,3,y,y,1,2,b,4,5,6
    3,,30,4,x,,1,2,a,7,8,9
    4,4.5,40,5,y,,1,2,b,1,1,1
    """,
  ]

  static let stages = [
    // Columns that are written as text.
    "select \"A\"", "select \"A B\", A", "levels \"T\"", "drop \"B\" | select A", "onehot \"T\" | select @T_*",
    "encode \"T\" | select T", "replace \"T\", values: [\"x\"], with: \"z\" | count by T", "sort -\"A\" | select ID",
    "select \"{$c}\"", "select \"{$c}_log\"", "drop \"{$c}\" | select B", "select \"{$none}\"", "pick \"B\"",
    "take_out A",
    "cast \"B\", to: float | select B", "derive r = row_number() by T, order: \"B\" | select r, ID",
    "agg sum(B) as \"{s}\" where T == \"{$s}\" for s in [\"x\", \"y\"] by ID", "count by \"T\"",
    "derive { \"A\" as \"{s}\" for s in [\"x\"] } | select x",
    // Names that a glob or a type word could be taken for.
    "select `*`", "select @*", "select `A*`", "select @A*", "select `num`", "select @num", "select `A B`",
    "select @(A* - `A B`)", "select @/^A/", "select @nulls(> 0.2)", "select `A`, `B`", "select @(* - num)",
    // New names that unread columns have.
    "rename @A as \"B\" | count", "rename @/^A$/ as \"{col}_log\" | count", "rename B = A | count",
    "rename { A = B, B = A } | select A", "rename Z = A | select B, Z", "onehot T | count",
    "onehot T, source: keep | count",
    "derive @A * 2 as \"B\" | count", "derive @A * 2 as \"B\" | select @/^[AB]$/",
    "rename @/^A$/ as \"Z\" | select @A*",
    // Errors count all columns.
    "derive { X = A + 1, Y2 = BB } | select Y2", "agg s = sum(BB) by x = A > 1", "agg s = sum(A) by x = AA > 1",
    "where Q > 1 | count", "select A | where B > 1 | count", "drop B | where B > 1 | count", "select A | select B",
    "derive B = A | drop B | where B > 1 | count", "derive { B = 1, Z = BB } | drop B | count",
    "agg s = sum(A) | select B",
  ]

  @Test("as on the bound table", arguments: stages)
  func equivalence(_ stages: String) throws {
    for content in Self.files {
      let file = FileManager.default.temporaryDirectory.appending(path: "carnet-projection-\(UUID().uuidString).csv")
      defer { try? FileManager.default.removeItem(at: file) }
      try content.write(to: file, atomically: true, encoding: .utf8)
      let before = "param c: text = \"A\"\ndefine pick(x) = select $x\ndefine take_out(x) = drop $x | select B\n"
      let part = Self.outcome("\(before)load \"\(file.path)\"\n| \(stages)")
      let whole = Self.outcome("\(before)t = load \"\(file.path)\"\nt | \(stages)")
      #expect(whole.first != "E23", "what stands before the pipeline runs")
      #expect(part == whole, "\(stages) on \(content.prefix(20))")
      let keyed = Self.outcome("\(before)load \"\(file.path)\", key: \"ID\" | \(stages)")
      let wholeKeyed = Self.outcome("\(before)t = load \"\(file.path)\", key: \"ID\"\nt | \(stages)")
      #expect(keyed == wholeKeyed, "with a key: \(stages)")
    }
  }

  /// The columns with their types and the rows; or the error's sentences. A note that lists columns is left out: the
  /// types of those that were not read are not known.
  private static func outcome(_ script: String) -> [String] {
    do {
      let table = try Run.table(script)
      return table.schema.fields.map { "\($0.name): \($0.type)" } + [Run.lines(table)]
    } catch let problem as Diagnostic {
      let label = problem.primary?.text.replacingOccurrences(of: " of `t`", with: "")
      return [problem.code, problem.message, label ?? "", problem.help ?? ""]
    } catch {
      return ["\(error)"]
    }
  }

  @Test("two demands that look alike are two")
  func demandsApart() throws {
    let file = FileManager.default.temporaryDirectory.appending(path: "carnet-demand-\(UUID().uuidString).csv")
    defer { try? FileManager.default.removeItem(at: file) }
    try "A,B,A B,*\n1,2,3,4\n".write(to: file, atomically: true, encoding: .utf8)
    let load = "load \"\(file.path)\""
    #expect(Run.lines(try Run.table("\(load) | select `*`\n\(load) | select @*")) == "1 2 3 4")
    #expect(Run.lines(try Run.table("\(load) | select A, B\n\(load) | select `A B`")) == "3")
    #expect(Run.lines(try Run.table("\(load) | select `A B`\n\(load) | select A, B")) == "1 2")
  }
}
