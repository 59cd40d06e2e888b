import Testing
import Workbench

/// What `.view` gives to the screen.
@Suite struct ViewCommandTests {
  @Test("a name, a cell or the last result", arguments: [
    (".view x", "x", 3), (".view 1", "1", 3), (".view", "last", 2),
  ])
  func table(entry: String, name: String, rows: Int) {
    let bench = Bench("x = numbers 3", "numbers 2")
    bench.frontEnd.scrolls = true
    #expect(bench.says(entry) == "")
    #expect(bench.frontEnd.views.map(\.name) == [name] && bench.frontEnd.views.map(\.table.rowCount) == [rows])
    #expect(bench.workbench.session.cells.count == 2, "nothing is recorded")
  }

  @Test("without a screen the table is shown as it is elsewhere")
  func withoutScreen() {
    let said = Bench("x = numbers 3").says(".view x")
    #expect(said.contains("3 rows × 1 column") && said.hasSuffix("there is no screen here to move through the table"))
  }

  @Test("what has no table", arguments: [(".view", "there is no table yet"), (".view y", "nothing is called `y`")])
  func nothing(entry: String, reason: String) {
    #expect(Bench().says(entry).hasPrefix(reason))
  }

  @Test("the way to all of a table is told where there is a screen for it")
  func hint() {
    let bench = Bench("x = numbers 100")
    #expect(!bench.says("x").contains(".view"))
    bench.frontEnd.scrolls = true
    #expect(bench.says("x").contains("100 rows × 1 column; `.view` shows all"))
    #expect(!bench.says("numbers 3").contains(".view"), "all of it is there")
  }
}
