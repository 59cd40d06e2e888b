import Forms
import Foundation
#if canImport(FoundationXML)
import FoundationXML
#endif
import Kernels
import SampleVerbs
import Session
import Testing

@testable import Workbench

/// The page and the notebook that a script leaves to be read.
@Suite struct ReportTests {
  private static let script = """
    carnet 1

    # # Clients & others
    #
    # Rows of *one* branch, ![](https://example.org/x.png)

    # How many there are.
    a = numbers 300, factor: 2
    a | keep 2

    # The end
    """

  private func report(_ script: String = ReportTests.script) throws -> Report {
    let session = Session(catalog: SampleCatalog.all)
    var report = Report(name: "x.carnet")
    let run = session.runScript(script, named: "x.carnet", .serial) { cell, value in
      report.add(cell, value)
      return true
    }
    if case .failed(let diagnostics) = run.end {
      report.add(failure: Shown(diagnostics, session.sources), number: session.cells.count + 1, code: "")
    }
    report.closingText = session.pendingText.joined(separator: "\n")
    report.facts = [(label: "record", text: session.comparison(with: nil))]
    return report
  }

  @Test func aCellIsTextCodeAndWhatItCameTo() throws {
    let cells = try report().cells
    #expect(cells.map(\.title) == ["Clients & others", "a | keep 2"])
    #expect(cells[0].text.hasPrefix("# Clients & others\n\nRows of *one*"))
    #expect(cells[0].code == "# How many there are.\na = numbers 300, factor: 2")
    #expect(cells[0].output.text.hasSuffix("300 rows × 1 column"))
    #expect(cells[1].output.text.contains("note: keeps 2 of 300"))
  }

  @Test func thePageStandsByItself() throws {
    let page = try report().page
    #expect(page.contains("<h2>Clients &amp; others</h2>") && page.contains("<em>one</em>"))
    #expect(page.contains("<a href=\"#cell-1\">Clients &amp; others</a>") && page.contains("id=\"cell-1\""))
    #expect(page.contains("<p>The end</p>") && page.contains("no lock to compare with"))
    // Nothing is fetched: no script, no style sheet, font or picture from elsewhere.
    for part in ["<script", "<img", "<link", "@import", "url(", "src="] { #expect(!page.contains(part), "\(part)") }
    #expect(page.contains("prefers-color-scheme: dark") && page.contains("@media print"))
    #expect(page.contains("lang=\"en\"") && page.contains("name=\"viewport\""))
  }

  @Test func whatIsOpenedIsClosed() throws {
    let reader = XMLParser(data: Data(try report().page.replacing(/<meta[^>]*>|<!DOCTYPE html>/, with: "").utf8))
    #expect(reader.parse(), "\(String(describing: reader.parserError)), line \(reader.lineNumber)")
  }

  @Test func theNotebookHasItsForm() throws {
    let notebook = try #require(JSONReader.read(try report().notebook))
    #expect(notebook["nbformat"]?.int == 4 && notebook["nbformat_minor"]?.int == 5)
    let cells = try #require(notebook["cells"]?.array)
    #expect(cells.compactMap { $0["cell_type"]?.text } == ["markdown", "code", "code", "markdown"])
    #expect(Set(cells.compactMap { $0["id"]?.text }).count == 4)
    #expect(cells[1]["source"]?.texts?.joined() == "# How many there are.\na = numbers 300, factor: 2")
    let data = try #require(cells[1]["outputs"]?.array?.first?["data"])
    #expect(data["text/plain"]?.texts?.joined().hasSuffix("300 rows × 1 column") ?? false)
    #expect(data["text/html"]?.texts?.joined().contains("<table") ?? false)
  }

  @Test func aScriptThatFailsLeavesWhatThereIs() throws {
    let report = try report("carnet 1\na = numbers 2\nnonsense\n")
    #expect(report.cells.count == 2 && report.cells[1].output.text.contains("error["))
    #expect(report.page.contains("class=\"carnet failure\""))
  }

  @Test func emptyScripts() throws {
    let report = try report("carnet 1\n")
    #expect(report.cells.isEmpty && report.page.contains("<main>") && JSONReader.read(report.notebook) != nil)
  }
}
