import Diagnostics
import Files
import Kernels
import Language
import Syntax

/// What comparing a run with a lock came to.
public struct Verification: Sendable {
  /// The name of the script.
  public let script: String
  /// How many cells ran.
  public let cellCount: Int
  /// What the comparison came to.
  public let verdict: Verdict
  /// Inputs that are not as recorded, with the cell that read them, or tried to.
  public let changedInputs: [(path: String, cell: Int)]
  /// The lock of this run, complete when nothing stopped it.
  public let lock: Lock

  /// How a run compares with a lock.
  public enum Verdict: Sendable {
    case identical
    case diverged(Divergence)
    case failed([Diagnostic])
    case cancelled
  }

  /// The first cell that is not as recorded.
  public struct Divergence: Sendable {
    /// The number of the cell.
    public let cell: Int
    /// What differs, in lines to print.
    public let lines: [String]
    /// The column that differs first.
    public let column: String?
    /// An input or option that explains it; nil where none is known to.
    public let cause: String?
  }

  /// What to print, without a newline at the end; empty where the script failed or was cancelled.
  public var text: String {
    let name = FileSystem.name(of: script)
    switch verdict {
    case .failed, .cancelled: return ""
    case .identical:
      let cells = cellCount == 1 ? "1 cell" : "\(cellCount) cells"
      let notes = changedInputs.map {
        "note: input \(FileSystem.name(of: $0.path)) changed since recording (cell \($0.cell)), and no value did"
      }
      return (["verify: \(name) is identical to its lock (\(cells))"] + notes).joined(separator: "\n")
    case .diverged(let divergence): return text(of: divergence, name)
    }
  }

  private func text(of divergence: Divergence, _ name: String) -> String {
    var lines = ["verify: \(name) diverged at cell \(divergence.cell) of \(cellCount)"]
    let label = "cell \(divergence.cell)"
    let above = divergence.cell == 2 ? "cell 1" : "cells 1–\(divergence.cell - 1)"
    let width = max(divergence.cell > 1 ? above.count : 0, label.count) + 2
    func row(_ label: String, _ text: String) -> String {
      "  " + label + String(repeating: " ", count: width - label.count) + text
    }
    if divergence.cell > 1 { lines.append(row(above, "identical")) }
    for (index, line) in divergence.lines.enumerated() { lines.append(row(index == 0 ? label : "", line)) }
    if let cause = divergence.cause { lines.append("cause: \(cause)") }
    let why = divergence.column.map { "`.why \($0)`, or " } ?? ""
    return (lines + ["help: \(why)accept it with `carnet verify --update`"]).joined(separator: "\n")
  }
}

extension Session {
  /// Runs a script and compares each cell with the lock.
  ///
  /// - Parameters:
  ///   - originals: the recorded values by cell, where they are at hand.
  ///   - runsOn: whether to go on behind the first difference, to the end of the script.
  public func verify(
    _ text: String, named name: String, against recorded: Lock, blocks: BlockStore?, originals: [(any Value)?] = [],
    runsOn: Bool = false, _ execution: Execution
  ) -> Verification {
    var comparison = RunComparison(
      recorded: recorded, overrides: options.overrides, originals: originals, blocks: blocks)
    comparison.isTorn = Pairing(text).isTorn(from: recorded)
    let run = runScript(text, named: name, execution) { cell, value in
      comparison.compare(LockedCell(cell, place: cell.number), value)
      return runsOn || comparison.divergence == nil
    }
    let verdict: Verification.Verdict =
      switch run.end {
      case .failed(let diagnostics) where comparison.divergence == nil || runsOn:
        .failed(comparison.explained(diagnostics, failedCell: cells.count + 1))
      case .cancelled: .cancelled
      default:
        (comparison.divergence ?? comparison.missingCell(of: run.cellCount)).map { .diverged($0) } ?? .identical
      }
    return Verification(
      script: name, cellCount: run.cellCount, verdict: verdict, changedInputs: comparison.changedInputs,
      lock: scriptLock)
  }
}

/// Follows a run cell by cell.
private struct RunComparison {
  let recorded: Lock
  /// The values that parameters were given now.
  let overrides: [String: String]
  let originals: [(any Value)?]
  let blocks: BlockStore?
  /// Whether script and lock are of two savings.
  var isTorn = false
  private(set) var divergence: Verification.Divergence?
  private(set) var changedInputs: [(path: String, cell: Int)] = []

  init(recorded: Lock, overrides: [String: String], originals: [(any Value)?], blocks: BlockStore?) {
    (self.recorded, self.overrides, self.originals, self.blocks) = (recorded, overrides, originals, blocks)
  }

  mutating func compare(_ now: LockedCell, _ value: (any Value)?) {
    guard recorded.cells.indices.contains(now.number - 1) else {
      diverge(now.number, ["not there when recorded"], column: nil, cause: edited("has become longer"))
      return
    }
    let before = recorded.cells[now.number - 1]
    for input in now.inputs {
      let old = before.inputs.first { $0.path == input.path }
      if let old, !old.isSame(as: input) { changedInputs.append((input.path, now.number)) }
    }
    if before.statementHash != now.statementHash {
      let cause = edited("was edited since recording")
      diverge(now.number, ["another statement than recorded"], column: nil, cause: cause)
    } else if let difference = CellDifference.between(
      before, now, value: value, original: originals.indices.contains(now.number - 1) ? originals[now.number - 1] : nil,
      blocks: blocks)
    {
      diverge(now.number, difference.lines, column: difference.column, cause: cause(before, now))
    }
  }

  /// What a cell failed with, and which of the inputs that it read when it was recorded have changed: a change may
  /// break the cell, the type of a column or the header.
  mutating func explained(_ diagnostics: [Diagnostic], failedCell number: Int) -> [Diagnostic] {
    guard recorded.cells.indices.contains(number - 1), var first = diagnostics.first else { return diagnostics }
    for input in recorded.cells[number - 1].inputs where input.hasChanged {
      changedInputs.append((input.path, number))
    }
    first.notes += changedInputs.map {
      "input \(FileSystem.name(of: $0.path)) changed since recording (cell \($0.cell))"
    }
    return [first] + diagnostics.dropFirst()
  }

  func missingCell(of count: Int) -> Verification.Divergence? {
    guard recorded.cells.count > count else { return nil }
    return Verification.Divergence(
      cell: count + 1, lines: ["recorded, and not there now"], column: nil, cause: edited("has become shorter"))
  }

  /// Why the script is not the one that was recorded.
  private func edited(_ how: String) -> String {
    isTorn ? "the script was saved and its lock was not: the program ended in between" : "the script \(how)"
  }

  private mutating func diverge(_ cell: Int, _ lines: [String], column: String?, cause: String) {
    guard divergence == nil else { return }
    divergence = Verification.Divergence(cell: cell, lines: lines, column: column, cause: cause)
  }

  private func cause(_ before: LockedCell, _ now: LockedCell) -> String {
    if let setting = changedSetting { return setting }
    if let input = changedInputs.first {
      let more = changedInputs.count > 1 ? ", and \(changedInputs.count - 1) more" : ""
      return "input \(FileSystem.name(of: input.path)) changed since recording (cell \(input.cell))\(more)"
    }
    if let input = now.inputs.first(where: { input in !before.inputs.contains { $0.path == input.path } }) {
      return "input \(FileSystem.name(of: input.path)) was not read when this was recorded"
    }
    if let changed = now.defaults.first(where: { !before.defaults.contains($0) }) {
      return "another default is in force: \(changed)"
    }
    return "inputs, statements and defaults are as recorded; the program itself may have changed"
  }

  /// The first parameter that has another value than when recorded.
  private var changedSetting: String? {
    let names = Set(overrides.keys).union(recorded.overrides.keys).sorted()
    guard let name = names.first(where: { overrides[$0] != recorded.overrides[$0] }) else { return nil }
    let before = recorded.overrides[name].map { "with `--set \(name)=\($0)`" } ?? "with the script's own value"
    let now = overrides[name].map { "`--set \(name)=\($0)`" } ?? "`\(name)` as the script has it"
    return "\(now), and recorded \(before)"
  }
}

extension InputFile {
  /// Whether a file is there with other bytes.
  fileprivate var hasChanged: Bool { isThere ?? true == false }

  /// Whether the file has the bytes that it had; nil where it cannot be read.
  var isThere: Bool? {
    guard let file = try? FileBytes(path: path) else { return nil }
    return file.count == bytes && file.hash() == hash
  }
}
