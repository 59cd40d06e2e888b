import Columns
import Diagnostics
import Language
import Session

extension Shown {
  /// What a person sees of a cell that ran, or did not.
  ///
  /// - Parameter look: how its tables are shown.
  public init(_ result: Session.CellResult, _ sources: SourceMap, look: TableLook) {
    switch result {
    case .cancelled: self = Self.cancelled
    case .failed(let diagnostics): self.init(diagnostics, sources)
    case .finished(let cell): self.init(cell, look: look)
    }
  }

  /// What to say where the person stopped the work.
  public static let cancelled = Shown(.aside("cancelled; nothing has changed"), role: .failure)

  /// A named result in one line, any other in full; then the files that were written, and the notes. What went to a
  /// file at last is not shown as well.
  public init(_ cell: NotebookCell, look: TableLook = .standard) {
    var shown = Shown(blocks: [])
    if let value = cell.value, cell.binding != nil || cell.exported == nil {
      shown = cell.binding.map { Shown(.line(Self.summary(of: $0, value))) } ?? Shown(value, look: look)
    }
    // A chart shown in full names its file itself.
    let named = cell.binding == nil ? cell.value?.presentation.facts.map(\.text) : nil
    shown.add(Self.remarks(on: cell, named: named ?? []))
    self = shown.with(role: .result)
  }

  /// One line for a value that was bound to a name: `clean: 1 500 rows × 126 columns`.
  public static func summary(of name: String, _ value: any Value) -> StyledLine {
    if let table = value.table { return StyledLine("\(name): \(TableSize(table))") }
    let facts = value.presentation.facts.prefix(3).map { "\($0.label) \($0.text)" }
    return StyledLine("\(name): " + ([value.kind.name] + facts).joined(separator: ", "), fit: .cut)
  }

  /// The files that a cell wrote, but for those that are named already, and its notes.
  public static func remarks(on cell: NotebookCell, named: [String] = []) -> [Part] {
    cell.outputs.filter { !named.contains($0) }.map { path in
      let size = path == cell.exported ? cell.value?.table.map { ": \(TableSize($0))" } : nil
      return .text("wrote \(path)\(size ?? "")")
    } + cell.notes.map { .note($0) }
  }

  /// What became of a cell that was computed again: how its value differs, what it wrote and noted.
  init(_ recomputation: Recomputation, _ sources: SourceMap) {
    if case .cancelled = recomputation.result {
      self = Self.cancelled
      return
    }
    let label = "cell \(recomputation.number)  "
    guard let cell = recomputation.result.cell, let change = recomputation.change else {
      self.init(.text(label + "could not be computed"), role: .failure)
      if case .failed(let diagnostics) = recomputation.result { add([.findings(diagnostics, sources)]) }
      return
    }
    let indent = String(repeating: " ", count: label.count)
    let lines = change.lines.enumerated().map { ($0 == 0 ? label : indent) + $1 }
    self.init(lines: lines.isEmpty ? [label + (cell.binding.map { "\($0): " } ?? "") + "as before"] : lines)
    add(Self.remarks(on: cell))
  }

  /// Which cells were computed again because something was about to read them, with what they wrote and noted.
  init(computedAgain recomputations: [Recomputation]) {
    self.init(.aside("computed again first: \(Recomputation.names(of: recomputations))"))
    add(recomputations.compactMap(\.result.cell).flatMap { Self.remarks(on: $0) })
  }

  /// Which cells have become stale; nil where none has.
  init?(stale cells: [NotebookCell]) {
    guard !cells.isEmpty else { return nil }
    let numbers = Prose.list(cells.map { String($0.number) }, limit: 10)
    let verb = cells.count == 1 ? "cell \(numbers) is" : "cells \(numbers) are"
    self.init(.aside("\(verb) stale now; `.rerun` computes what is, and so does anything that reads it"))
  }
}
