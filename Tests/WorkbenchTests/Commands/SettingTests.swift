import Testing
import Workbench

/// What `.set` takes and refuses.
@Suite struct SettingTests {
  @Test("each setting changes what is shown", arguments: [
    ("columns 4", TableLook(columns: 4)), ("columns=4", TableLook(columns: 4)), ("columns auto", .standard),
    ("digits 3", TableLook(digits: 3)), ("digits auto", .standard), ("null NA", TableLook(null: "NA")),
    ("null auto", .standard),
  ])
  func change(text: String, look: TableLook) {
    let bench = Bench()
    #expect(bench.says(".set \(text)") == "")
    #expect(bench.workbench.settings.look == look)
  }

  @Test("rows as many as a person wants, or as the screen has room for")
  func rows() {
    let bench = Bench("x = numbers 100")
    #expect(bench.says("x").split(separator: "\n").count == 3 + 10 + 1 + 5 + 1)
    bench.frontEnd.screenLines = 20
    #expect(bench.says("x").split(separator: "\n").count == 3 + 7 + 1 + 3 + 1)
    #expect(bench.says(".set rows 4") == "" && bench.workbench.settings.rows == 4)
    #expect(bench.says("x").split(separator: "\n").count == 3 + 2 + 1 + 1 + 1)
    #expect(bench.says(".set rows auto") == "" && bench.workbench.settings.rows == nil)
  }

  @Test("Tab offers the words that a setting can be", arguments: [
    (".set pager ", ["on", "off"]), (".set pager of", ["off"]), (".set columns ", ["auto"]), (".set threads ", []),
    (".set nothing ", []),
  ])
  func words(line: String, offered: [String]) {
    let (start, texts) = Bench().workbench.completion.completions(of: line)
    #expect(texts == offered && start == line.utf8.count - (line.hasSuffix("of") ? 2 : 0))
  }

  @Test func pager() {
    let bench = Bench()
    #expect(bench.workbench.settings.usesPager && bench.says(".set pager off") == "")
    #expect(!bench.workbench.settings.usesPager && bench.says(".set").contains("pager off"))
  }

  @Test("what is no value is refused with what is", arguments: [
    ("columns 1", "`1` is no value for columns, which is `auto` or a number from 2 up"),
    ("columns many", "`many` is no value for columns, which is `auto` or a number from 2 up"),
    ("digits 18", "`18` is no value for digits, which is `auto` or a number from 1 to 17"),
    ("rows 1", "`1` is no value for rows, which is `auto` or a number from 2 up"),
    ("pager maybe", "`maybe` is no value for pager, which is `on` or `off`"),
    ("null 0", "`0` is no value for null, which is `auto` or a word of at most 12 characters that is no number"),
    ("null no", "`no` is no value for null"), ("null \u{1B}", "is no value for null"), ("null", "usage: .set"),
  ])
  func refusal(text: String, said: String) {
    let bench = Bench()
    #expect(bench.says(".set \(text)").contains(said))
    #expect(bench.workbench.settings.look == .standard)
  }
}
