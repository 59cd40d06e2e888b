import Columns
import Kernels
import Language
import Session
import Testing
import Verbs
import Workbench

/// Tables that are pasted and copied.
@Suite struct PastingTests {
  /// A front end that remembers what it was given.
  private final class Desk: FrontEnd {
    var said = "", copied: String?, viewed: [String] = []
    var outcome = CopyOutcome.done("a clip")
    var edited = EditOutcome.failed("no editor")
    func show(_ shown: Shown) { said += TextRenderer(width: 80).render(shown) + "\n" }
    func copy(_ text: String) -> CopyOutcome {
      copied = text
      return outcome
    }
    func view(_ path: String) -> ViewOutcome {
      viewed.append(path)
      return .opened("viewer")
    }
    func edit(_ text: String, in editor: String?) -> EditOutcome { edited }
  }

  private func bench() -> (Workbench, Desk) {
    let workbench = Workbench(session: Session(catalog: .standard), threads: 1), desk = Desk()
    workbench.frontEnd = desk
    return (workbench, desk)
  }

  @Test("what is pasted becomes a cell that holds it", arguments: [
    ("id\tname\n1\tAda\n2\t\n", "id int, name text", "1 Ada\n2 null", "\"1,Ada\""),
    ("id,name\r\n1,\"a, b\"\r\n", "id int, name text", "1 a, b", "\"1,\\\"a, b\\\"\""),
    ("g\trate\nA\t1,5\nB\t0,25\n", "g text, rate float", "A 1.5\nB 0.25", "\"A\\t1,5\""),
    ("\n\nday,x\n2024-01-31,1.5\n\n", "day date, x float", "2024-01-31 1.5", "\"day,x\""),
    ("a;b\n{x};{$y}\n", "a text, b text", "{x} {$y}", "\"\\{x};\\{$y}\""),
  ]) func pasted(_ text: String, _ columns: String, _ rows: String, _ line: String) throws {
    let (workbench, desk) = bench()
    #expect(workbench.take(".paste rates") == .paste(name: "rates"))
    workbench.take(pasted: text, as: "rates")
    let cell = try #require(workbench.session.cells.first, "\(desk.said)")
    let table = try #require(cell.value?.table, "\(desk.said)")
    #expect(table.schema.fields.map { "\($0.name) \($0.type.rawValue)" }.joined(separator: ", ") == columns)
    #expect(Run.lines(table) == rows)
    #expect(cell.text.contains(line), "\(cell.text)")
    #expect(desk.said.contains("rates: \(table.rowCount) row"))
    // The record makes the same table again.
    #expect(try Run.lines(Run.table(cell.text + "\nrates")) == rows)
  }

  @Test func whatIsTooMuchOrNothingIsSaid() {
    let (workbench, desk) = bench()
    workbench.take(pasted: " \n\n", as: "x")
    #expect(desk.said == "nothing was pasted\n")
    workbench.take(pasted: String(repeating: "1\n", count: 20_001), as: "x")
    #expect(desk.said.contains("20001 lines are too many to stand in a script"))
    #expect(desk.said.contains("`x = load \"FILE\"`") && workbench.session.cells.isEmpty)
  }

  @Test func aTableIsCopiedWithTabs() {
    let (workbench, desk) = bench()
    workbench.take("t = range 2 | derive { s = if n == 0 then \"a\\tb \\\"c\\\"\" else null, x = n / 2 }")
    workbench.take(".copy t")
    #expect(desk.copied == "n\ts\tx\n0\t\"a\tb \"\"c\"\"\"\t0.0\n1\t\t0.5\n")
    #expect(desk.said.hasSuffix("copied t: 2 rows × 3 columns, 31 bytes, by a clip\n"), "\(desk.said)")
    desk.outcome = .tooLong("the terminal", limit: 10)
    workbench.take(".copy t")
    #expect(desk.said.hasSuffix("t was not copied: it is 31 bytes long, and the terminal takes 10\n"))
    desk.outcome = .unavailable
    workbench.take(".copy t")
    #expect(desk.said.hasSuffix("there is no clipboard here: neither a program for it nor a terminal\n"))
  }

  @Test func aResultIsShownInTheViewer() throws {
    let (workbench, desk) = bench()
    workbench.take("t = range 20\nc = t | plot hist(n)")
    for name in ["c", "t", "nothing"] { workbench.take(".show \(name)") }
    #expect(desk.viewed.map { $0.split(separator: "/").last } == ["c.svg", "t.html"])
    #expect(desk.said.contains("c.svg is open in viewer\n"))
    #expect(desk.said.hasSuffix("there is neither a file nor a result `nothing`\n"))
    let svg = try String(contentsOfFile: desk.viewed[0], encoding: .utf8)
    let page = try String(contentsOfFile: desk.viewed[1], encoding: .utf8)
    #expect(svg.hasPrefix("<svg") && page.contains("<td class=\"number\">19</td>"), "\(page)")
  }

  @Test func anEditorThatChangesNothingLeavesTheCell() {
    let (workbench, desk) = bench()
    workbench.take("range 3\nrange 5")
    func edit(_ outcome: EditOutcome) -> (next: Next, said: String) {
      desk.edited = outcome
      let before = desk.said.count
      let next = workbench.take(".edit 1 --editor")
      return (next, String(desk.said.dropFirst(before)))
    }
    #expect(edit(.failed("`false` ended with status 1")).said == "`false` ended with status 1; cell 1 is as it was\n")
    #expect(edit(.text("range 3")).said == "nothing was changed; cell 1 is as it was\n")
    #expect(edit(.text("  \n")).said == "nothing was changed; cell 1 is as it was\n")
    #expect(workbench.session.cells.map(\.text) == ["range 3", "range 5"])
    let wrong = edit(.text("rang 3"))
    #expect(wrong.next == .edit(cell: 1, text: "rang 3") && wrong.said.contains("did you mean `range`?"))
    #expect(workbench.session.cells.map(\.text) == ["range 3", "range 5"])
    #expect(edit(.text("range 4")).next == .entry)
    #expect(workbench.session.cells.map(\.text) == ["range 4", "range 5"])
  }

  @Test func whatFailsWhileItIsEditedStaysToBePutRight() {
    let (workbench, _) = bench()
    workbench.take("range 3")
    #expect(workbench.take(".edit 1") == .edit(cell: 1, text: "range 3"))
    #expect(workbench.take("range 3 | heat 2", editing: 1) == .edit(cell: 1, text: "range 3 | heat 2"))
    #expect(workbench.take("range 3 | head 2", editing: 1) == .entry)
    #expect(workbench.session.cells.map(\.text) == ["range 3 | head 2"])
  }
}
