/// Columns of text at the right side of a chart of bands: a row of the table beside each band.
public struct ColumnsMark: Mark {
  /// What stands over each column.
  public var headers: [String]
  /// A text for each column, by band.
  public var rows: [[String]]
  /// Texts that other marks write first at the right side, such as those at the ends of bars.
  public var behind: [String]
  /// Pixels at the right side that another mark takes first.
  public var indent = 0.0

  /// A table beside the bands.
  public init(headers: [String], rows: [[String]], behind: [String] = []) {
    precondition(rows.allSatisfy { $0.count == headers.count }, "every row has a text for each column")
    (self.headers, self.rows, self.behind) = (headers, rows, behind)
  }

  private static let size = 11.0
  private static let gap = 16.0

  private var start: Double {
    let widest = Layout.widest(behind, size: ColumnsMark.size)
    return indent + (widest > 0 ? widest + 5 : 0)
  }

  private var widths: [Double] {
    headers.indices.map { column in
      let texts = rows.map { $0[column] }
      return ColumnsMark.gap
        + max(
          TextMetrics.width(headers[column], size: ColumnsMark.size, bold: true),
          Layout.widest(texts, size: ColumnsMark.size))
    }
  }

  /// Room for the columns.
  public var rightMargin: Double { start + widths.reduce(0, +) + 2 }

  /// Draws it as SVG.
  public func draw(in frame: Frame, svg: inout SVGWriter) {
    var right = frame.plot.right + start
    let size = min(ColumnsMark.size, max(8, frame.y.unitLength * 0.9))
    for (column, width) in widths.enumerated() {
      right += width
      let header = TextStyle(size: ColumnsMark.size, bold: true, fill: TextStyle.secondary, anchor: .end)
      svg.text(headers[column], x: right, y: frame.plot.top - 14, header)
      for (place, row) in rows.enumerated() {
        let y = frame.y.position(Double(place)) + size * 0.35
        svg.text(row[column], x: right, y: y, TextStyle(size: size, anchor: .end))
      }
    }
  }

  // In characters.

  private var textStart: Int { behind.map(\.count).max().map { $0 + 1 } ?? 0 }

  private var textWidths: [Int] {
    headers.indices.map { column in max(headers[column].count, rows.map { $0[column].count }.max() ?? 0) + 2 }
  }

  /// Room for the columns, in characters.
  public var previewRightMargin: Int { textStart + textWidths.reduce(0, +) }

  /// Where each column ends that has room, behind a plot of so many characters.
  private func ends(from plot: Int, width: Int) -> [Int] {
    var end = plot + textStart
    return textWidths.map { own in
      end += own
      return end
    }.filter { $0 <= width }
  }

  /// A caption with the headers of the columns that have room.
  func headline(_ caption: String, from plot: Int, width: Int) -> String {
    let ends = ends(from: plot, width: width)
    var line = Sketch(columns: width, rows: 1)
    line.text(Preview.cut(caption, (ends.first ?? width) - (headers.first?.count ?? 0) - 1), column: 0, row: 0)
    for (header, end) in zip(headers, ends) { line.text(header, column: end - header.count, row: 0) }
    return line.lines[0]
  }

  /// Draws it in characters: the columns that have room, as a number without its end would be another one.
  public func sketch(in frame: Frame, on sketch: inout Sketch) {
    let ends = ends(from: Int(frame.plot.right / 2), width: sketch.columns)
    for (place, row) in rows.enumerated() where frame.y.domain.contains(Double(place)) {
      let line = min(sketch.rows - 1, Int(frame.y.position(Double(place)) / 4))
      for (text, end) in zip(row, ends) { sketch.text(text, column: end - text.count, row: line) }
    }
  }
}
