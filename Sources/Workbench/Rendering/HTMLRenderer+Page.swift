extension HTMLRenderer {
  /// A page by itself, without a reference to anything outside.
  static func page(_ shown: Shown, titled title: String) -> String {
    var html = HTMLWriter()
    html.raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">")
    html.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
    html.line("title", text: title)
    html.raw("<style>\n\(styleSheet)</style>\n</head>")
    html.element("body") { html in
      html.line("h1", text: title)
      html.raw(HTMLRenderer(columns: 200).render(shown))
    }
    html.raw("</html>")
    return html.text
  }
}
