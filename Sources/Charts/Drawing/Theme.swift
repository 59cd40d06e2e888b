/// How a chart looks on a light page and on a dark one.
///
/// Colours stand as attributes, which every renderer knows; a style sheet changes them on dark pages alone. Each of its
/// `@media` blocks holds one rule: LibreOffice 7.4 applies all rules of such a block but the first, whatever its
/// condition. For the same sake of renderers there are no custom properties, no `light-dark()` and no `paint-order`.
enum Theme {
  static let background = "#ffffff"
  static let fonts = "Helvetica, Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif"
  private static let darkBackground = "#15181d"
  private static let darkInk = "#e6e8eb"

  /// Selectors below the chart, and what holds for what they select on a dark page.
  private static let dark: [(selector: String, declarations: String)] = [
    ("", "fill:\(darkInk)"),
    (">rect[fill=\"\(background)\"]", "fill:\(darkBackground)"),
    (" text[stroke=\"\(background)\"]", "fill:\(darkBackground);stroke:\(darkBackground)"),
    (" [fill=\"\(TextStyle.secondary)\"]", "fill:#b4b9c1"),
    (" [fill=\"\(TextStyle.ink)\"]", "fill:\(darkInk)"),
    (" [stroke=\"\(TextStyle.ink)\"]", "stroke:\(darkInk)"),
    (" [stroke=\"\(LineStyle.grid.color)\"]", "stroke:#31363d"),
    (" [stroke=\"\(LineStyle.axis.color)\"]", "stroke:#8b9199"),
    (" [stroke=\"\(Palette.black)\"]", "stroke:#f4f4f4"),
    (" [fill=\"\(Palette.black)\"]", "fill:#f4f4f4"),
    (" [stroke=\"\(Palette.blue)\"]", "stroke:#3d9bdc"),
    (" [fill=\"\(Palette.blue)\"]", "fill:#3d9bdc"),
  ]

  /// The rules of the style sheet of the chart with the given identifier. The page's own fonts would win over
  /// attributes; labels are placed for these.
  static func rules(for id: String) -> [String] {
    ["#\(id),#\(id) text{font-family:\(fonts)}"]
      + dark.map { "@media (prefers-color-scheme:dark){#\(id)\($0.selector){\($0.declarations)}}" }
  }

  /// A name that follows from what is drawn (FNV-1a, 64 bits): equal charts share one, which does no harm.
  static func identifier(of body: String) -> String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in body.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    let digits = String(hash, radix: 16)
    return "chart-" + String(repeating: "0", count: 16 - digits.count) + digits
  }
}
