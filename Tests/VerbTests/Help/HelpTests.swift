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
    let clock = ContinuousClock(), start = clock.now
    let cases = HelpCorpus.cases(in: folder)
    print("HELP: \(cases.count) lines said in \(clock.now - start)")
    #expect(cases.count > 600)
    var ofShape: [String: Int] = [:], applied = 0
    for one in cases {
      ofShape[one.shape, default: 0] += 1
      if one.isMade, ofShape[one.shape, default: 0] > Self.perShape { continue }
      applied += 1
      for fault in faults(of: one) where !HelpUnsaid.unmended.contains(one.help) {
        Issue.record("\(fault)\nhelp: \(one.help)\n\(one.finding.code) \(one.finding.message)\n\(one.script)")
      }
    }
    print("HELP: \(applied) of \(cases.count) lines applied in \(clock.now - start)")
    try expectAllSaid(Set(cases.map(\.help) + CommandHelp.all.map(\.help)))
  }

  @Test("what is said at the prompt is enough", arguments: CommandHelp.all)
  func promptHelp(_ one: CommandHelp) {
    let bench = HelpBench()
    for entry in one.before { _ = bench.enter(entry) }
    let said = bench.enter(one.wrong)
    #expect(said.contains { $0.role == .failure } && said.flatMap(\.helpLines).contains { $0.contains(one.help) })
    for entry in one.right {
      let now = bench.enter(entry)
      #expect(!now.contains { $0.role == .failure }, "\(entry.text): \(now)")
    }
  }

  /// How many lines that differ in names alone are applied, of those that made scripts get; all of the others are.
  private static let perShape = Trials.count(2)

  /// What is wrong with a line of help.
  private func faults(of one: HelpCase) -> [String] {
    var found: [String] = []
    if one.help.contains("leak: allow"), !one.help.hasPrefix("usage: ") { found.append("allows a leak") }
    if !one.finding.fixIts.isEmpty {
      let fixed = HelpPaste.fixed(one.script, one.finding.fixIts)
      if !isMended(one, by: fixed) { found.append("the edits do not mend it:\n\(fixed)") }
    }
    let fragments = HelpCase.fragments(of: one.help)
    for fragment in fragments where !HelpTemplates.isTemplate(fragment, of: one) {
      if HelpTemplates.isMention(fragment, in: one.help) { continue }
      let pasted = HelpPaste(one.script, at: one.finding.primary?.span).scripts(pasting: fragment)
      if pasted.contains(where: { isMended(one, by: $0) }) { continue }
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
      if HelpTemplates.isMention(fragment, in: one.help) || HelpTemplates.parses(fragment) { continue }
      found.append("`\(fragment)` is no pattern of anything")
    }
    return found
  }

  /// Whether a script is without the finding, and without others in its place.
  private func isMended(_ one: HelpCase, by script: String) -> Bool {
    guard script != one.script else { return false }
    let before = HelpCase.written(one.script), now = HelpCase.written(script)
    let wasWritten = before.contains { $0.message == one.finding.message }
    guard now.count < before.count || now.isEmpty, !now.contains(where: { Self.isNew($0, to: before) }) else {
      return false
    }
    // What is wrong with other statements keeps the script from running.
    func count(_ all: [Diagnostic]) -> Int { all.filter { $0.message == one.finding.message }.count }
    if !now.isEmpty { return wasWritten && count(now) < count(before) }
    let left = HelpCase.run(script).findings
    if left.isEmpty { return true }
    if left.contains(where: { $0.message == one.finding.message || $0.code == "E76" }) { return false }
    // A script that could not be read tells nothing about its tables before.
    if wasWritten { return !left.contains { $0.code < "E10" } }
    guard one.isMade || one.all.count > 1 else { return false }
    return left.count <= one.all.count && !left.contains {
      Self.isNew($0, to: one.all) && Self.ofNames.contains($0.code)
    }
  }

  private static func isNew(_ finding: Diagnostic, to others: [Diagnostic]) -> Bool {
    !others.contains { $0.message == finding.message }
  }

  /// The codes of what is about names: a value that is to be pasted names nothing that there is not.
  private static let ofNames: Set<String> = [
    "E10", "E11", "E12", "E13", "E14", "E17", "E19", "E21", "E22", "E23",
  ]

  private func expectAllSaid(_ lines: Set<String>) throws {
    let sites = try HelpSite.all()
    #expect(sites.count > 350)
    let silent = sites.filter { site in !lines.contains(where: site.isPart) }
    let known = Set(HelpUnsaid.texts)
    for site in silent where !known.contains(site.text) { Issue.record("no case says this: \(site)") }
    for text in known.subtracting(silent.map(\.text)) { Issue.record("a case says this; list it no more: \(text)") }
    #expect(known.count <= HelpUnsaid.most)
    print("HELP: \(sites.count - silent.count) of \(sites.count) texts said, \(lines.count) lines")
  }
}
