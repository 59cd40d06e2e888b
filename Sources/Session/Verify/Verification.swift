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
  /// Cells whose statement is not as recorded, in a script that has the cells that it had.
  public let editedCells: [Int]
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
      } + editedCells.map { "note: cell \($0) was edited since recording, and no value differs" }
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
    comparison.isEditedInPlace = hasCells(text, named: recorded.cells.map(\.binding))
    let run = runScript(text, named: name, execution) { cell, value in
      comparison.compare(LockedCell(cell, place: cell.number), cell.text, value, ancestry(of: cell.number))
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
      editedCells: comparison.edits.map(\.cell), lock: scriptLock)
  }

  private func ancestry(of number: Int) -> RunComparison.Ancestry {
    let numbers = closure(of: [number])
    let parameters = numbers.compactMap { number -> String? in
      if case .parameter(let declaration)? = cell(number)?.statement.kind { declaration.name.text } else { nil }
    }
    return RunComparison.Ancestry(cells: numbers, parameters: Set(parameters))
  }

  /// Whether a script has as many cells as there are names, and gives them these names.
  private func hasCells(_ text: String, named names: [String?]) -> Bool {
    var sources = SourceMap()
    let source = sources.add(name: "", text: text)
    let (script, _) = Parser.parse(
      text, source: source, compoundVerbs: catalog.compoundNames, functions: catalog.functionNames)
    return script.statements.filter(\.isCell).map { $0.boundName?.text } == names
  }
}
