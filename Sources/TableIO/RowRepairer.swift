import Kernels

/// Brings a damaged row to the columns of its table, at the least cost of all ways.
///
/// A row is cut at every separator. A column then takes one part, or several that stand in quotes together, or none; a
/// part that no column takes is dropped if it is empty, and else goes to the rest. Each irregularity costs, and so does
/// a field that does not look like those of its column.
struct RowRepairer {
  struct Field: Equatable {
    var content: ArraySlice<UInt8> = []
    var isQuoted = false
  }

  struct Result {
    /// One field for each column.
    var fields: [Field]
    var rest: [ArraySlice<UInt8>]
    /// What was done, the most telling first.
    var kinds: [RepairKind]
    var cost: Int

    var kind: RepairKind { kinds.first ?? .strayQuote }
  }

  let dialect: Dialect
  let width: Int
  var shapes: ColumnShapes

  /// Above this many combinations of parts and columns a row is only cut and filled up.
  private static let combinations = 2_000_000

  /// The row in `bytes`, without its line end.
  func repaired(_ bytes: [UInt8]) -> Result {
    var best = aligned(RowParts(bytes[...], dialect))
    if let inner = RowParts.unwrapped(bytes, dialect) {
      var other = aligned(RowParts(inner[...], dialect))
      other.cost += Cost.wrapped
      other.kinds.insert(.wrapped, at: 0)
      if other.cost < best.cost { best = other }
    }
    for separator in DialectSearch.candidates + [UInt8(ascii: " ")] where isOther(separator, in: bytes) {
      var parts = dialect
      (parts.separator, parts.separatorTail, parts.mergesBlanks) = (separator, [], false)
      var other = aligned(RowParts(bytes[...], parts))
      other.cost += Cost.otherSeparator
      other.kinds.insert(.otherSeparator, at: 0)
      if other.cost < best.cost { best = other }
    }
    return best
  }

  private func isOther(_ separator: UInt8, in bytes: [UInt8]) -> Bool {
    separator != dialect.separator && separator != dialect.quote && width > 1
      && bytes.count { $0 == separator } >= width - 1
  }

  /// What each irregularity costs.
  enum Cost {
    static let scale = 64
    static let strange = 1 * scale
    static let looseQuote = 2 * scale
    static let openQuote = 3 * scale
    static let droppedField = 3 * scale
    static let missingField = 4 * scale
    static let restField = 7 * scale
    static let joinedPart = 1 * scale
    static let wrapped = 1 * scale
    static let otherSeparator = 4 * scale
  }

  private enum Move {
    case take(RowParts.Span)
    case drop
    case rest(RowParts.Span)
    case null
  }

  /// The least costly way from parts to columns: dynamic programming over how many of each are done.
  private func aligned(_ parts: RowParts) -> Result {
    let partCount = parts.count
    guard (partCount + 1) * (width + 1) <= Self.combinations else { return cut(parts) }
    let stride = width + 1
    var costs = [Int](repeating: .max, count: (partCount + 1) * stride)
    var moves = [(from: Int, move: Move)?](repeating: nil, count: costs.count)
    costs[0] = 0
    func reach(_ target: Int, from state: Int, _ cost: Int, _ move: Move) {
      guard costs[state] + cost < costs[target] else { return }
      costs[target] = costs[state] + cost
      moves[target] = (state, move)
    }
    for part in 0...partCount {
      let spans = part < partCount ? parts.spans(from: part) : []
      for column in 0...width {
        let state = part * stride + column
        guard costs[state] < .max else { continue }
        // Of equal ways the one that changes the end of the row.
        let early = min(Cost.scale / 2, width - column)
        for span in spans {
          let target = (part + span.partCount) * stride + column
          if column < width {
            let strange = shapes.strangeness(span.field.content, in: column)
            reach(target + 1, from: state, span.cost + strange * Cost.strange, .take(span))
          }
          if span.field.content.isEmpty, span.partCount == 1 {
            reach(target, from: state, Cost.droppedField + early, .drop)
          } else {
            reach(target, from: state, Cost.restField + span.cost + early, .rest(span))
          }
        }
        if column < width { reach(state + 1, from: state, Cost.missingField + early, .null) }
      }
    }
    return result(costs, moves, parts)
  }

  private func result(_ costs: [Int], _ moves: [(from: Int, move: Move)?], _ parts: RowParts) -> Result {
    var state = costs.count - 1
    var result = Result(fields: [], rest: [], kinds: [], cost: costs[state]), kinds: Set<RepairKind> = []
    while let (before, move) = moves[state] {
      switch move {
      case .take(let span):
        result.fields.append(span.field)
        if let kind = span.kind { kinds.insert(kind) }
      case .drop: kinds.insert(.surplusSeparator)
      case .rest(let span):
        result.rest.append(span.field.content)
        kinds.insert(.surplusText)
      case .null:
        result.fields.append(Field())
        kinds.insert(.missingField)
      }
      state = before
    }
    result.fields.reverse()
    result.rest.reverse()
    result.kinds = RepairKind.allCases.filter(kinds.contains)
    return result
  }

  /// The plain way for rows with very many fields.
  private func cut(_ parts: RowParts) -> Result {
    let fields = (0..<parts.count).compactMap { parts.spans(from: $0).first?.field }
    let surplus = fields.dropFirst(width).map(\.content).filter { !$0.isEmpty }
    var kinds: [RepairKind] = fields.count < width ? [.missingField] : fields.count > width ? [.surplusSeparator] : []
    if !surplus.isEmpty { kinds = [.surplusText] }
    let filled = Array(fields.prefix(width)) + Array(repeating: Field(), count: max(0, width - fields.count))
    return Result(fields: filled, rest: Array(surplus), kinds: kinds, cost: .max)
  }
}
