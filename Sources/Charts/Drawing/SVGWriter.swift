/// Builds the text of an SVG document, one element per line.
public struct SVGWriter: Sendable {
  private var lines: [String] = []
  private var depth: Int

  /// - Parameter depth: how many elements are open around what will be written.
  init(depth: Int = 0) { self.depth = depth }

  /// The document so far, ending with a newline.
  var text: String { lines.joined(separator: "\n") + "\n" }

  /// Writes an element, with escaped text inside where there is any.
  mutating func element(_ name: String, _ attributes: KeyValuePairs<String, String?>, text: String? = nil) {
    let head = indent + "<" + name + SVGWriter.list(attributes)
    lines.append(text.map { head + ">" + SVGWriter.escaped($0) + "</\(name)>" } ?? head + "/>")
  }

  /// Opens an element; `close` ends it.
  mutating func open(_ name: String, _ attributes: KeyValuePairs<String, String?> = [:]) {
    lines.append(indent + "<" + name + SVGWriter.list(attributes) + ">")
    depth += 1
  }

  /// Ends the element that was opened last.
  mutating func close(_ name: String) {
    depth = max(0, depth - 1)
    lines.append(indent + "</\(name)>")
  }

  /// Writes a line as it is.
  mutating func raw(_ line: String) { lines.append(indent + line) }

  /// Writes lines that are indented already.
  mutating func raw(lines text: String) { lines.append(text.hasSuffix("\n") ? String(text.dropLast()) : text) }

  /// Writes one line of text at a point. A halo is the same text below it, wider and in the colour of the page:
  /// LibreOffice and CairoSVG leave out a text that has `paint-order`.
  mutating func text(_ string: String, x: Double, y: Double, _ style: TextStyle = TextStyle()) {
    guard !string.isEmpty else { return }
    if style.halo { text(string, x: x, y: y, style, stroke: Theme.background) }
    text(string, x: x, y: y, style, stroke: nil)
  }

  private mutating func text(_ string: String, x: Double, y: Double, _ style: TextStyle, stroke: String?) {
    let (x, y) = (NumberText.coordinate(x), NumberText.coordinate(y))
    let fill = stroke ?? style.fill
    element(
      "text",
      [
        "x": x, "y": y,
        "font-size": style.size == TextStyle.defaultSize ? nil : NumberText.coordinate(style.size),
        "font-weight": style.bold ? "bold" : nil,
        "fill": fill == TextStyle.ink ? nil : fill,
        "text-anchor": style.anchor == .start ? nil : style.anchor.rawValue,
        "transform": style.rotation == 0 ? nil : "rotate(\(NumberText.coordinate(style.rotation)) \(x) \(y))",
        "stroke": stroke, "stroke-width": stroke.map { _ in "3" }, "stroke-linejoin": stroke.map { _ in "round" },
        "aria-hidden": stroke.map { _ in "true" },
      ], text: string)
  }

  /// Writes a filled rectangle; corners may come in any order.
  mutating func rectangle(_ box: Box, fill: String, opacity: Double = 1, stroke: String? = nil) {
    element(
      "rect",
      [
        "x": NumberText.coordinate(box.left), "y": NumberText.coordinate(box.top),
        "width": NumberText.coordinate(box.width), "height": NumberText.coordinate(box.height), "fill": fill,
        "fill-opacity": opacity < 1 ? NumberText.coordinate(opacity) : nil, "stroke": stroke,
      ])
  }

  /// Writes a straight line.
  mutating func line(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ style: LineStyle) {
    element(
      "line",
      [
        "x1": NumberText.coordinate(x1), "y1": NumberText.coordinate(y1), "x2": NumberText.coordinate(x2),
        "y2": NumberText.coordinate(y2), "stroke": style.color, "stroke-width": NumberText.coordinate(style.width),
        "stroke-dasharray": style.dashText,
        "stroke-opacity": style.opacity < 1 ? NumberText.coordinate(style.opacity) : nil,
      ])
  }

  /// Writes an open path.
  mutating func path(_ data: String, _ style: LineStyle) {
    element(
      "path",
      [
        "d": data, "fill": "none", "stroke": style.color, "stroke-width": NumberText.coordinate(style.width),
        "stroke-linejoin": "round", "stroke-dasharray": style.dashText,
        "stroke-opacity": style.opacity < 1 ? NumberText.coordinate(style.opacity) : nil,
      ])
  }

  /// Writes a filled path.
  mutating func area(_ data: String, fill: String, opacity: Double) {
    element("path", ["d": data, "fill": fill, "fill-opacity": opacity < 1 ? NumberText.coordinate(opacity) : nil])
  }

  private var indent: String { String(repeating: "  ", count: depth) }

  private static func list(_ attributes: KeyValuePairs<String, String?>) -> String {
    attributes.reduce(into: "") { list, pair in
      if let value = pair.value { list += " \(pair.key)=\"\(escaped(value))\"" }
    }
  }

  /// Text in which the characters with a meaning in XML are references, and those XML forbids are replaced by U+FFFD.
  static func escaped(_ text: String) -> String {
    var out = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": out += "&amp;"
      case "<": out += "&lt;"
      case ">": out += "&gt;"
      case "\"": out += "&quot;"
      case "\t", "\n", "\r": out += " "
      default:
        let forbidden = scalar.value < 0x20 || scalar.value == 0xFFFE || scalar.value == 0xFFFF
        out.unicodeScalars.append(forbidden ? "\u{FFFD}" : scalar)
      }
    }
    return out
  }
}
