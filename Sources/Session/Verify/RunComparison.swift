import Diagnostics
import Files
import Kernels
import Language

/// Follows a run cell by cell.
struct RunComparison {
  let recorded: Lock
  /// The values that parameters were given now.
  let overrides: [String: String]
  let originals: [(any Value)?]
  let blocks: BlockStore?
  /// Whether script and lock are of two savings.
  var isTorn = false
  /// Whether the script has the cells that it had: then one with another statement is known to be that cell.
  var isEditedInPlace = false
  /// The cells with another statement, each as it is now.
  private(set) var edits: [(cell: Int, text: String)] = []
  private(set) var divergence: Verification.Divergence?
  private(set) var changedInputs: [(path: String, cell: Int)] = []

  init(recorded: Lock, overrides: [String: String], originals: [(any Value)?], blocks: BlockStore?) {
    (self.recorded, self.overrides, self.originals, self.blocks) = (recorded, overrides, originals, blocks)
  }

  /// What had a part in a cell: it and all that it read, and the parameters among them.
  struct Ancestry {
    let cells: Set<Int>
    let parameters: Set<String>
  }

  /// - Parameters:
  ///   - statement: the cell's text.
  ///   - ancestry: what may be the cause where the cell differs.
  mutating func compare(_ now: LockedCell, _ statement: String, _ value: (any Value)?, _ ancestry: Ancestry) {
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
      guard isEditedInPlace, !isTorn else {
        let cause = edited("was edited since recording")
        return diverge(now.number, ["another statement than recorded"], column: nil, cause: cause)
      }
      edits.append((now.number, statement))
    }
    if let difference = CellDifference.between(
      before, now, value: value, original: originals.indices.contains(now.number - 1) ? originals[now.number - 1] : nil,
      blocks: blocks)
    {
      diverge(now.number, difference.lines, column: difference.column, cause: cause(before, now, ancestry))
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

  private func cause(_ before: LockedCell, _ now: LockedCell, _ ancestry: Ancestry) -> String {
    let own = changedInputs.filter { $0.cell == now.number }
    let known = [changedSetting(ancestry), edit(for: now.number, ancestry), input(own)].compactMap { $0 }
    if !known.isEmpty { return known.joined(separator: "; ") }
    if let input = now.inputs.first(where: { input in !before.inputs.contains { $0.path == input.path } }) {
      return "input \(FileSystem.name(of: input.path)) was not read when this was recorded"
    }
    if let changed = now.defaults.first(where: { !before.defaults.contains($0) }) {
      let name = changed.prefix { $0 != "=" } + "="
      let was = before.defaults.first { $0.hasPrefix(name) }.map { ", recorded \($0.dropFirst(name.count))" } ?? ""
      return "another default is in force: \(changed)\(was)"
    }
    // What a cell above came to is as recorded: only where that tells nothing can what it read have a part.
    let silent = changedInputs.filter { ancestry.cells.contains($0.cell) && recorded.cells[$0.cell - 1].values.isEmpty }
    if let input = input(silent) { return input }
    return "inputs, statements and defaults are as recorded; the program itself may have changed"
  }

  private func input(_ changed: [(path: String, cell: Int)]) -> String? {
    changed.first.map { input in
      let more = changed.count > 1 ? ", and \(changed.count - 1) more" : ""
      return "input \(FileSystem.name(of: input.path)) changed since recording (cell \(input.cell))\(more)"
    }
  }

  /// The last edit that can have a part in a cell: its own, or that of a declaration above.
  private func edit(for cell: Int, _ ancestry: Ancestry) -> String? {
    let edits = edits.filter {
      $0.cell == cell || ancestry.cells.contains($0.cell) && recorded.cells[$0.cell - 1].values.isEmpty
    }
    guard let last = edits.last else { return nil }
    let line = last.text.split(separator: "\n").first { !$0.hasPrefix("#") } ?? ""
    let text = line.prefix(60) + (last.text.contains("\n") || line.count > 60 ? " …" : "")
    let more = edits.count > 1 ? ", and \(edits.count - 1) more" : ""
    return edited("was edited since recording") + " (cell \(last.cell): `\(text)`\(more))"
  }

  /// The first parameter that has another value than when recorded.
  private func changedSetting(_ ancestry: Ancestry) -> String? {
    let names = Set(overrides.keys).union(recorded.overrides.keys).intersection(ancestry.parameters).sorted()
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
