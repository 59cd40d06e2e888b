import Testing
import Workbench

/// What `.set` takes and refuses.
@Suite struct SettingTests {
  @Test("each setting changes what is shown", arguments: [
    ("columns 4", TableLook(columns: 4)), ("columns=4", TableLook(columns: 4)), ("columns auto", .standard),
    ("digits 3", TableLook(digits: 3)), ("digits auto", .standard), ("null NA", TableLook(null: "NA")),
    ("null auto", .standard), ("rows 4", TableLook(rows: RowWindow.Limit(all: 4, first: 2, last: 1))),
  ])
  func change(text: String, look: TableLook) {
    let bench = Bench()
    #expect(bench.says(".set \(text)") == "")
    #expect(bench.workbench.settings.look == look)
  }

  @Test("what is no value is refused with what is", arguments: [
    ("columns 1", "`1` is no value for columns, which is `auto` or a number from 2 up"),
    ("columns many", "`many` is no value for columns, which is `auto` or a number from 2 up"),
    ("digits 18", "`18` is no value for digits, which is `auto` or a number from 1 to 17"),
    ("rows 1", "`1` is no value for rows, which is a number from 2 up"),
    ("null 0", "`0` is no value for null, which is `auto` or a word of at most 12 characters that is no number"),
    ("null no", "`no` is no value for null"), ("null \u{1B}", "is no value for null"), ("null", "usage: .set"),
  ])
  func refusal(text: String, said: String) {
    let bench = Bench()
    #expect(bench.says(".set \(text)").contains(said))
    #expect(bench.workbench.settings.look == .standard)
  }
}
