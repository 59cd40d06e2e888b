import Columns
import Foundation
import Kernels
import TableIO
import TestSupport
import Testing

/// Files with one damage each are read with `ragged: repair`: nearly all cells are right, and what was done is said.
/// `CARNET_TRIALS` is the number of files (500 without it).
@Suite struct CSVDamageTests {
  static let count = ProcessInfo.processInfo.environment["CARNET_TRIALS"].flatMap(Int.init) ?? 500

  /// How a file was read.
  private struct Reading {
    /// The share of right cells, the names among them.
    var share: Double
    var isSaid: Bool
    var failure: String?
  }

  @Test func damagedFilesGiveNearlyAllCells() {
    check("dialect given", atLeast: 0.99) { $0.options }
  }

  /// Nobody has looked at the file: only what its rows show is known.
  @Test func damagedFilesAreRecognised() {
    check("nothing given", atLeast: 0.84) { _ in CSVOptions() }
  }

  private func check(_ mode: String, atLeast goal: Double, _ options: (DamagedFile) -> CSVOptions) {
    var good = 0, silent: [String] = [], bad: [String: Int] = [:], shares = 0.0, examples: [String] = []
    for trial in 0..<Self.count {
      let damage = DamagedFile.Damage.allCases[trial % DamagedFile.Damage.allCases.count]
      var random = SplitMix64(seed: UInt64(trial))
      let file = DamagedFile(damage, &random)
      var asked = options(file)
      asked.ragged = .repair
      let reading = read(file, asked)
      shares += reading.share
      if reading.share >= 0.9 { good += 1 } else {
        bad[damage.rawValue, default: 0] += 1
        if examples.count < 8 { examples.append("\(damage), seed \(trial): \(reading.share) \(reading.failure ?? "")") }
      }
      if reading.share < 1, !reading.isSaid { silent.append("\(damage), seed \(trial)") }
    }
    print("\(mode): \(good) of \(Self.count) files with 90 % of cells, \(shares / Double(Self.count)) of all, "
      + "silently wrong \(silent.count); worst \(bad)")
    #expect(Double(good) >= goal * Double(Self.count), "\(mode): \(examples)")
    #expect(Double(silent.count) < 0.01 * Double(Self.count), "\(mode): silently wrong: \(silent.prefix(8))")
  }

  private func read(_ file: DamagedFile, _ options: CSVOptions) -> Reading {
    do {
      let result = try CSVReader.read(bytes: Array(file.text.utf8), name: "t", options: options)
      let table = result.table
      let found = (0..<table.rowCount).map { row in table.columns.map { Self.text($0[row]) } }
      let names = file.names.isEmpty || table.schema.names == file.names ? 1.0 : 0.0
      var right = Double(file.names.count) * names, total = Double(file.names.count)
      for (row, fields) in file.rows.enumerated() {
        // Rows that were left out, or were none, move those behind them.
        let best = (max(0, row - 3)...row + 3).map { other -> Int in
          found.indices.contains(other) ? zip(fields, found[other]).count { $0 == $1 } : 0
        }.max() ?? 0
        right += Double(best)
        total += Double(fields.count)
      }
      total += Double(max(0, found.count - file.rows.count) * max(1, table.columns.count))
      return Reading(share: total == 0 ? 1 : right / total, isSaid: !result.notes.isEmpty)
    } catch {
      return Reading(share: 0, isSaid: true, failure: "\(error)")
    }
  }

  private static func text(_ cell: Cell) -> String {
    switch cell {
    case .null: ""
    case .text(let text): text
    case .int(let value): String(value)
    case .float(let value): "\(value)"
    case .date:
      String(decoding: (try? CSVWriter.bytes(Table([("d", Column(cells: [cell], type: .date))]))) ?? [], as: UTF8.self)
      .split(separator: "\n").last.map(String.init) ?? ""
    default: "\(cell)"
    }
  }
}
