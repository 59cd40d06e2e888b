import Foundation
import TestSupport
import Testing

/// What is generated from the declarations and committed. `CARNET_UPDATE_GOLDEN=1` writes it anew.
@Suite struct ReferenceTests {
  @Test("the committed reference and manual page are what the program prints", arguments: [
    ("--all", "Sources/Verbs/Documentation.docc/Reference.md"), ("--man", "Sources/carnet/carnet.1"),
  ])
  func isFresh(_ option: String, _ file: String) throws {
    let place = try Workplace()
    defer { place.remove() }
    let result = try place.carnet("help", option)
    #expect(result.status == 0)
    try Golden.expect(result.output, equals: Repository.file(file))
  }

  @Test("a verb's help says what the reference says of it")
  func helpAgrees() throws {
    let place = try Workplace()
    defer { place.remove() }
    let reference = try place.carnet("help", "--all").output
    for verb in ["export", "agg", "onehot", "left join"] {
      // A long usage goes on in the next line.
      let lines = try place.carnet("help", verb).output.replacing("\n    ", with: " ").split(separator: "\n")
      #expect(reference.contains("### \(verb)\n"))
      for line in lines.prefix(2) { #expect(reference.contains(line), "\(verb): \(line)") }
    }
  }

  @Test("help knows every word that is declared", arguments: [
    ("date", "date(x, format:"), ("median", "median(x)"), ("lag", "lag(x, [n])"), ("lightgbm", "n_estimators:"),
    ("roc", "plot roc"), ("cut", "cut(x, breaks)"), (".why", ".why COLUMN"), ("join", "left join"),
    ("left", "left join"), ("hist", "plot hist(COLUMN)"), ("E12", "no such column"), ("date(x)", "date(x, format:"),
    ("cv lightgbm", "num_leaves:"),
  ])
  func everyWord(_ topic: String, _ expected: String) throws {
    let place = try Workplace()
    defer { place.remove() }
    let result = try place.carnet("help", topic)
    #expect(result.status == 0 && result.output.contains(expected), "\(result)")
  }

  @Test("help names the verb that another tool calls so")
  func synonym() throws {
    let place = try Workplace()
    defer { place.remove() }
    let result = try place.carnet("help", "filter")
    #expect(result.status == 1 && result.errors.contains("Carnet calls this `where`"), "\(result)")
  }

  @Test("every code in the sources is explained, each once")
  func codes() throws {
    let place = try Workplace()
    defer { place.remove() }
    let reference = try place.carnet("help", "--all").output
    let titles = reference.split(separator: "\n").filter { $0.hasPrefix("### E") }.map { $0.dropFirst(4).prefix(3) }
    #expect(Set(titles).count == titles.count, "a code has two meanings")
    let sources = Repository.root.appending(path: "Sources")
    let files = FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil)
    for case let file as URL in files ?? .init() where file.pathExtension == "swift" {
      for match in try String(contentsOf: file, encoding: .utf8).matches(of: /"(E[0-9][0-9])"/) {
        #expect(titles.contains(match.1), "\(match.1) of \(file.lastPathComponent) is not explained")
      }
    }
  }

  @Test("the shells' completions are scripts that the shell reads", arguments: ["bash", "zsh"])
  func completion(_ shell: String) throws {
    let place = try Workplace()
    defer { place.remove() }
    let result = try place.carnet("completion", shell)
    #expect(result.status == 0 && result.output.contains("_carnet() {"))
    #expect(try place.carnet("completion", "fish").status == 2)
  }
}
