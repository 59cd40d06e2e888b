import Diagnostics

extension TableView {
  /// The lines of the screen, as many as it has, none wider than it.
  public func lines(_ ink: Ink) -> [String] {
    var lines: [String]
    switch mode {
    case .page(let page): lines = self.lines(of: page, ink)
    case .table, .asking: lines = tableLines(ink)
    }
    let room = max(1, size.lines - 1)
    lines = Array(lines.prefix(room)) + Array(repeating: "", count: max(0, room - lines.count))
    return lines + [ink.dim(CutText.end(lastLine, to: max(1, size.columns - 1)))]
  }

  private func lines(of page: ViewPage, _ ink: Ink) -> [String] {
    let width = max(1, size.columns - 1)
    let lines = page.lines.dropFirst(page.top).prefix(max(1, size.lines - 2))
    return [ink.bold(CutText.end(page.title, to: width))] + lines.map { CutText.end($0, to: width) }
  }

  private func tableLines(_ ink: Ink) -> [String] {
    let names = line("  ", ink) { column in
      let name = fitted(column.name, column)
      return column.index == cursor.column ? ink.reversed(name) : ink.bold(name)
    }
    let types = line("  ", ink) { ink.dim(fitted($0.type, $0)) }
    // The column with the cursor is told without colours as well.
    let rule = line("  ", ink) { column in
      ink.dim(String(repeating: column.index == cursor.column ? "═" : "─", count: column.width))
    }
    return [names, types, rule] + visibleRows.indices.map { row($0, ink) }
  }

  private func row(_ place: Int, _ ink: Ink) -> String {
    let isCurrent = top + place == cursor.row
    return line(isCurrent ? "> " : "  ", ink) { column in
      let text = column.texts[place]
      let cell = fitted(text ?? look.null, column)
      if isCurrent, column.index == cursor.column { return ink.reversed(cell) }
      return text == nil ? ink.dim(cell) : isCurrent ? ink.bold(cell) : cell
    }
  }

  /// The columns beside each other; a line parts those that stay from those that move.
  private func line(_ margin: String, _ ink: Ink, _ text: (ViewColumn) -> String) -> String {
    let space = String(repeating: " ", count: Self.gap)
    let staying = shown.filter { fixed.contains($0.index) }.map(text).joined(separator: space)
    let others = shown.filter { !fixed.contains($0.index) }.map(text).joined(separator: space)
    let parts = [staying, others].filter { !$0.isEmpty }
    return (margin + parts.joined(separator: ink.dim(" │ "))).withoutSpacesAtEnd
  }

  private func fitted(_ text: String, _ column: ViewColumn) -> String {
    CutText.padded(CutText.end(text, to: column.width), to: column.width, toTheRight: column.isNumeric)
  }

  /// What is asked, what there is to say, or where the cursor is.
  private var lastLine: String {
    switch mode {
    case .asking(.column, let text): return "go to column: \(text)"
    case .asking(.search(let isBackward), let text):
      let column = table.schema.fields.isEmpty ? "" : DisplayWidth.sanitised(table.schema.fields[cursor.column].name)
      return "search \(isBackward ? "up" : "down") in \(column): \(text)"
    case .page(let page):
      let way = page.subject == .keys ? "" : "  left and right: the next \(page.subject == .record ? "row" : "column")"
      let end = min(page.lines.count, page.top + size.lines - 2)
      return "lines \(min(page.top + 1, end))–\(end) of \(page.lines.count)\(way)  q back"
    case .table:
      guard message.isEmpty else { return DisplayWidth.sanitised(message) }
      return DisplayWidth.of(place + Self.hint) < size.columns ? place + Self.hint : place
    }
  }

  /// What to press next, where there is room to say it.
  private static let hint = "  H keys  q out"

  private var place: String {
    guard !table.columns.isEmpty else { return "\(name): \(TableSize(table))" }
    let field = table.schema.fields[cursor.column], row = table.rowCount == 0 ? 0 : cursor.row + 1
    let sorted = sorting.map { sorting in
      let name = DisplayWidth.sanitised(table.schema.fields[sorting.column].name)
      return "  sorted by \(name) \(sorting.descending ? "↓" : "↑")"
    }
    return "\(name)  row \(DigitGroups.grouped(row)) of \(DigitGroups.grouped(table.rowCount))"
      + "  column \(cursor.column + 1) of \(table.columns.count): \(DisplayWidth.sanitised(field.name))"
      + (sorted ?? "")
  }
}
