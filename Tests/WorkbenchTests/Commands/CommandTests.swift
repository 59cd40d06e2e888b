import Foundation
import Session
import Testing
import Workbench

/// What follows from the declarations of all session commands.
@Suite struct CommandTests {
  static let commands = SessionCommands.all.map { $0.name }

  private func command(_ name: String) throws -> any SessionCommand.Type {
    try #require(SessionCommands.all.first { $0.name == name })
  }

  /// Something that an argument can be.
  private func sample(_ argument: CommandArgumentInfo) -> String {
    let value =
      switch argument.kind {
      case .result: "x"
      case .column: "n"
      case .file: "/nowhere/file"
      case .cell, .count: "1"
      case .topic: "keep"
      case .setting: "rows 5"
      case .pipeline: "x | keep 1"
      case .words: "some words"
      case .flag: argument.name
      }
    if argument.kind == .flag { return value }
    return (argument.label.map { $0 + " " } ?? "") + value
  }

  @Test func theBuildFindsThemAll() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../Sources/Workbench")
    let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)?.allObjects as? [URL] ?? []
    let written = files.filter { $0.lastPathComponent.hasSuffix("Command.swift") }.count
    #expect(Self.commands.count == written - 1, "the protocol is no command")
    #expect(Set(Self.commands).count == Self.commands.count)
    #expect(SessionCommands.all.map { $0.purpose.rawValue } == SessionCommands.all.map { $0.purpose.rawValue }.sorted())
  }

  @Test("names, usage and documentation", arguments: commands)
  func declaration(name: String) throws {
    let command = try command(name)
    #expect(name.wholeMatch(of: /\.[a-z]+/) != nil && command.summary.hasSuffix("."))
    #expect(Set(command.arguments.map(\.name)).count == command.arguments.count)
    for argument in command.arguments {
      #expect(argument.documentation.hasSuffix(".") && command.usage.contains(argument.name))
    }
    // What may be left out stands behind what may not, and all that follows is the last.
    let places = command.arguments.filter { $0.label == nil }
    #expect(places.map(\.isOptional) == places.map(\.isOptional).sorted { !$0 && $1 })
  }

  @Test("help tells of each argument", arguments: commands)
  func help(name: String) throws {
    let command = try command(name), said = Bench().says(".help \(name)").split(whereSeparator: \.isWhitespace)
    let text = said.joined(separator: " ")
    #expect(text.hasPrefix("\(command.usage) \(command.summary)"))
    for argument in command.arguments { #expect(text.contains("\(argument.name) \(argument.documentation)")) }
  }

  @Test("wrong arguments are met with the usage, and change nothing", arguments: commands)
  func misuse(name: String) throws {
    let command = try command(name), arguments = command.arguments
    var wrong: [String] = []
    for (index, argument) in arguments.enumerated() where !argument.isOptional {
      let others = arguments.enumerated().filter { $0.offset != index }
      wrong.append(others.map { sample($0.element) }.joined(separator: " "))
    }
    let isOpen = arguments.contains { [.topic, .setting, .pipeline, .words].contains($0.kind) }
    if !isOpen { wrong.append((arguments.map(sample) + ["surplus"]).joined(separator: " ")) }
    for (index, argument) in arguments.enumerated() {
      let before = arguments[..<index].map(sample).joined(separator: " ")
      if argument.kind == .cell || argument.kind == .count { wrong += ["\(before) many", "\(before) 1.5"] }
      if argument.kind == .count { wrong.append("\(before) 0") }
      if argument.kind == .flag {
        wrong.append("\(before) \(argument.name) \(argument.name)")
      } else if let label = argument.label {
        wrong += ["\(before) \(label)", "\(before) \(sample(argument)) \(sample(argument))", "\(before) --nothing x"]
      }
    }
    for text in wrong {
      let bench = Bench("x = numbers 3")
      #expect(bench.says("\(name) \(text)").hasSuffix("usage: \(command.usage)"), "\(name) \(text)")
      #expect(bench.workbench.session.cells.map(\.text) == ["x = numbers 3"])
      #expect(bench.workbench.settings.look == .standard)
    }
  }

  @Test("Tab offers what each argument can be", arguments: commands)
  func completion(name: String) throws {
    let bench = Bench("x = numbers 3"), command = try command(name), completion = bench.workbench.completion
    #expect(completion.completions(of: String(name.dropLast())).texts.contains { $0.hasPrefix(name) })
    for (index, argument) in command.arguments.enumerated() {
      let before = ([name] + command.arguments[..<index].map(sample)).joined(separator: " ") + " "
      if let label = argument.label { #expect(completion.completions(of: before).texts.contains(label + " ")) }
      if argument.kind == .flag { continue }
      let line = before + (argument.label.map { $0 + " " } ?? "")
      let offered = completion.completions(of: line)
      let expected: String? =
        switch argument.kind {
        case .result, .pipeline: "x"
        case .column: "n"
        case .cell: "1"
        case .topic: "keep"
        case .setting: "rows"
        case .file, .count, .words, .flag: nil
        }
      if let expected { #expect(offered.texts.contains(expected), "\(line): \(offered.texts)") }
      #expect(argument.kind == .pipeline || offered.start == line.utf8.count)
    }
    let isOpen = command.arguments.contains { [.topic, .setting, .pipeline, .words].contains($0.kind) }
    let full = ([name] + command.arguments.map(sample)).joined(separator: " ") + " "
    #expect(isOpen || completion.completions(of: full).texts.isEmpty)
  }

  @Test func completesThePipelineOfAPlan() {
    let completion = Bench("x = numbers 3").workbench.completion
    let (start, texts) = completion.completions(of: ".plan x | ke")
    #expect(start == ".plan x | ".utf8.count && texts == ["keep "])
  }

  @Test func completesPathsBehindCommandsAndInStrings() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "carnet-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Data().write(to: folder.appending(path: "a.carnet"))
    let completion = Bench().workbench.completion, typed = folder.path + "/a"
    #expect(completion.completions(of: ".open \(typed)").texts == [typed + ".carnet"])
    #expect(completion.completions(of: ".save \(typed)").start == 6)
    #expect(completion.completions(of: "file \"\(typed)").texts == [typed + ".carnet"])
    #expect(completion.completions(of: "file \"\(typed)", below: "numbers 3 |\n").start == 6)
  }

  @Test("words of a line", arguments: [
    (".save \"a b.carnet\"", "saved 1 cell in a b.carnet, and its lock"),
    ("  .last   1 ", "    n"), (".", "there is no command ."), (".sav x", "help: did you mean `.save`?"),
  ]) func words(line: String, said: String) {
    let folder = FileManager.default.temporaryDirectory.appending(path: "carnet-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let line = line.replacing("\"a b", with: "\"\(folder)/a b")
    try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    #expect(Bench("numbers 2").says(line).replacing(folder + "/", with: "").contains(said))
  }
}
