import Columns
import Diagnostics
import Foundation
import Language
import TestSupport
import Testing
import Workbench

#if canImport(FoundationXML)
import FoundationXML
#endif

@Suite struct HTMLRendererTests {
  private static let folder = "Tests/Golden/html"

  @Test(arguments: ["mixed", "long", "numbers", "texts", "empty", "no-columns", "evaluation"])
  func page(name: String) throws {
    let sample = try #require(PresentationSamples.all.first { $0.name == name })
    let html = HTMLRenderer().render(Shown(sample.presentation))
    #expect(try Element.parse(html).isWellMade)
    try Golden.expect(html, equals: Repository.file("\(Self.folder)/\(name).html"))
  }

  @Test("nothing in a text becomes a tag, an attribute or a control character", arguments: HostileTexts.all)
  func hostile(text: String) throws {
    let html = HTMLRenderer().render(HostileTexts.shown(text))
    let page = try Element.parse(html)
    #expect(page.isWellMade)
    let harmless = html.unicodeScalars.allSatisfy { $0 == "\n" || DisplayWidth.sanitised(String($0)) == String($0) }
    #expect(harmless, "\(html.debugDescription)")
    // What people read is what was there.
    let line = DisplayWidth.sanitised(text)
    let heads = page.all("th").filter { $0.attributes["scope"] == "col" }
    #expect(heads.first?.text.hasPrefix(line) ?? false)
    #expect(page.all("h3").first?.text == line && page.all("dt").first?.text == line)
  }

  @Test func tables() throws {
    let table = Table(
      [("ID", Column(ints: [1, 2])), ("X", Column(floats: [0.5, 1234])), ("T", Column(texts: ["a", nil]))], key: ["ID"])
    let page = try Element.parse(HTMLRenderer().render(Shown(table)))
    #expect(page.all("th").map { $0.attributes["scope"] } == ["col", "col", "col", "row", "row"])
    #expect(page.all("th")[0].attributes["class"] == "number key")
    let numbers = page.all("td").filter { $0.attributes["class"] == "number" }
    #expect(numbers.map(\.text) == ["0.5", "1234\u{2008}\u{2007}"], "the points stand below each other")
    #expect(page.all("p").map(\.text) == ["2 rows × 3 columns"])
  }

  @Test("the first and the last columns are written, and those between are named")
  func columnsThatAreLeftOut() throws {
    let table = Table(["A", "B", "C", "D"].map { ($0, Column(ints: [1, nil])) })
    let page = try Element.parse(HTMLRenderer(columns: 2).render(Shown(table)))
    #expect(page.all("th").map(\.text) == ["A int", "…", "D int"])
    #expect(page.all("td").map(\.text) == ["1", "…", "1", "·", "…", "·"])
    #expect(page.all("p").map(\.text) == ["2 rows × 4 columns", "… 2 columns left out: B, C"])
    let look = TableLook(columns: 3, null: "NA")
    let other = try Element.parse(HTMLRenderer(columns: 2).render(Shown(table, look: look)))
    #expect(other.all("td").map(\.text) == ["1", "1", "…", "1", "NA", "NA", "…", "NA"])
  }

  @Test func rowsThatAreLeftOut() throws {
    let limit = RowWindow.Limit(all: 3, first: 2, last: 1)
    let page = try Element.parse(HTMLRenderer().render(Shown(PresentationSamples.long, look: TableLook(rows: limit))))
    let rows = page.all("tbody")[0].children
    #expect(rows.map { $0.attributes["class"] } == [nil, nil, "omitted", nil])
    #expect(rows[2].text == "⋮ 1 497 more rows" && rows[2].children[0].attributes["colspan"] == "4")
  }

  @Test("the style sheet knows every class of a table, and writes nothing outside of a piece")
  func styleSheet() throws {
    let rules = HTMLRenderer.styleSheet.split(separator: "\n").filter { $0.contains("{") || $0.hasSuffix(",") }
    #expect(rules.allSatisfy { $0.hasPrefix(".carnet") })
    for name in ["number", "null", "omitted", "size", "type", "facts", "note", "help", "chart", "dim", "accent"] {
      #expect(HTMLRenderer.styleSheet.contains(".\(name)"))
    }
  }

  @Test func nothing() { #expect(HTMLRenderer().render(Shown(blocks: [])) == "") }
}

/// An element of a page, read by a strict reader: HTML that is also XML.
private final class Element {
  let name: String
  let attributes: [String: String]
  private(set) var children: [Element] = []
  private(set) var text = ""

  init(_ name: String, _ attributes: [String: String]) { (self.name, self.attributes) = (name, attributes) }

  static let known: Set<String> = [
    "div", "section", "p", "strong", "span", "h3", "pre", "dl", "dt", "dd", "table", "thead", "tbody", "tr", "th", "td",
    "small", "figure",
  ]

  /// Whether all of it is what the renderer means to write.
  var isWellMade: Bool {
    Self.known.contains(name) && Set(attributes.keys).isSubset(of: ["class", "scope", "colspan"])
      && (attributes["class"] ?? "x").wholeMatch(of: /[a-z ]+/) != nil && children.allSatisfy(\.isWellMade)
  }

  func all(_ name: String) -> [Element] { (self.name == name ? [self] : []) + children.flatMap { $0.all(name) } }

  static func parse(_ html: String) throws -> Element {
    let builder = Builder(), parser = XMLParser(data: Data(html.utf8))
    parser.delegate = builder
    #expect(parser.parse(), "\(String(describing: parser.parserError)): \(html)")
    return try #require(builder.root)
  }

  private final class Builder: NSObject, XMLParserDelegate {
    var root: Element?
    private var open: [Element] = []

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
      attributes: [String: String]
    ) {
      let element = Element(name, attributes)
      open.last?.children.append(element)
      if root == nil { root = element }
      open.append(element)
    }

    func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
      open.removeLast()
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) {
      // Line ends between elements are layout.
      for element in open where string.contains(where: { $0 != "\n" }) { element.text += string }
    }
  }
}
