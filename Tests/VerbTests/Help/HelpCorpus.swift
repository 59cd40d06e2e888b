import Diagnostics
import Foundation
import Language
import TestSupport
import Verbs

/// What is said about many scripts that are wrong.
enum HelpCorpus {
  /// The cases, one for each line of help that is said; of lines that differ in a name alone, each.
  static func cases(in folder: HelpFolder) -> [HelpCase] {
    var seen: Set<String> = [], found: [HelpCase] = []
    for script in scripts + HelpScripts.all(in: folder) {
      for one in HelpCase.cases(of: script) where seen.insert(one.help).inserted { found.append(one) }
    }
    return found
  }

  private static var scripts: [String] { golden + misuse + calls + ForeignHabit.all.map(foreign) + leaks }

  private static var golden: [String] {
    ["model", "verbs", "syntax"].flatMap { folder -> [String] in
      let path = Repository.file("Tests/Golden/errors/\(folder)")
      let names = ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).filter { $0.hasSuffix(".carnet") }
      return names.sorted().compactMap { try? String(contentsOfFile: "\(path)/\($0)", encoding: .utf8) }
    }
  }

  private static var misuse: [String] {
    Catalog.standard.verbs.flatMap { MisuseMaker($0) { Run.failure($0) == nil }?.cases.map(\.script) ?? [] }
  }

  private static var calls: [String] {
    Catalog.standard.topics.flatMap { topic in
      topic.signature.map { FunctionMisuseMaker($0, topic.kind).cases.map(\.script) } ?? []
    }
  }

  private static func foreign(_ habit: ForeignHabit) -> String {
    HelpScripts.table + (habit.extent == .stage ? "t | " : "") + habit.foreign
  }

  private static var leaks: [String] { LeakScripts.all.map { LeakScripts.noise() + $0.text } }
}

/// A folder with files for scripts to read, which is gone with it.
final class HelpFolder {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.appending(path: "carnet-help-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  func write(_ name: String, _ text: String) {
    let file = URL(filePath: "\(path)/\(name)")
    try? FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try? Data(text.utf8).write(to: file)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}
