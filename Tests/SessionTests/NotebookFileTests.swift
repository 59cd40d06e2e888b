import Diagnostics
import Forms
import Language
import SampleVerbs
import Session
import TestSupport
import Testing

@Suite("A notebook and a script of the same cells")
struct NotebookFileTests {
  private let catalog = SampleCatalog.all

  private func notebook(_ cells: [(kind: String, source: JSONValue)], language: String = "carnet") -> [UInt8] {
    JSONValue.members([
      "cells": .array(cells.map { .members(["cell_type": .text($0.kind), "source": $0.source]) }),
      "metadata": .members(["kernelspec": .members(["language": .text(language)])]), "nbformat": .int(4),
    ]).compactBytes
  }

  private func cells(_ notebook: String) throws -> [String] {
    try #require(JSONReader.read(notebook)?["cells"]?.array).map { cell in
      "\(cell["cell_type"]?.text ?? ""): \(cell["source"]?.texts?.joined() ?? "")"
    }
  }

  @Test("every cell comes back as it was")
  func roundTrip() throws {
    let pieces = [
      "t = range 3", ".cells", "#.cells", "##.cells", "# %%", "## %% [markdown]", "%%", "# text", "", " ", "| head 2",
      "é", "# %%x", "#", "## Title", "%% x",
    ]
    var random = SplitMix64(seed: 6)
    for _ in 0..<Trials.count(500) {
      let made = (0..<Int.random(in: 1...5, using: &random)).map { _ -> (kind: String, source: JSONValue) in
        let lines = (0..<Int.random(in: 1...4, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }
        return (["code", "markdown", "raw"].randomElement(using: &random) ?? "", .text(lines.joined(separator: "\n")))
      }
      let script = try NotebookFile.script(notebook(made), named: "x.ipynb")
      let back = try cells(NotebookFile.notebook(script, catalog))
      #expect(back == made.map { "\($0.kind): \($0.source.text ?? "")" }, "\(script)")
      // And once more, from what was written.
      #expect(try NotebookFile.script(Array(NotebookFile.notebook(script, catalog).utf8), named: "x.ipynb") == script)
    }
  }

  @Test("whatever ends a line, text stays text", arguments: ["\r\n", "\r"])
  func lineEnds(end: String) throws {
    let made = notebook([
      ("markdown", .text("About\(end)t = numbers 3")), ("code", .array([.text("numbers 2\(end)"), .text(".cells")])),
    ])
    let script = try NotebookFile.script(made, named: "x.ipynb")
    #expect(script == "# %% [markdown]\n# About\n# t = numbers 3\n\n# %%\nnumbers 2\n#.cells\n")
    let ended = script.replacing("\n", with: end)
    #expect(try cells(NotebookFile.notebook(ended, catalog)) == cells(NotebookFile.notebook(script, catalog)))
  }

  @Test("a script without marks has a cell for each statement, with its comments")
  func statements() throws {
    let script = "carnet 1\n\n# what it is about\nt = numbers 5\n  | keep n\n\nt | keep n  # one\n# the end\n"
    #expect(try cells(NotebookFile.notebook(script, catalog)) == [
      "code: carnet 1", "code: # what it is about\nt = numbers 5\n  | keep n", "code: t | keep n  # one",
      "code: # the end",
    ])
  }

  @Test("lines may stand by themselves or in a list, and what is no notebook of the language is said")
  func forms() throws {
    let listed = notebook([("code", .array([.text("t = range 3\n"), .text("t")]))])
    #expect(try NotebookFile.script(listed, named: "x.ipynb") == "# %%\nt = range 3\nt\n")
    let others = [
      Array("{".utf8), Array("{\"cells\": []}".utf8), notebook([], language: "python"), notebook([("code", .int(1))]),
    ]
    for bytes in others {
      #expect(throws: Diagnostic.self) { try NotebookFile.script(bytes, named: "x.ipynb") }
    }
  }
}
