/// Which blocks are kept where not all can be: the least.
///
/// First of each column one block, since what changes a rule, an option, a type or the program changes a column as a
/// whole, and one row is then enough to show both values. Then the smallest, by the first block of their column, so
/// that as many cells as possible are covered should a single one change; flags and bands are whole before floats.
/// Last by the order of the cells, since verification ends at the first that differs.
struct BlockRank: Comparable {
  /// Whether another block of its column comes first.
  let isRest: Bool
  /// The bytes of the first block of the column.
  let size: Int
  /// The place in the order in which blocks came.
  let number: Int

  init(_ block: Int, _ size: Int, _ number: Int) { (isRest, self.size, self.number) = (block > 0, size, number) }

  static func < (a: BlockRank, b: BlockRank) -> Bool {
    if a.isRest != b.isRest { return b.isRest }
    return (a.size, a.number) < (b.size, b.number)
  }
}
