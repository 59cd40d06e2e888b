/// Coloured cells on two band axes, with text inside where there is room.
public struct CellMark: Mark {
  /// One cell.
  public struct Cell: Sendable {
    /// The row, from the top.
    public var row: Int
    /// The column, from the left.
    public var column: Int
    /// `#rrggbb`
    public var fill: String
    /// How dark the fill is: 0 for white to 1 for the darkest; the shade in a preview.
    public var strength: Double
    /// Lines of text; the first is the larger one where there are several.
    public var text: [String]
    /// A dash in the cell, like a minus.
    public var stroked = false

    /// A cell with its colour and the lines of text in it.
    public init(row: Int, column: Int, fill: String, strength: Double, text: [String]) {
      (self.row, self.column, self.fill, self.strength, self.text) = (row, column, fill, strength, text)
    }
  }

  /// The cells.
  public var cells: [Cell]
  /// The height of the first line's letters.
  public var textSize: Double

  /// Cells with texts of a size in pixels.
  public init(_ cells: [Cell], textSize: Double = 11) { (self.cells, self.textSize) = (cells, textSize) }

  /// As many lines as a cell has.
  public var previewRowsPerBand: Int { max(1, cells.map(\.text.count).max() ?? 1) }

  /// Draws it as SVG.
  public func draw(in frame: Frame, svg: inout SVGWriter) {
    drawFills(in: frame, svg: &svg)
    drawStrokes(in: frame, svg: &svg)
    for cell in cells where !cell.text.isEmpty {
      let lineHeight = 17.0
      var y = frame.y.position(Double(cell.row)) - Double(cell.text.count - 1) * lineHeight / 2 + textSize * 0.35
      let x = frame.x.position(Double(cell.column))
      let ink = Palette.ink(on: cell.fill)
      for (index, line) in cell.text.enumerated() {
        let size = index == 0 ? textSize : min(textSize, TextStyle.defaultSize)
        let bold = index == 0 && cell.text.count > 1
        svg.text(line, x: x, y: y, TextStyle(size: size, bold: bold, fill: ink, anchor: .middle))
        y += lineHeight
      }
    }
  }

  /// One path for all cells of a colour keeps a large matrix small.
  private func drawFills(in frame: Frame, svg: inout SVGWriter) {
    var order: [String] = []
    var paths: [String: String] = [:]
    for cell in cells {
      let box = box(cell, in: frame)
      if paths[cell.fill] == nil { order.append(cell.fill) }
      paths[cell.fill, default: ""] +=
        "M\(NumberText.coordinate(box.left)) \(NumberText.coordinate(box.top))h\(NumberText.coordinate(box.width))"
        + "v\(NumberText.coordinate(box.height))h\(NumberText.coordinate(-box.width))z"
    }
    for fill in order { svg.area(paths[fill] ?? "", fill: fill, opacity: 1) }
  }

  private func drawStrokes(in frame: Frame, svg: inout SVGWriter) {
    for ink in ["#ffffff", TextStyle.inkOnFill] {
      var data = ""
      for cell in cells where cell.stroked && Palette.ink(on: cell.fill) == ink {
        let box = box(cell, in: frame)
        data += "M\(NumberText.coordinate(box.left + box.width * 0.25)) \(NumberText.coordinate(box.middleY))"
        data += "h\(NumberText.coordinate(box.width * 0.5))"
      }
      if !data.isEmpty { svg.path(data, LineStyle(color: ink, width: 1.2)) }
    }
  }

  private func box(_ cell: Cell, in frame: Frame) -> Box {
    let (x, y) = (Double(cell.column), Double(cell.row))
    let box = Box(
      frame.x.position(x - 0.5), frame.y.position(y - 0.5), frame.x.position(x + 0.5), frame.y.position(y + 0.5))
    return box.inset(min(0.5, box.width * 0.05))
  }

  /// Draws it in characters.
  public func sketch(in frame: Frame, on sketch: inout Sketch) {
    let width = max(1, Int(frame.x.unitLength / 2))
    for cell in cells
    where frame.y.domain.contains(Double(cell.row)) && frame.x.domain.contains(Double(cell.column)) {
      let left = Int(frame.x.position(Double(cell.column) - 0.5) / 2)
      let height = max(1, cell.text.count)
      let top = Int((frame.y.position(Double(cell.row)) / 4 - Double(height) / 2).rounded())
      let fits = !cell.text.isEmpty && (cell.text.first?.count ?? 0) < width
      for line in 0..<height {
        let text = fits ? Preview.centred(cell.text[line], from: 0, width: width) : shade(cell, width: width)
        sketch.text(text, column: left, row: top + line)
      }
    }
  }

  /// The strength as a shade; a minus before it where the cell is stroked or its text negative.
  private func shade(_ cell: Cell, width: Int) -> String {
    let shades: [Character] = ["·", "░", "▒", "▓", "█"]
    let shade = shades[min(4, max(0, Int((cell.strength * 5).rounded(.down))))]
    let negative = cell.stroked || (cell.text.first?.hasPrefix(NumberText.minus) ?? false)
    let body = String(repeating: shade, count: max(1, min(width - 1, 2)))
    return width < 2 ? body : (negative ? NumberText.minus : " ") + body
  }
}
