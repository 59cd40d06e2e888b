import Foundation
import TestSupport

/// A script with its file as they are recorded, one change, and what verification has to say of it.
struct PlantedChange {
  enum Kind: CaseIterable {
    case int, float, lastBit, text, level, date, null, noLongerNull, type, wholeToFloat, header
    case rowGone, rowNew, rowMoved
    case option, loadOption, seed, parameter, setting, defaultRows, defaultBands, spelling, lineEnds, comment, quiet
  }

  let kind: Kind
  var before: PlantedTable
  var after: PlantedTable
  var script: String
  var scriptAfter: String
  var settings: [String] = []
  /// What was in force when it was recorded, where the program itself is to have changed: the statement that stands for
  /// it, by what it is called in the lock.
  var formerDefault: (cell: Int, statement: String, name: String, value: String)?
  /// The exit code, and what must stand in the answer.
  var code: Int32 = 3
  var expected: [String] = []

  static let cellCount = 9

  static func statements(seed: Int, k: Int) -> [String] {
    [
      "seed \(seed)", "param k: int = \(k)", "a = load \"t.csv\", key: id", "b = a | derive x = amount * $k",
      "c = b | sort -amount", "d = a | impute rate, method: constant, value: 0.5", "e = a | sample 12",
      "f = a | head", "g = a | bin amount, method: width",
    ]
  }

  init(_ kind: Kind, _ random: inout SplitMix64) {
    self.kind = kind
    // Now and then more rows than one block holds, and once exactly as many.
    let count = [20, 33, 57, 4096, 4101, 30][Int(random.next() % 6)]
    before = PlantedTable(count, &random)
    after = before
    let texts = Self.statements(seed: Int(random.next() % 50), k: 2 + Int(random.next() % 5))
    script = texts.joined(separator: "\n") + "\n"
    scriptAfter = script
    let row = Int.random(in: 1..<count, using: &random)
    switch kind {
    case .int, .float, .lastBit, .text, .level, .date, .null, .noLongerNull: plantCell(row, &random)
    case .type, .wholeToFloat: plantType(row)
    case .header: plantHeader(&random)
    case .rowGone, .rowNew, .rowMoved: plantRow(row, &random)
    case .option, .loadOption, .seed, .parameter, .setting: plantRule(texts)
    case .defaultRows, .defaultBands: plantDefault()
    case .spelling, .lineEnds, .comment, .quiet: plantNothing(row)
    }
  }

  private static let changed = "cause: input t.csv changed since recording (cell 3)"

  private mutating func plantCell(_ row: Int, _ random: inout SplitMix64) {
    let column: Int
    switch kind {
    case .int:
      column = 1
      after.rows[row].amount = (before.rows[row].amount ?? 0) + 1 + Int(random.next() % 9)
    case .float:
      column = 2
      after.rows[row].rate = (before.rows[row].rate ?? 0) / 2 + 1
    case .lastBit:
      column = 2
      before.rows[row].rate = before.rows[row].rate ?? 0.3
      after.rows[row].rate = before.rows[row].rate.map(\.nextUp)
    case .text:
      column = 3
      after.rows[row].kind = "pale " + (before.rows[row].kind ?? "blue")
    case .level:
      // Neighbours that have the values of both: no row has moved.
      column = 3
      for place in before.rows.indices { before.rows[place].kind = place % 3 == 1 ? "x" : "y" }
      after.rows = before.rows
      after.rows[row].kind = before.rows[row].kind == "x" ? "y" : "x"
    case .date:
      column = 4
      after.rows[row].day = "2023-11-30"
    case .null:
      column = 1
      before.rows[row].amount = before.rows[row].amount ?? 5
      after.rows[row].amount = nil
    default:
      column = 2
      before.rows[row].rate = nil
      after.rows[row].rate = 0.125
    }
    let name = PlantedTable.names[column]
    let values = [before, after].map { PlantedTable.literal($0.rows[row].fields[column], name) }
    expected = [
      "diverged at cell 3 of \(Self.cellCount)", "cells 1–2  identical", "a: 1 of 5 columns differs",
      "\(name), \(PlantedTable.block(row, of: before.rows.count))",
      "id \(before.rows[row].id): recorded \(values[0]), now \(values[1])", Self.changed, "help: `.why \(name)`",
    ]
  }

  private mutating func plantType(_ row: Int) {
    before.rows[row].amount = 77
    after.rows[row].amount = 77
    after.spelling[[row, 1]] = kind == .type ? "many" : "77.5"
    let (type, now) = kind == .type ? ("text", "\"many\"") : ("float", "77.5")
    expected = [
      "diverged at cell 3 of \(Self.cellCount)", "a: 1 of 5 columns differs", "amount: \(type), recorded int",
      "id \(before.rows[row].id): recorded 77, now \(now)", Self.changed,
    ]
  }

  private mutating func plantHeader(_ random: inout SplitMix64) {
    let column = 1 + Int(random.next() % 4), name = PlantedTable.names[column]
    after.header[column] = name + "_new"
    expected = [
      "diverged at cell 3 of \(Self.cellCount)", "a: no longer there: \(name)", "a: new columns: \(name)_new",
      Self.changed,
    ]
  }

  private mutating func plantRow(_ row: Int, _ random: inout SplitMix64) {
    let count = before.rows.count, id = before.rows[row].id
    expected = ["diverged at cell 3 of \(Self.cellCount)", Self.changed]
    switch kind {
    case .rowGone:
      after.rows.remove(at: row)
      expected.append("a: \(count - 1) rows, recorded \(count)")
      expected.append(
        row == count - 1
          ? "row \(row): recorded \(id), now no such row" : "row \(row): recorded id \(id), which is gone")
    case .rowNew:
      let place = Int.random(in: 1...count, using: &random)
      var new = before.rows[row]
      new.id = 999_999
      after.rows.insert(new, at: place)
      expected.append("a: \(count + 1) rows, recorded \(count)")
      expected.append(
        place == count
          ? "row \(place): recorded no such row, now 999999" : "row \(place): now id 999999, which is new")
    default:
      // Two places down at least, so that it is one row that moved and not its neighbour.
      let from = Int.random(in: 0..<count - 3, using: &random), to = Int.random(in: from + 2..<count, using: &random)
      let isDown = random.next() % 2 == 0
      let moved = after.rows.remove(at: isDown ? from : to)
      after.rows.insert(moved, at: isDown ? to : from)
      expected.append(
        isDown
          ? "row \(from): recorded id \(moved.id), which is row \(to) now"
          : "row \(from): now id \(moved.id), recorded as row \(to)")
    }
  }

  private mutating func plantRule(_ texts: [String]) {
    var texts = texts
    let edited = "cause: the script was edited since recording (cell "
    switch kind {
    case .option:
      before.rows[5].rate = nil
      after = before
      texts[5] = "d = a | impute rate, method: constant, value: 0.75"
      expected = [
        "diverged at cell 6", "cells 1–5  identical", "d: 1 of 5 columns differs", "rate, rows 0–",
        "id \(firstGap): recorded 0.5, now 0.75", edited + "6: `\(texts[5])`)",
      ]
    case .loadOption:
      before.rows[1].kind = "red"
      after = before
      texts[2] = "a = load \"t.csv\", key: id, nulls: [\"red\"]"
      let first = before.rows.first { $0.kind == "red" }?.id ?? 0
      expected = [
        "diverged at cell 3", "a: 1 of 5 columns differs", "kind, rows 0–", "id \(first): recorded \"red\", now null",
        edited + "3: `\(texts[2])`)",
      ]
    case .seed:
      texts[0] = "seed 1234"
      expected = [
        "diverged at cell 7", "cells 1–6  identical", "columns differ", ": recorded ", edited + "1: `seed 1234`)",
      ]
    case .parameter, .setting:
      let row = before.rows.first { $0.amount != nil }
      let k = Int(texts[1].suffix(1)) ?? 0, amount = row?.amount ?? 0
      expected = [
        "diverged at cell 4", "cells 1–3  identical", "b: 1 of 6 columns differs", "x, rows 0–",
        "id \(row?.id ?? 0): recorded \(amount * k), now \(amount * 9)",
      ]
      if kind == .setting {
        settings = ["--set", "k=9"]
        expected.append("cause: `--set k=9`, and recorded with the script's own value")
      } else {
        texts[1] = "param k: int = 9"
        expected.append(edited + "2: `param k: int = 9`)")
      }
    default: break
    }
    scriptAfter = texts.joined(separator: "\n") + "\n"
  }

  private var firstGap: Int { before.rows.first { $0.rate == nil }?.id ?? 0 }

  private mutating func plantDefault() {
    if kind == .defaultRows {
      formerDefault = (8, "f = a | head 7", "head.count", "7")
      expected = [
        "diverged at cell 8", "f: 10 rows, recorded 7", "id, rows 0–9",
        "row 7: recorded no such row, now \(before.rows[7].id)",
        "cause: another default is in force: head.count=10, recorded 7",
      ]
    } else {
      formerDefault = (9, "g = a | bin amount, method: width, bins: 3", "bin.bins", "3")
      expected = [
        "diverged at cell 9", "g: 1 of 5 columns differs", "amount, rows 0–", ": recorded \"", ", now \"",
        "cause: another default is in force: bin.bins=5, recorded 3",
      ]
    }
  }

  /// What changes no value.
  private mutating func plantNothing(_ row: Int) {
    code = 0
    expected = ["is identical to its lock (\(Self.cellCount) cells)"]
    switch kind {
    case .spelling:
      before.rows[row].rate = 0.25
      after = before
      after.spelling[[row, 2]] = "0.2500"
      after.spelling[[row, 1]] = before.rows[row].amount.map { "\"\($0)\"" } ?? ""
      expected.append("note: input t.csv changed since recording (cell 3), and no value did")
    case .lineEnds:
      after.lineEnd = "\r\n"
      expected.append("note: input t.csv changed since recording (cell 3), and no value did")
    case .comment: scriptAfter = "# a remark\n\n" + script.replacing("c = b |", with: "c =   b  # here\n  |")
    default: break
    }
  }
}
