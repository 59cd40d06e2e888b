import Diagnostics
import Language

/// What became of a cell that was computed again.
public struct Recomputation: Sendable {
  /// The cell's number.
  public let number: Int
  /// What computing it again came to.
  public let result: Session.CellResult
  /// How the new value differs from the one before; nil where there is no new one.
  public let change: ContributionChange?

  /// Several in one line: `cells 2 and 3 (b, c)`.
  public static func names(of all: [Recomputation]) -> String {
    let numbers = all.map { String($0.number) }
    let bindings = all.compactMap { $0.result.cell?.binding }
    let cells = (all.count == 1 ? "cell " : "cells ") + Prose.list(numbers, limit: 10)
    return cells + (bindings.isEmpty ? "" : " (\(bindings.prefix(10).joined(separator: ", ")))")
  }
}
