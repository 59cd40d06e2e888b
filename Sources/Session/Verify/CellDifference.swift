import Columns
import Files
import Language

/// The first difference between a cell as it was recorded and as it is now.
struct CellDifference {
  /// What differs in which part of the value, then where.
  let lines: [String]
  /// The column that differs first.
  let column: String?

  /// The first difference between two recordings of a cell, with the values where both stores have them.
  static func between(
    _ first: LockedCell, _ second: LockedCell, _ blocks: BlockStore?, _ otherBlocks: BlockStore?
  ) -> CellDifference? {
    between(first, second, value: nil, original: nil, blocks: blocks, blocksNow: otherBlocks)
  }

  /// Nil where all values are the same.
  /// - Parameters:
  ///   - original: the recorded value itself, where it is at hand.
  static func between(
    _ recorded: LockedCell, _ now: LockedCell, value: (any Value)?, original: (any Value)?, blocks: BlockStore?,
    blocksNow: BlockStore? = nil
  ) -> CellDifference? {
    let title = now.binding ?? "result"
    for (index, before) in recorded.values.enumerated() {
      let name = before.name.isEmpty ? title : "\(title), \(before.name)"
      guard now.values.indices.contains(index), now.values[index].name == before.name else {
        return CellDifference(lines: ["\(name): recorded, and not there now"], column: nil)
      }
      func table(of value: (any Value)?) -> Table? {
        value.flatMap { $0.contents.indices.contains(index) ? $0.contents[index].table : nil }
      }
      let comparison = TableComparison(
        title: name, recorded: before, now: now.values[index], table: table(of: value), original: table(of: original),
        blocks: blocks, blocksNow: blocksNow)
      guard let difference = comparison.difference else { continue }
      // A part of another value has no columns that one could ask for.
      return before.name.isEmpty ? difference : CellDifference(lines: difference.lines, column: nil)
    }
    guard now.values.count > recorded.values.count else { return nil }
    let new = now.values[recorded.values.count].name
    return CellDifference(lines: ["\(title), \(new): not there when recorded"], column: nil)
  }
}
