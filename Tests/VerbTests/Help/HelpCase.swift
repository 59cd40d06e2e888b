import Diagnostics
import Foundation
import Kernels
import Language
import Session
import Syntax
import Verbs

/// A script with something that is said about it.
struct HelpCase {
  let script: String
  /// Whether a tool made the script, so that it may be wrong in another way as well.
  let isMade: Bool
  let finding: Diagnostic
  /// Everything that is said about the script.
  let all: [Diagnostic]

  var help: String { finding.help ?? "" }

  /// The help without what stands between backticks, and the code: alike for lines that one place of the program makes.
  var shape: String { finding.code + help.replacing(/`[^`]*`/, with: "`") }

  /// What stands between backticks in a text, however many of them.
  static func fragments(of help: String) -> [String] {
    var found: [String] = [], rest = help[...]
    while let open = rest.firstIndex(of: "`") {
      let ticks = rest[open...].prefix { $0 == "`" }
      rest = rest[ticks.endIndex...]
      guard let close = rest.range(of: String(ticks)) else { return found }
      found.append(rest[..<close.lowerBound].trimmingCharacters(in: .whitespaces))
      rest = rest[close.upperBound...]
    }
    return found
  }

  /// What is said about how a script is written.
  static func written(_ script: String) -> [Diagnostic] {
    Parser.parse(
      script, source: SourceID(rawValue: 0), compoundVerbs: Catalog.standard.compoundNames,
      functions: Catalog.standard.functionNames).diagnostics
  }

  /// What is said about a script, and the cells that ran.
  static func run(_ script: String) -> (findings: [Diagnostic], cells: [NotebookCell]) {
    let session = Session(catalog: .standard)
    var findings: [Diagnostic] = [], cells: [NotebookCell] = []
    for result in session.run(script, .serial) {
      if case .failed(let found) = result { findings += found }
      if let cell = result.cell { cells.append(cell) }
    }
    return (findings, cells)
  }

  /// The cases of a script: a finding each that has help.
  static func cases(of script: String, isMade: Bool) -> [HelpCase] {
    let all = run(script).findings
    return all.filter { $0.help != nil }.map { HelpCase(script: script, isMade: isMade, finding: $0, all: all) }
  }
}
