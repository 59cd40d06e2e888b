import Columns
import Diagnostics
import Language
import Workbench

/// Everything that can be shown, made of a text that means no good.
enum HostileTexts {
  static let all = [
    "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' onclick='x", "&lt;&amp;&#60;",
    "a\u{0}b\u{7}\u{1B}[31m",
    "\u{202E}gnp.exe", "]]>--><!--", "\u{2028}line\u{85}", "`code` </td></table>", "\r\n\ttabs\\\"",
    "日本語 👩‍👩‍👧‍👦 cafe\u{301}",
  ]

  static func shown(_ text: String) -> Shown {
    var sources = SourceMap()
    let id = sources.add(name: text, text: text)
    let code = DiagnosticCode("E99", text, text)
    let label = Label(Span(source: id, lower: 0, upper: text.utf8.count), text)
    let finding = Diagnostic(code: code, text, at: label, notes: [text], help: text, fixIts: [FixIt(label.span, text)])
    let table = Table([(text, Column(texts: [text, nil, ""])), ("n", Column(ints: [1, 2, nil]))], key: [text])
    let listing = Listing(heads: [.init(text), .init(text, isNumeric: true)], rows: [[text, text]])
    return Shown(
      blocks: [
        [.heading(text), .text(text), .aside(text), .paragraph(text), .note(text), .help(text), .code(text)],
        [.line(StyledLine([.init(text, .strong), .init(text, .accent)], fit: .cut))],
        [.facts([(text, text)])], [.table(table, .standard), .list(table), .listing(listing, rows: .standard)],
        [.drawing(Shown.Drawing { _ in [text] })], [.findings([finding], sources)],
      ], role: .result)
  }
}
