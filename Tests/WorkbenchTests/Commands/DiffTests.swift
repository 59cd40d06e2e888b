import Files
import Foundation
import SampleVerbs
import Session
import Testing

/// `.diff` between results, files and recordings.
@Suite struct DiffTests {
  private func folder() throws -> String {
    let path = FileManager.default.temporaryDirectory.appending(path: "carnet-diff-\(UUID().uuidString)").path
    try FileSystem.makeFolder(path)
    return path
  }

  private func words(_ text: String) -> [[String]] {
    text.split(separator: "\n").map { $0.split(whereSeparator: \.isWhitespace).map(String.init) }
  }

  @Test func rowsMeetByTheKeyThatIsAskedFor() {
    let bench = Bench("a = numbers 9", "b = numbers 9, factor: 2")
    #expect(bench.says(".diff a b --by n").hasPrefix("rows       5 matched by n\nonly in a  4 rows"))
    #expect(bench.says(".diff a b --by m").contains("`m` is not in both tables"))
    #expect(bench.says(".diff a b").contains("5 matched by n"))
    #expect(bench.says(".diff a a --by n") == "a and a are the same, to the last bit")
  }

  /// Without a key rows meet by their places, and each cell that differs is told.
  @Test func cellsAndHowValuesAreSpread() throws {
    let folder = try folder(), bench = Bench()
    defer { FileSystem.remove(folder) }
    try AtomicFile.write("one\ntwo\nthree\nfour\n", to: folder + "/a.txt")
    try AtomicFile.write("one\n2\nthree\n4\nfive\n", to: folder + "/b.txt")
    let text = bench.says(".diff \(folder)/a.txt \(folder)/b.txt")
    let lines = words(text)
    #expect(lines.contains(["rows", "4", "matched", "by", "row"]), "\(text)")
    #expect(lines.contains(["only", "in", "b.txt", "1", "row"]))
    #expect(lines.contains(["line", "2", "row", "101", "\"two\"", "\"2\""]), "\(text)")
    #expect(lines.contains(["row", "103", "line", "\"four\"", "\"4\""]), "\(text)")
    #expect(text.contains("how values are spread, a.txt → b.txt"))
    // The numbers of rows are 100 to 103, and to 104.
    #expect(lines.contains { $0.first == "row" && $0.contains("101.5") && $0.contains("102") }, "\(text)")
    #expect(bench.says(".diff \(folder)/a.txt nothing").contains("nothing is called `nothing`"))
  }

  /// Results may have the names of what stands above other columns.
  @Test func namesThatAreHeadings() {
    for names in [("first", "second"), ("column", "cells"), ("row", "row (2)"), ("cells", "first")] {
      let bench = Bench("\(names.0) = numbers 9", "other = numbers 9, factor: 2 | keep 5")
      #expect(bench.says(".diff \(names.0) other").contains("matched"), "\(names.0)")
    }
  }

  @Test func experiments() throws {
    let folder = try folder(), bench = Bench()
    defer { FileSystem.remove(folder) }
    bench.workbench.experiments = folder + "/runs.jsonl"
    #expect(bench.says(".diff run:1 run:2").contains("no experiment is on record"))
    let lines = """
      {"time":"2026-01-01 00:00:00","name":"a","data":"d","auc":0.7,"folds":5,"statement":"t | cv x"}
      no line
      {"time":"2026-01-01 00:00:00","name":"b","data":"d","auc":0.75,"folds":5,"cost":9}

      """
    try AtomicFile.write(lines, to: bench.workbench.experiments)
    let text = bench.says(".diff run:1 run:3"), found = words(text)
    #expect(text.contains("3 of 7 fields") && text.contains("the same files, byte for byte"), "\(text)")
    #expect(found.contains(["field", "run:1", "run:3", "change"]), "\(text)")
    #expect(found.contains { $0.prefix(4) == ["auc", "0.7", "0.75", "+0.05"] }, "\(text)")
    #expect(text.contains("t | cv x") && !text.contains("folds"))
    #expect(bench.says(".diff run:1 run:1") == "run:1 and run:1 are the same, to the last bit")
    #expect(bench.says(".diff run:1 run:2").contains("there is no experiment 2; the last one is 3"))
    #expect(bench.says(".diff run:1 a").contains("`a` is no experiment; write `run:3`"))
  }

  /// A cell without a name that is gone does not shift those below it.
  @Test func recordingsWithoutNames() throws {
    let folder = try folder()
    defer { FileSystem.remove(folder) }
    #expect(Bench("numbers 1", "numbers 2", "numbers 3").says(".save \(folder)/one.carnet").hasPrefix("saved 3"))
    #expect(Bench("numbers 2", "numbers 3").says(".save \(folder)/two.carnet").hasPrefix("saved 2"))
    let text = Bench().says(".diff \(folder)/one.carnet \(folder)/two.carnet")
    #expect(text.contains("2 of 3 have the same values") && text.contains("cell 1  only in the first"), "\(text)")
    #expect(!text.contains("another statement"), "\(text)")
  }

  @Test func recordings() throws {
    let folder = try folder()
    defer { FileSystem.remove(folder) }
    for (name, factor, extra) in [("one", 1, "c = numbers 2"), ("two", 3, "d = numbers 2")] {
      let bench = Bench("a = numbers 9", "b = numbers 4, factor: \(factor)", extra)
      #expect(bench.says(".save \(folder)/\(name).carnet").hasPrefix("saved 3 cells"))
    }
    let bench = Bench()
    let text = bench.says(".diff \(folder)/one.carnet \(folder)/two.carnet")
    #expect(text.contains("cells     1 of 4 have the same values"), "\(text)")
    #expect(text.contains("cell 2  b: 1 of 1 columns differs; another statement"), "\(text)")
    #expect(text.contains("row 1: recorded 1, now 3"), "\(text)")
    #expect(text.contains("cell 3  only in the first") && text.contains("cell 3  only in the second"), "\(text)")
    #expect(
      bench.says(".diff \(folder)/one.carnet \(folder)/one.carnet")
        == "one.carnet and one.carnet have recorded the same, to the last bit")
    #expect(bench.says(".diff \(folder)/one.carnet x").contains("is a script, and the other one is not"))
  }

  @Test func leftoversAreSweptAndSaid() throws {
    let folder = try folder(), bench = Bench("a = numbers 9")
    defer { FileSystem.remove(folder) }
    bench.workbench.folder = folder
    #expect(bench.says(".save \(folder)/x.carnet").hasPrefix("saved"))
    #expect(bench.says(".tidy") == "\(folder): nothing there belongs to no script")
    for name in ["x.carnet", "x.carnet.lock"] { FileSystem.remove("\(folder)/\(name)") }
    #expect(bench.says(".tidy \(folder)").hasPrefix("removed \(folder)/x.carnet.blocks, "))
    #expect(FileSystem.names(in: folder).isEmpty)
    #expect(bench.says(".tidy \(folder)/no").contains("there is no folder"))
  }
}
