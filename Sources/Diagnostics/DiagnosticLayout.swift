/// A diagnostic laid out in lines of styled text, from which plain text, terminal colours and HTML are made.
struct DiagnosticLayout {
  enum Style: String {
    case plain, error, warning, note, message, gutter, source, primary, secondary, help
  }

  struct Segment {
    let style: Style
    let text: String
  }

  private(set) var lines: [[Segment]] = []
  private let width: Int
  private let textWidth: Int

  /// - Parameters:
  ///   - width: the greatest number of columns of a source line; longer lines are shown around their labels.
  ///   - textWidth: the greatest number of columns of everything else; nil breaks no line.
  init(_ diagnostic: Diagnostic, sources: SourceMap, width: Int, textWidth: Int? = nil) {
    self.width = max(20, width)
    self.textWidth = textWidth ?? .max
    addHeader(diagnostic)
    addSnippets(of: diagnostic, sources)
    for note in diagnostic.notes { addRemark("note", .note, note) }
    if let help = diagnostic.help { addRemark("help", .help, help) }
  }

  private mutating func addHeader(_ diagnostic: Diagnostic) {
    let style: Style =
      switch diagnostic.severity {
      case .error: .error
      case .warning: .warning
      case .note: .note
      }
    let code = diagnostic.code.isEmpty ? "" : "[\(DisplayWidth.sanitised(diagnostic.code))]"
    addText(
      Segment(style: style, text: diagnostic.severity.rawValue + code + ":"), .message,
      DisplayWidth.sanitised(diagnostic.message), indent: 2)
  }

  /// A word and the text behind it, whose further lines are indented.
  private mutating func addText(_ head: Segment, _ style: Style, _ text: String, indent: Int) {
    guard textWidth < .max else {
      lines.append([head, Segment(style: style, text: " " + text)])
      return
    }
    let placeholder = String(repeating: "x", count: DisplayWidth.of(head.text))
    for (index, line) in WrappedText.lines(placeholder + " " + text, width: textWidth, indent: indent).enumerated() {
      lines.append(
        index == 0 ? [head, Segment(style: style, text: String(line.dropFirst(placeholder.count)))]
          : [Segment(style: style, text: line)])
    }
  }

  private mutating func addRemark(_ word: String, _ style: Style, _ text: String) {
    addText(
      Segment(style: style, text: word + ":"), .plain, DisplayWidth.sanitised(text, keepsNewlines: true), indent: 6)
  }

  private mutating func addSnippets(of diagnostic: Diagnostic, _ sources: SourceMap) {
    var marks: [SourceID: [SourceMark]] = [:]
    let labels = (diagnostic.primary.map { [($0, true)] } ?? []) + diagnostic.labels.map { ($0, false) }
    for (label, isPrimary) in labels {
      guard let source = sources[label.span.source] else { continue }
      marks[label.span.source, default: []] += SourceMark.marks(for: label, isPrimary: isPrimary, in: source)
    }
    let greatestLine = marks.values.joined().map(\.line).max() ?? 0
    let gutter = String(greatestLine).count
    for (id, marksOfSource) in marks.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      guard let source = sources[id] else { continue }
      if marks.count > 1 {
        lines.append([Segment(style: .gutter, text: " in \(DisplayWidth.sanitised(source.name)):")])
      }
      addSnippet(marksOfSource, source, gutter: gutter)
    }
  }

  private mutating func addSnippet(_ marks: [SourceMark], _ source: SourceText, gutter: Int) {
    var previousLine: Int?
    for line in Set(marks.map(\.line)).sorted() {
      if let previousLine, line > previousLine + 1 {
        lines.append([Segment(style: .gutter, text: " " + String(repeating: " ", count: gutter) + "...")])
      }
      let shown = DisplayLine(source.slice(source.range(ofLine: line)))
      let ofLine = marks.filter { $0.line == line }.map { $0.placed(in: shown) }
        .sorted { ($0.columns.lowerBound, $0.isPrimary ? 0 : 1) < ($1.columns.lowerBound, $1.isPrimary ? 0 : 1) }
      for group in grouped(ofLine) { addLine(line, shown, group, gutter: gutter) }
      previousLine = line
    }
  }

  /// Marks that can be shown in one window of the line stay together.
  private func grouped(_ marks: [PlacedMark]) -> [[PlacedMark]] {
    var groups: [[PlacedMark]] = []
    for mark in marks {
      if let first = groups.last?.first, mark.columns.upperBound - first.columns.lowerBound <= width {
        groups[groups.count - 1].append(mark)
      } else {
        groups.append([mark])
      }
    }
    return groups
  }

  private mutating func addLine(_ number: Int, _ line: DisplayLine, _ marks: [PlacedMark], gutter: Int) {
    let window = window(of: line, around: marks)
    let digits = String(number)
    let padding = String(repeating: " ", count: gutter - digits.count)
    lines.append([
      Segment(style: .gutter, text: " \(padding)\(digits) | "),
      Segment(style: .source, text: line.text(columns: window)),
    ])
    let margin = Segment(style: .gutter, text: " " + String(repeating: " ", count: gutter) + " | ")
    for row in rows(marks) {
      let (segments, rest) = segments(of: row, window, margin: DisplayWidth.of(margin.text))
      lines.append([margin] + segments)
      for line in rest { lines.append([margin, line]) }
    }
  }

  private func window(of line: DisplayLine, around marks: [PlacedMark]) -> Range<Int> {
    guard line.width > width, let first = marks.first else { return 0..<line.width }
    let lower = first.columns.lowerBound
    let upper = min(marks.map(\.columns.upperBound).max() ?? lower, lower + width)
    let start = min(max(0, lower - (width - (upper - lower)) / 2), line.width - width)
    return start..<start + width
  }

  /// Marks share a row as long as no text stands between them.
  private func rows(_ marks: [PlacedMark]) -> [[PlacedMark]] {
    var rows: [[PlacedMark]] = []
    for mark in marks {
      if let last = rows.last?.last, last.text.isEmpty, last.columns.upperBound < mark.columns.lowerBound {
        rows[rows.count - 1].append(mark)
      } else {
        rows.append([mark])
      }
    }
    return rows
  }

  /// The marks of a row, and the lines below it that its text goes on in. Only a row's last mark has a text.
  private func segments(of row: [PlacedMark], _ window: Range<Int>, margin: Int) -> ([Segment], rest: [Segment]) {
    var result: [Segment] = [], rest: [Segment] = []
    var column = window.lowerBound
    for mark in row {
      let lower = max(column, mark.columns.lowerBound)
      let upper = max(lower + 1, min(mark.columns.upperBound, max(window.upperBound, lower + 1)))
      let underline = String(repeating: mark.isPrimary ? "^" : "-", count: upper - lower)
      let style: Style = mark.isPrimary ? .primary : .secondary
      let place = margin + lower - window.lowerBound..<margin + upper - window.lowerBound
      let lines = wrapped(mark.text, behind: place, margin: margin)
      let text = mark.text.isEmpty || lines.first == "" ? "" : " " + (lines.first ?? "")
      result.append(Segment(style: .plain, text: String(repeating: " ", count: lower - column)))
      result.append(Segment(style: style, text: underline + text))
      rest = lines.dropFirst().map { Segment(style: style, text: $0) }
      column = upper
    }
    return (result, rest)
  }

  /// The least number of columns in which a label is broken; where less is left, it goes on below its mark.
  private static let leastLabelWidth = 24

  /// The lines of a label: what stands behind its mark, and below that the rest with its indentation.
  private func wrapped(_ text: String, behind mark: Range<Int>, margin: Int) -> [String] {
    let length = DisplayWidth.of(text), room = textWidth == .max ? length : textWidth - mark.upperBound - 1
    guard length > room else { return [text] }
    let isBelow = room < Self.leastLabelWidth
    let below = max(margin, min(mark.lowerBound, textWidth - min(length, Self.leastLabelWidth)))
    let start = isBelow ? below : mark.upperBound + 1
    let lines = WrappedText.lines(text, width: max(8, textWidth - start))
    let indent = String(repeating: " ", count: start - margin)
    return isBelow ? [""] + lines.map { indent + $0 } : lines.prefix(1) + lines.dropFirst().map { indent + $0 }
  }
}
