import Language

/// Where the results that have a column have it from.
public struct ColumnLineage: Sendable {
  /// Where the column was made.
  public let origin: ColumnOrigin
  /// The cell that made the column, where its name is bound by several.
  public let maker: Int?
  /// The results that share this origin.
  public fileprivate(set) var results: [String]
  /// The way of the rows, from files to the last of these results, as far as the column came along it.
  public fileprivate(set) var steps: [RowTrace.Step]
  fileprivate var lastCell: Int
}

extension Session {
  /// The origins of a column in the results that are done, as the names stand behind the last cell.
  public func history(ofColumn column: String) -> [ColumnLineage] {
    var found: [ColumnLineage] = []
    for name in scope.bindings.keys.sorted() {
      guard let cell = cellNumber(of: name).flatMap(cell), let own = cell.contribution.result?.origins[column] else {
        continue
      }
      var origin = own
      origin.binding = own.binding ?? name
      let maker = maker(of: column, origin, in: cell)
      let steps = scope.traces[name]?.steps(of: own.history.reach) ?? []
      // Results that only pass the column on share its origin.
      if let known = found.firstIndex(where: { $0.origin == origin && $0.maker == maker }) {
        found[known].results.append(name)
        if cell.number > found[known].lastCell { (found[known].lastCell, found[known].steps) = (cell.number, steps) }
      } else {
        found.append(
          ColumnLineage(origin: origin, maker: maker, results: [name], steps: steps, lastCell: cell.number))
      }
    }
    return found
  }

  /// The names of pipelines whose values do not hold.
  public var staleNames: [String] {
    let names = cells.filter { $0.isPipeline && !$0.state.holds }.compactMap(\.binding)
    return names.reduce(into: []) { known, name in if !known.contains(name) { known.append(name) } }
  }

  private func maker(of column: String, _ origin: ColumnOrigin, in cell: NotebookCell) -> Int? {
    guard cells.count(where: { $0.binding == origin.binding }) > 1 else { return nil }
    return closure(of: [cell.number]).sorted().last { number in
      guard let source = self.cell(number), source.binding == origin.binding else { return false }
      let made = source.contribution.result?.origins[column]
      return made != nil && made?.binding == nil && made?.text == origin.text
    }
  }
}
