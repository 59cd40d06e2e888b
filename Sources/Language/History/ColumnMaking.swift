/// What a running step made a column of, said by a verb whose text alone does not tell.
public struct ColumnMaking: Sendable {
  /// The columns of its own row that it was computed from.
  public var parents: [ColumnHistory]
  /// What other rows had a part in.
  public var shapings: [Shaping]
  /// The column that it is, unchanged, where that is known.
  public var same: ColumnHistory?
  /// Whether it only counts rows.
  public var isRowNumber: Bool
  /// Whether each row comes from one of the parents.
  public var isUnion: Bool

  /// How a verb made a column.
  public init(
    parents: [ColumnHistory] = [], shapings: [Shaping] = [], isRowNumber: Bool = false, isUnion: Bool = false
  ) {
    same = nil
    (self.parents, self.shapings, self.isRowNumber, self.isUnion) = (parents, shapings, isRowNumber, isUnion)
  }

  /// A column that comes as it was.
  public init(same: ColumnHistory) {
    self.init()
    self.same = same
  }
}

extension RunContext {
  /// The histories of columns of the running step's input; those of which nothing is known are left out.
  public func histories(_ names: [String]) -> [ColumnHistory] {
    let origins = columnOrigins
    return names.compactMap { origins[$0]?.history }
  }
}
