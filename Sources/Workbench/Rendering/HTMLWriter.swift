import Diagnostics

/// Writes HTML whose every text is escaped.
struct HTMLWriter {
  private(set) var text = ""

  /// What stands between two tags, in lines of its own.
  mutating func element(_ name: String, class classes: String = "", _ body: (inout HTMLWriter) -> Void) {
    open(name, classes, [])
    text += "\n"
    body(&self)
    text += "</\(name)>\n"
  }

  /// What stands between two tags, in one line.
  mutating func line(
    _ name: String, class classes: String = "", attributes: [(name: String, value: String)] = [],
    _ body: (inout HTMLWriter) -> Void
  ) {
    open(name, classes, attributes)
    body(&self)
    text += "</\(name)>\n"
  }

  /// A text between two tags, in one line.
  mutating func line(
    _ name: String, class classes: String = "", attributes: [(name: String, value: String)] = [], text: String,
    keepsNewlines: Bool = false
  ) {
    line(name, class: classes, attributes: attributes) { $0.text(text, keepsNewlines: keepsNewlines) }
  }

  /// A text between two tags, inside of a line.
  mutating func span(_ name: String, class classes: String = "", text: String) {
    open(name, classes, [])
    self.text(text)
    self.text += "</\(name)>"
  }

  /// A text, escaped and made harmless.
  mutating func text(_ text: String, keepsNewlines: Bool = false) {
    self.text += HTML.escape(DisplayWidth.sanitised(text, keepsNewlines: keepsNewlines))
  }

  /// What is HTML already, and a newline where there is none.
  mutating func raw(_ html: String) { text += html.hasSuffix("\n") ? html : html + "\n" }

  private mutating func open(_ name: String, _ classes: String, _ attributes: [(name: String, value: String)]) {
    let all = attributes + (classes.isEmpty ? [] : [("class", classes)])
    text += "<\(name)\(all.map { " \($0.name)=\"\(HTML.escape($0.value))\"" }.joined())>"
  }
}
