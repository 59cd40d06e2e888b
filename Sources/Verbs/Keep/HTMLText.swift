/// Texts and tables as HTML.
enum HTMLText {
  static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
      .replacing("\"", with: "&quot;")
  }

  /// A page that needs nothing beside it and runs nothing.
  /// - Parameters:
  ///   - title: as text; it stands above the body as well.
  ///   - body: as HTML.
  static func page(_ title: String, _ body: String) -> String {
    """
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
    <title>\(escaped(title))</title>
    <style>
    \(DocumentStyle.sheet)</style>
    </head>
    <body>
    <main>
    <h1>\(escaped(title))</h1>
    \(body)
    </main>
    </body>
    </html>

    """
  }

  /// - Parameter isNumber: whether a column, by its place, has numbers, which are aligned to the right.
  static func table(
    _ heads: [String], _ rows: [[String]], isNumber: (Int) -> Bool = { _ in false }
  ) -> String {
    func cells(_ texts: [String], _ tag: String) -> String {
      texts.enumerated().map { place, text in
        let name = tag == "td" && place == 0 ? "th scope=\"row\"" : tag
        let kind = isNumber(place) ? " class=\"number\"" : ""
        return "<\(name)\(kind)>\(escaped(text))</\(name.prefix(2))>"
      }.joined()
    }
    let body = rows.map { "<tr>\(cells($0, "td"))</tr>" }.joined(separator: "\n")
    let head = "<thead><tr>\(cells(heads, "th"))</tr></thead>"
    return "<div class=\"table\" tabindex=\"0\"><table>\n\(head)\n<tbody>\n\(body)\n</tbody></table></div>"
  }
}
