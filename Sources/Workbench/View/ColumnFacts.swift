import Columns
import Diagnostics

/// What there is to know of a column at a glance: how many values, which are frequent, where numbers lie.
struct ColumnFacts {
  private static let listed = 12
  private static let barWidth = 20

  /// Labelled facts.
  private let facts: [(label: String, text: String)]
  /// The values where they are few, else the most frequent of those that occur more than once; and how many rows have
  /// each.
  private let frequent: [(text: String, count: Int)]
  private let rowCount: Int

  init(_ column: Column, _ field: Field, _ look: TableLook) {
    // How often each value occurs, and where first.
    var counts: [Cell: (count: Int, row: Int)] = [:]
    for row in 0..<column.count { counts[column[row], default: (0, row)].count += 1 }
    let nulls = counts.removeValue(forKey: .null)?.count ?? 0
    rowCount = column.count
    facts = [
      ("rows", DigitGroups.grouped(column.count)),
      ("nulls", "\(DigitGroups.grouped(nulls)), \(Self.share(nulls, column.count))"),
      ("different values", DigitGroups.grouped(counts.count)),
    ] + Self.spread(column, look)
    let isShort = counts.count <= Self.listed
    let repeated = counts.values.filter { $0.count > 1 || isShort }.sorted { ($0.count, $1.row) > ($1.count, $0.row) }
    let most = repeated.prefix(Self.listed)
    let cells = Grid.Column(field: field, role: nil, cells: most.map { column[$0.row] }, digits: look.digits)
    frequent = zip(cells.texts, most).map { (($0 ?? look.null), $1.count) }
  }

  /// Where the numbers lie.
  private static func spread(_ column: Column, _ look: TableLook) -> [(label: String, text: String)] {
    guard column.type == .int || column.type == .float, let doubles = column.doubles() else { return [] }
    let values = doubles.filter { !$0.isNaN }.sorted()
    guard let least = values.first, let greatest = values.last else { return [] }
    func quantile(_ share: Double) -> Double {
      let place = share * Double(values.count - 1), below = Int(place)
      guard below + 1 < values.count else { return greatest }
      return values[below] + (place - Double(below)) * (values[below + 1] - values[below])
    }
    let mean = values.reduce(0) { $0 + $1 / Double(values.count) }
    let labels = ["least", "lower quartile", "median", "upper quartile", "greatest", "mean"]
    let numbers = [least, quantile(0.25), quantile(0.5), quantile(0.75), greatest, mean]
    let texts = NumberColumn(numbers, isGrouped: true, digits: look.digits).texts
    return zip(labels, texts).map { ($0, ($1 ?? look.null).trimmingSpaces) }
  }

  private static func share(_ count: Int, _ all: Int) -> String {
    guard all > 0 else { return "0 %" }
    let tenths = (Double(count) * 1000 / Double(all)).rounded() / 10
    // A few of many are not none.
    return count > 0 && tenths == 0 ? "< 0.1 %" : count < all && tenths == 100 ? "> 99.9 %" : "\(tenths) %"
  }

  /// The lines for a screen of a width.
  func lines(width: Int) -> [String] {
    let labelWidth = facts.map { DisplayWidth.of($0.label) }.max() ?? 0
    var lines = facts.map { CutText.padded($0.label, to: labelWidth + 2, toTheRight: false) + $0.text }
    guard let most = frequent.first?.count else { return lines }
    let counts = frequent.map { (DigitGroups.grouped($0.count), Self.share($0.count, rowCount)) }
    let (left, right) = (counts.map { $0.0.count }.max() ?? 0, counts.map { $0.1.count }.max() ?? 0)
    let room = max(8, min(40, width - left - right - Self.barWidth - 6))
    lines += ["", "most frequent"]
    for (value, count) in zip(frequent, counts) {
      let text = CutText.padded(CutText.end(DisplayWidth.sanitised(value.text), to: room), to: room, toTheRight: false)
      let bar = String(repeating: "█", count: max(1, value.count * Self.barWidth / most))
      lines.append(
        text + "  " + CutText.padded(count.0, to: left, toTheRight: true) + "  "
          + CutText.padded(count.1, to: right, toTheRight: true) + "  " + bar)
    }
    return lines.map { CutText.end($0, to: width) }
  }
}
