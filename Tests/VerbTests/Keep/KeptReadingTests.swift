import Columns
import Foundation
import Kernels
import Language
import Session
import Testing
import Verbs

/// A reading of a file stays for a later statement of a script that reads the same of it, and no longer.
@Suite struct KeptReadingTests {
  /// `kept`: how many readings there are.
  enum KeptVerb: Verb {
    static let signature = Signature("kept", inputs: [])
    static let summary = "Counts the readings."
    static let examples: [Example] = []

    static func step(_ input: Shape, _ arguments: BoundArguments) throws -> Step {
      Step(.local { _, context in Table([("n", Column(ints: [Int64(context.cache.count)]))]) }, output: nil)
    }
  }

  /// How many readings each `kept` of a script found; F stands for the file.
  private func kept(_ script: String) throws -> [Int] {
    let file = FileManager.default.temporaryDirectory.appending(path: "carnet-kept-\(UUID().uuidString).csv")
    defer { try? FileManager.default.removeItem(at: file) }
    try "K,A,B,C\n1,2,3,4\n".write(to: file, atomically: true, encoding: .utf8)
    var options = Session.Options()
    options.keepsValues = false
    let session = Session(catalog: Catalog(Catalog.standard.verbs + [KeptVerb.self]), options: options)
    var found: [Int] = []
    let text = script.replacingOccurrences(of: "F", with: "\"\(file.path)\"")
    let run = session.runScript(text, named: "x.carnet", .serial) { cell, value in
      if cell.text == "kept", case .int(let count)? = value?.table?[0, "n"] { found.append(Int(count)) }
      return true
    }
    guard case .done = run.end else {
      Issue.record("\(run.end)")
      return []
    }
    return found
  }

  @Test func onlyForTheSameColumns() throws {
    #expect(try kept("load F | agg sum(A) by K\nkept\nload F | agg sum(B) by K\nkept\nload F | agg sum(C) by K\nkept")
      == [0, 0, 0])
    #expect(try kept(
      "load F | agg sum(A) by K\nkept\nload F | agg sum(B) by K\nkept\nload F | agg mean(A) by K\nkept") == [1, 1, 0])
    #expect(try kept("load F | head 1\nkept\nload F | select A\nkept\nload F | tail 1\nkept") == [1, 1, 0])
  }

  @Test func throughParametersAndVerbsOfOnesOwn() throws {
    let before = "param c: text = \"A\"\ndefine total(x) = agg sum($x) by K\n"
    #expect(try kept("\(before)load F | total A\nkept\nload F | agg max(A) by K\nkept") == [1, 0])
    #expect(try kept("\(before)load F | total A\nkept\nload F | total B\nkept") == [0, 0])
    #expect(try kept("\(before)load F | select \"{$c}\"\nkept\nload F | select A\nkept") == [1, 0])
  }
}
