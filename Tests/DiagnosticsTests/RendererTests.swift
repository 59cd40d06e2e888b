import Diagnostics
import Foundation
import TestSupport
import Testing

@Suite struct RendererTests {
  /// Renders one label that covers `marked` in `text`.
  private func render(
    _ text: String, _ marked: String, _ label: String = "here", others: [(String, String)] = [], help: String? = nil,
    _ renderer: DiagnosticRenderer = .plain
  ) -> String {
    var sources = SourceMap()
    let id = sources.add(name: "cell 1", text: text)
    let labels = others.map { Label(span(of: $0.0, in: text, id), $0.1) }
    let diagnostic = Diagnostic(
      code: DiagnosticCode("E99", "", ""), "a message", at: Label(span(of: marked, in: text, id), label),
      labels: labels, help: help)
    return renderer.render(diagnostic, sources: sources)
  }

  private func span(of part: String, in text: String, _ id: SourceID) -> Span {
    let bytes = Array(text.utf8), wanted = Array(part.utf8)
    let lower = bytes.indices.first { bytes[$0...].starts(with: wanted) } ?? bytes.count
    return Span(source: id, lower: lower, upper: lower + wanted.count)
  }

  @Test func followsTheContract() {
    #expect(
      render(
        "a\nb\napp | derive R = AMT_CREDT / AMT_ANNUITY\n", "AMT_CREDT", "not among the 122 columns of `app`",
        help: "did you mean `AMT_CREDIT`?") == """
          error[E99]: a message
           3 | app | derive R = AMT_CREDT / AMT_ANNUITY
             |                  ^^^^^^^^^ not among the 122 columns of `app`
          help: did you mean `AMT_CREDIT`?
          """)
  }

  @Test func showsTheFirstTwentyAndCountsTheRest() {
    let many = (0..<25).map { Diagnostic(code: DiagnosticCode("E99", "", ""), "message \($0)") }
    let texts = DiagnosticRenderer.plain.render(many, sources: SourceMap()).components(separatedBy: "\n\n")
    #expect(texts.count == 21)
    #expect(texts[19] == "error[E99]: message 19")
    #expect(texts[20] == "… and 5 more, which may follow from these")
    #expect(!DiagnosticRenderer.plain.render(Array(many.prefix(20)), sources: SourceMap()).contains("more"))
    #expect(DiagnosticRenderer(.json).render(many, sources: SourceMap()).split(separator: "\n").count == 25)
  }

  @Test func showsSeveralLinesInSourceOrder() {
    #expect(
      render("one two\nthree\nfour\nfive\n", "four", "", others: [("two", "first"), ("three", "then")]) == """
        error[E99]: a message
         1 | one two
           |     --- first
         2 | three
           | ----- then
         3 | four
           | ^^^^
        """)
  }

  @Test func leavesOutLinesBetween() {
    #expect(
      render("a\nb\nc\nd", "d", "x", others: [("a", "")]) == """
        error[E99]: a message
         1 | a
           | -
          ...
         4 | d
           | ^ x
        """)
  }

  @Test func stacksLabelsOfOneLine() {
    #expect(
      render("alpha beta gamma", "gamma", "third", others: [("alpha", ""), ("beta", "second")]) == """
        error[E99]: a message
         1 | alpha beta gamma
           | ----- ---- second
           |            ^^^^^ third
        """)
  }

  @Test(arguments: [
    ("\tx = y", "y", "     1 |     x = y\n       |         ^ here"),
    ("名前 = y", "y", "     1 | 名前 = y\n       |        ^ here"),
    ("名前 = y", "前", "     1 | 名前 = y\n       |   ^^ here"),
    ("👩‍👩‍👧 z", "z", "     1 | 👩‍👩‍👧 z\n       |    ^ here"),
    ("e\u{301}tat z", "z", "     1 | e\u{301}tat z\n       |      ^ here"),
    ("a\r\nb z\r\n", "z", "     2 | b z\n       |   ^ here"),
    ("a\u{1B}[31m z", "z", "     1 | a\u{FFFD}[31m z\n       |        ^ here"),
  ])
  func alignsByDisplayWidth(_ text: String, _ marked: String, _ expected: String) {
    let lines = render(text, marked).split(separator: "\n").dropFirst().joined(separator: "\n")
    let unindented = expected.split(separator: "\n").map { $0.dropFirst(4) }.joined(separator: "\n")
    #expect(lines == unindented)
  }

  @Test func showsTheEndsOfALongSpan() {
    #expect(
      render("a {\n  b\n  c\n}\n", "{\n  b\n  c\n}", "never used") == """
        error[E99]: a message
         1 | a {
           |   ^
          ...
         4 | }
           | ^ never used
        """)
  }

  @Test func windowsLongLines() {
    let text = String(repeating: "abcdefghi ", count: 30) + "WRONG" + String(repeating: " abcdefghi", count: 30)
    let lines = render(text, "WRONG", "this one", DiagnosticRenderer(.plain, width: 40)).split(separator: "\n")
    #expect(lines[1].count == 45)
    let column = lines[1].distance(from: lines[1].startIndex, to: lines[1].firstRange(of: "WRONG")!.lowerBound)
    let caret = lines[2].distance(from: lines[2].startIndex, to: lines[2].firstIndex(of: "^")!)
    #expect(column == caret)
    #expect(lines[1].hasPrefix(" 1 | …") && lines[1].hasSuffix("…"))
  }

  @Test func namesTheSourcesWhenThereAreSeveral() {
    var sources = SourceMap()
    let first = sources.add(name: "cell 1", text: "x = load \"a\"")
    let second = sources.add(name: "cell 2", text: "x | drop Y")
    let diagnostic = Diagnostic(
      code: DiagnosticCode("E14", "", ""), "gone", at: Label(Span(source: second, lower: 9, upper: 10)),
      labels: [Label(Span(source: first, lower: 0, upper: 1), "made here")])
    #expect(
      DiagnosticRenderer.plain.render(diagnostic, sources: sources) == """
        error[E14]: gone
         in cell 1:
         1 | x = load "a"
           | - made here
         in cell 2:
         1 | x | drop Y
           |          ^
        """)
  }

  @Test func escapesHTMLAndColoursTheTerminal() {
    #expect(render("a < b", "<", "no <b>", .html).contains("<span class=\"primary\">^ no &lt;b&gt;</span>"))
    #expect(render("a < b", "<", "no", .ansi).contains("\u{1B}[1;31m^ no\u{1B}[0m"))
  }

  @Test func writesJSON() {
    #expect(
      render("é \"x", "x", "a\u{1}b", .json)
        == #"{"code":"E99","fixIts":[],"help":null,"labels":[],"message":"a message","notes":[],"primary":{"#
        + #""column":4,"endColumn":5,"endLine":1,"line":1,"lower":4,"source":"cell 1","text":"a\u0001b","upper":5},"#
        + #""severity":"error"}"#)
  }

  @Test func textIsBrokenBetweenWords() {
    let help = "write `count()`, or name one of the columns that are there: AMT_CREDIT, AMT_ANNUITY"
    let renderer = DiagnosticRenderer.fitting(.plain, terminal: 40)
    #expect(
      render("agg m = count by n", "count", "not among the five columns of `app`", help: help, renderer) == """
        error[E99]: a message
         1 | agg m = count by n
           |         ^^^^^
           |         not among the five columns
           |         of `app`
        help: write `count()`, or name one of
              the columns that are there:
              AMT_CREDIT, AMT_ANNUITY
        """)
    #expect(
      render("agg m = 1", "agg", "not among the five columns of `app`", renderer) == """
        error[E99]: a message
         1 | agg m = 1
           | ^^^ not among the five columns of
           |     `app`
        """)
  }

  /// Any span of any text can be shown, whether it lies in the text or not.
  @Test func neverFails() {
    let pieces = ["a", "\t", "\n", "\r\n", "\r", "é", "e\u{301}", "名", "👩‍👩‍👧", "\u{0}", "\u{202E}", " ", "<", "`"]
    for seed in 0..<300 as Range<UInt64> {
      var random = SplitMix64(seed: seed)
      let text = (0..<Int.random(in: 0...60, using: &random)).map { _ in pieces.randomElement(using: &random)! }
        .joined()
      var sources = SourceMap()
      let id = sources.add(name: "x", text: text)
      let labels = (0..<3).map { _ in
        let lower = Int.random(in: 0...text.utf8.count + 2, using: &random)
        return Label(Span(source: id, lower: lower, upper: Int.random(in: lower...lower + 9, using: &random)), "label")
      }
      let diagnostic = Diagnostic(code: DiagnosticCode("E1", "", ""), "m", at: labels[0], labels: Array(labels[1...]))
      let narrow = DiagnosticRenderer.fitting(.plain, terminal: 24).render(diagnostic, sources: sources)
      #expect(!narrow.isEmpty, "seed \(seed)")
      for format in [DiagnosticRenderer.Format.plain, .ansi, .html, .json] {
        let shown = DiagnosticRenderer(format, width: 20).render(diagnostic, sources: sources)
        #expect(!shown.isEmpty && !shown.contains("\u{202E}") || format == .json, "seed \(seed)")
      }
    }
  }
}
