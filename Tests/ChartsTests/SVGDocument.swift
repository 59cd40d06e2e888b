import Charts
import Foundation

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// The elements of an SVG that tests look at, read with a real XML parser.
final class SVGDocument: NSObject, XMLParserDelegate {
  struct Text {
    var content: String
    var x: Double
    var y: Double
    var size: Double
    var bold: Bool
    var anchor: String
    /// Degrees clockwise.
    var rotation: Double
    /// Whether it is the edge around the text that follows.
    var isHalo: Bool

    /// The box around the text by the estimated widths; letters reach a fifth of their size below the baseline.
    var box: Box {
      let width = TextMetrics.width(content, size: size, bold: bold)
      let left = anchor == "middle" ? -width / 2 : anchor == "end" ? -width : 0
      let corners = [(left, -size * 0.75), (left + width, size * 0.2)]
      let angle = rotation * .pi / 180
      let turned = [(0, 0), (0, 1), (1, 0), (1, 1)].map { i, j in
        let (dx, dy) = (corners[i].0, corners[j].1)
        return (x + dx * cos(angle) - dy * sin(angle), y + dx * sin(angle) + dy * cos(angle))
      }
      return Box(
        turned.map(\.0).min() ?? x, turned.map(\.1).min() ?? y, turned.map(\.0).max() ?? x, turned.map(\.1).max() ?? y)
    }
  }

  struct Rectangle {
    var height: Double
    var fill: String
  }

  private(set) var elementNames: [String] = []
  private(set) var texts: [Text] = []
  private(set) var rectangles: [Rectangle] = []
  /// Width and height as in the viewBox.
  private(set) var size: [Double] = []
  private var inText = false

  /// Nil where the text is not well-formed.
  init?(_ svg: String) {
    super.init()
    let parser = XMLParser(data: Data(svg.utf8))
    parser.delegate = self
    guard parser.parse() else { return nil }
  }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
    attributes: [String: String]
  ) {
    elementNames.append(name)
    func number(_ key: String, _ other: Double = 0) -> Double { attributes[key].flatMap(Double.init) ?? other }
    switch name {
    case "svg":
      size = (attributes["viewBox"] ?? "").split(separator: " ").dropFirst(2).compactMap { Double($0) }
    case "rect":
      rectangles.append(Rectangle(height: number("height"), fill: attributes["fill"] ?? ""))
    case "text":
      inText = true
      let turn = attributes["transform"]?.dropFirst("rotate(".count).split(separator: " ").first
      texts.append(
        Text(
          content: "", x: number("x"), y: number("y"), size: number("font-size", 12),
          bold: attributes["font-weight"] == "bold", anchor: attributes["text-anchor"] ?? "start",
          rotation: turn.flatMap { Double($0) } ?? 0, isHalo: attributes["stroke"] != nil))
    default: break
    }
  }

  func parser(_ parser: XMLParser, foundCharacters string: String) {
    if inText { texts[texts.count - 1].content += string }
  }

  func parser(
    _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
  ) {
    if name == "text" { inText = false }
  }
}

extension Box {
  /// True where the two share more than a pixel each way.
  func overlaps(_ other: Box) -> Bool {
    min(right, other.right) - max(left, other.left) > 1 && min(bottom, other.bottom) - max(top, other.top) > 1
  }
}
