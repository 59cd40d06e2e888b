import Columns
import Kernels
import Language
import Syntax

/// How what a cell gives to the cells below differs from what it gave before.
public struct ContributionChange: Sendable, Equatable {
  /// What differs: which table, which columns, how many rows. Empty where nothing does.
  public let lines: [String]

  /// Whether nothing changed.
  public var isEmpty: Bool { lines.isEmpty }

  /// - Parameter name: what the cell binds.
  init(
    of name: String?, from old: Contribution, to new: Contribution, _ fingerprinter: Fingerprinter,
    _ execution: Execution
  ) {
    let title = name ?? "result"
    switch (old, new) {
    case (.result(_, let before), .result(_, let after)):
      lines = ValueComparison(title, before.value, after.value, fingerprinter, execution).lines
    case (.parameter(_, let before), .parameter(_, let after)):
      lines = before == after ? [] : ["\(title): \(after.literal), was \(before.literal)"]
    case (.seed(let before), .seed(let after)): lines = before == after ? [] : ["seed \(after), was \(before)"]
    case (.options(let before), .options(let after)):
      lines = before == after ? [] : ["options of the script: \(after.changes.joined(separator: ", "))"]
    case (.nothing, .nothing), (.verb, .verb): lines = []
    case (_, .result(_, let after)): lines = ["\(title): a new \(after.value.kind.name)"]
    case (_, .parameter(_, let after)): lines = ["\(title): \(after.literal)"]
    default: lines = ["\(title): another kind of statement"]
    }
  }
}

/// Compares two values table by table.
private struct ValueComparison {
  private(set) var lines: [String] = []
  private let fingerprinter: Fingerprinter
  private let execution: Execution

  init(
    _ title: String, _ old: any Value, _ new: any Value, _ fingerprinter: Fingerprinter, _ execution: Execution
  ) {
    (self.fingerprinter, self.execution) = (fingerprinter, execution)
    guard old.kind == new.kind else {
      lines = ["\(title): a \(new.kind.name), was a \(old.kind.name)"]
      return
    }
    let before = old.contents, after = new.contents
    for (name, table) in after {
      let part = name.isEmpty ? title : "\(title), \(name)"
      guard let was = before.first(where: { $0.name == name })?.table else {
        lines.append("\(part): new")
        continue
      }
      compare(part, was, table)
    }
    for (name, _) in before where !after.contains(where: { $0.name == name }) {
      lines.append("\(title), \(name): no longer there")
    }
  }

  private mutating func compare(_ title: String, _ old: Table, _ new: Table) {
    var parts: [String] = []
    if old.rowCount != new.rowCount { parts.append("\(new.rowCount) rows, were \(old.rowCount)") }
    let gone = old.schema.names.filter { new[$0] == nil }, added = new.schema.names.filter { old[$0] == nil }
    if !added.isEmpty { parts.append("new: \(added.shortened)") }
    if !gone.isEmpty { parts.append("gone: \(gone.shortened)") }
    if old.schema.key != new.schema.key { parts.append("another key") }
    let shared = new.schema.names.filter { old[$0] != nil }
    if parts.isEmpty, shared != old.schema.names { parts.append("the columns stand in another order") }
    let retyped = shared.filter { old.schema[$0]?.type != new.schema[$0]?.type }
    for name in retyped.prefix(3) {
      parts.append("\(name) is \(new.schema[name]?.type.rawValue ?? ""), was \(old.schema[name]?.type.rawValue ?? "")")
    }
    // Rows that came or went have moved the others.
    if old.rowCount == new.rowCount {
      let difference = rows(shared.filter { !retyped.contains($0) }, old, new)
      if let summary = difference.summary { parts.append(summary) }
      if !parts.isEmpty { lines.append("\(title): \(parts.joined(separator: "; "))") }
      if let example = difference.example { lines.append("  \(example)") }
    } else {
      lines.append("\(title): \(parts.joined(separator: "; "))")
    }
  }

  /// How many rows differ in which columns, and the first difference.
  private func rows(_ names: [String], _ old: Table, _ new: Table) -> (summary: String?, example: String?) {
    guard let before = try? fingerprinter.fingerprint(old, execution).first,
      let after = try? fingerprinter.fingerprint(new, execution).first
    else { return (nil, nil) }
    var differing = [Bool](repeating: false, count: new.rowCount), columns: [String] = []
    var first: (row: Int, column: String)?
    for name in names {
      guard let place = old.schema.index(of: name), let newPlace = new.schema.index(of: name) else { continue }
      let was = before.columns[place], now = after.columns[newPlace]
      guard was.blocks != now.blocks else { continue }
      let (earlier, column) = (old.columns[place], new.columns[newPlace])
      columns.append(name)
      for block in was.blocks.indices where was.blocks[block] != now.blocks[block] {
        let start = block * CanonicalColumn.blockRows
        for row in start..<min(start + CanonicalColumn.blockRows, new.rowCount) where earlier[row] != column[row] {
          differing[row] = true
          if row < first?.row ?? .max { first = (row, name) }
        }
      }
    }
    guard let first, let was = old[first.column]?[first.row], let now = new[first.column]?[first.row] else {
      return (nil, nil)
    }
    let count = differing.count { $0 }
    let verb = count == 1 ? "differs" : "differ"
    return (
      "\(count) of \(new.rowCount) rows \(verb), in \(columns.shortened)",
      "row \(first.row): \(first.column) is \(CellFormat.literal(now)), was \(CellFormat.literal(was))"
    )
  }
}

extension Scalar {
  /// As one would type it.
  public var literal: String {
    switch self {
    case .cell(let cell): CellFormat.literal(cell)
    case .list(let cells): "[" + cells.map(CellFormat.literal).joined(separator: ", ") + "]"
    }
  }
}

extension [String] {
  /// The first five, and how many there are.
  fileprivate var shortened: String { prefix(5).joined(separator: ", ") + (count > 5 ? ", … (\(count))" : "") }
}
