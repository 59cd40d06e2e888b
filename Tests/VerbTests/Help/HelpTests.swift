import Diagnostics
import Foundation
import Language
import Session
import Syntax
import TestSupport
import Testing
import Verbs

/// Every line of help, pasted where it belongs, mends what it speaks of.
@Suite(.serialized) struct HelpTests {
  init() { _ = FileManager.default.changeCurrentDirectoryPath(Repository.root.path) }

  @Test func whatIsPastedMends() throws {
    let folder = try HelpFolder()
    let cases = HelpCorpus.cases(in: folder)
    #expect(cases.count > 600)
    var lines: Set<String> = []
    for one in cases {
      lines.insert(one.help)
      for fault in faults(of: one) {
        Issue.record("\(fault)\nhelp: \(one.help)\n\(one.finding.code) \(one.finding.message)\n\(one.script)")
      }
    }
    try expectAllSaid(lines)
  }

  /// What is wrong with a line of help.
  private func faults(of one: HelpCase) -> [String] {
    var found: [String] = []
    if one.help.contains("leak: allow") { found.append("allows a leak") }
    if !one.finding.fixIts.isEmpty {
      let fixed = HelpPaste.fixed(one.script, one.finding.fixIts)
      if !isMended(one, by: fixed) { found.append("the edits do not mend it:\n\(fixed)") }
    }
    let fragments = HelpCase.fragments(of: one.help)
    for fragment in fragments where !HelpTemplates.isTemplate(fragment, of: one) {
      let pasted = HelpPaste(one.script, at: one.finding.primary?.span).scripts(pasting: fragment)
      if pasted.contains(where: { isMended(one, by: $0) }) || HelpTemplates.isMention(fragment, in: one.help) { continue }
      // Two pieces that belong together.
      let together = fragments.count == 2 && pasted.contains { script in
        fragments.contains { other in
          other != fragment
            && HelpPaste(script, at: nil).scripts(pasting: other).prefix(12).contains { isMended(one, by: $0) }
        }
      }
      if !together { found.append("`\(fragment)` mends nothing") }
    }
    for fragment in fragments where HelpTemplates.isTemplate(fragment, of: one) {
      if !HelpTemplates.parses(fragment) { found.append("`\(fragment)` is no pattern of anything") }
    }
    return found
  }

  /// Whether a script is without the finding, and without others in its place.
  private func isMended(_ one: HelpCase, by script: String) -> Bool {
    guard script != one.script else { return false }
    let parsed = Parser.parse(script, source: SourceID(rawValue: 0), compoundVerbs: Catalog.standard.compoundNames)
    let left = parsed.diagnostics.isEmpty ? HelpCase.run(script).findings : parsed.diagnostics
    // What else is wrong with the script may stay, or come to light.
    let others = one.all.filter { $0.message != one.finding.message }.map(\.message)
    let isOnly = others.isEmpty
    return isOnly ? left.isEmpty : left.count < one.all.count && !left.contains { $0.message == one.finding.message }
  }

  private func expectAllSaid(_ lines: Set<String>) throws {
    let sites = try HelpSite.all()
    #expect(sites.count > 350)
    let silent = sites.filter { site in !lines.contains(where: site.isPart) }
    for site in silent {
      Issue.record("no case says this: \(site)")
    }
    print("HELP: \(sites.count - silent.count) of \(sites.count) texts said, \(lines.count) lines")
  }
}
