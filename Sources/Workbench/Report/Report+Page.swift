import Diagnostics
import Markdown

extension Report {
  /// The report as one page of HTML that asks nobody for anything: styles and charts are inside, and no script is.
  public var page: String {
    var html = HTMLWriter()
    html.raw("<!DOCTYPE html>")
    html.raw("<html lang=\"en\">")
    html.raw("<head>\n<meta charset=\"utf-8\">")
    html.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
    html.raw("<meta name=\"color-scheme\" content=\"light dark\">")
    html.line("title", text: title)
    html.raw("<style>\n\(ReportStyle.sheet)</style>\n</head>")
    html.element("body") { html in
      html.element("header") { html in
        html.line("h1", text: title)
        write(facts, to: &html)
      }
      writeContents(to: &html)
      html.element("main") { html in
        for cell in cells { write(cell, to: &html) }
        if !closingText.isEmpty { html.element("div", class: "text") { $0.raw(Markdown.html(closingText)) } }
      }
      html.element("footer") { html in writeInputs(to: &html) }
    }
    html.raw("</html>")
    return html.text
  }

  private func write(_ facts: [(label: String, text: String)], to html: inout HTMLWriter) {
    guard !facts.isEmpty else { return }
    html.element("dl", class: "facts") { html in
      for fact in facts {
        html.line("dt", text: fact.label)
        html.line("dd", text: fact.text)
      }
    }
  }

  private func writeContents(to html: inout HTMLWriter) {
    guard cells.count > 1 else { return }
    html.line("nav", attributes: [("aria-label", "Contents")]) { html in
      html.element("ol") { html in
        for cell in cells {
          html.line("li") { html in
            html.line("a", attributes: [("href", "#cell-\(cell.number)")], text: cell.title)
          }
        }
      }
    }
  }

  private func write(_ cell: Cell, to html: inout HTMLWriter) {
    if !cell.text.isEmpty { html.element("div", class: "text") { $0.raw(Markdown.html(cell.text)) } }
    let heading = "cell-\(cell.number)"
    html.line("article", attributes: [("aria-labelledby", heading)]) { html in
      html.line("h2", class: "cell", attributes: [("id", heading)], text: "Cell \(cell.number)")
      html.line("pre", class: "code", attributes: Self.scrollable("Statement of cell \(cell.number)")) { html in
        html.line("code", text: cell.code, keepsNewlines: true)
      }
      guard !cell.output.html.isEmpty else { return }
      html.line("div", class: "output", attributes: Self.scrollable("Result of cell \(cell.number)")) { html in
        html.raw(cell.output.html)
      }
    }
  }

  /// What is wider than the page can be scrolled, with the keyboard, too.
  private static func scrollable(_ label: String) -> [(name: String, value: String)] {
    [("tabindex", "0"), ("role", "region"), ("aria-label", label)]
  }

  private func writeInputs(to html: inout HTMLWriter) {
    guard !inputs.isEmpty else { return }
    html.line("h2", text: "Files that were read")
    html.line("div", class: "output carnet", attributes: Self.scrollable("Files that were read")) { html in
      html.element("table", class: "list") { html in
        html.element("thead") { html in
          html.element("tr") { html in
            for (name, style) in [("file", ""), ("bytes", "number"), ("XXH64", "")] {
              html.line("th", class: style, attributes: [("scope", "col")], text: name)
            }
          }
        }
        html.element("tbody") { html in
          for input in inputs {
            html.element("tr") { html in
              html.line("th", attributes: [("scope", "row")], text: input.path)
              html.line("td", class: "number", text: DigitGroups.grouped(input.bytes))
              html.line("td", class: "hash", text: input.hash.hexadecimal)
            }
          }
        }
      }
    }
  }
}
