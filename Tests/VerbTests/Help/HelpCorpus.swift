import Diagnostics
import Foundation
import Language
import TestSupport
import Verbs

/// What is said about many scripts that are wrong.
enum HelpCorpus {
  /// The cases, one for each line of help that is said.
  static func cases(in folder: HelpFolder) -> [HelpCase] {
    var seen: Set<String> = [], found: [HelpCase] = []
    for (script, isMade) in made.map({ ($0, true) }) + HelpScripts.all(in: folder).map({ ($0, false) }) {
      let own = script.replacing("late.csv", with: "\(folder.path)/late.csv")
        .replacing("\"out/", with: "\"\(folder.path)/out/")
      for one in HelpCase.cases(of: own, isMade: isMade) where seen.insert(one.help).inserted { found.append(one) }
    }
    return found
  }

  private static var made: [String] { golden + misuse + some(of: calls) + ForeignHabit.all.map(foreign) + leaks }

  /// One of several, or all of them where a run is to take its time.
  private static func some(of scripts: [String]) -> [String] {
    let step = Trials.count(2) > 2 ? 1 : 6
    return scripts.enumerated().filter { $0.offset % step == 0 }.map(\.element)
  }

  private static var golden: [String] {
    ["model", "verbs", "syntax"].flatMap { folder -> [String] in
      let path = Repository.file("Tests/Golden/errors/\(folder)")
      let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
      let scripts = names.filter { $0.hasSuffix(".carnet") }.sorted()
      return scripts.compactMap { try? String(contentsOfFile: "\(path)/\($0)", encoding: .utf8) }
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
