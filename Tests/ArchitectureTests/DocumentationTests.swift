import Foundation
import TestSupport
import Testing

/// Public declarations are documented.
@Suite struct DocumentationTests {
  @Test("every public declaration has a comment", arguments: try ImportTests.folders())
  func comments(_ module: String) throws {
    var found: [String] = []
    for file in try ImportTests.swiftFiles(module) {
      let lines = try String(contentsOf: file, encoding: .utf8).components(separatedBy: "\n")
      for index in lines.indices where Self.declares(lines[index]) {
        let above = lines[..<index].last { !Self.isBetween($0) } ?? ""
        if !above.trimmingPrefix(while: \.isWhitespace).hasPrefix("///") {
          found.append("\(file.lastPathComponent):\(index + 1)")
        }
      }
    }
    #expect(found.isEmpty, "\(module) has no comment at \(found.sorted().joined(separator: ", "))")
  }

  /// Whether a line begins a public declaration that a comment belongs to.
  private static func declares(_ line: String) -> Bool {
    var words = line.split(separator: " ").drop { $0.hasPrefix("@") }
    guard words.first == "public" else { return false }
    words = words.dropFirst().drop { modifiers.contains(String($0)) }
    guard let word = words.first?.prefix(while: \.isLetter), declarations.contains(String(word)) else { return false }
    // What `Codable` asks of each type is documented there.
    if ["encode(to encoder: any Encoder)", "init(from decoder: any Decoder)"].contains(where: { line.contains($0) }) {
      return false
    }
    let name = words.dropFirst().first?.prefix { $0.isLetter } ?? ""
    return !requirements.contains(String(name))
  }

  /// What `ParameterType` asks of each type, and says there what it means.
  private static let requirements: Set<String> = [
    "typeName", "identity", "valueKind", "isRest", "sample", "defaultText", "boundedNumber", "bind",
  ]

  /// Attributes and remarks, which may stand between a declaration and its comment.
  private static func isBetween(_ line: String) -> Bool {
    let text = line.drop(while: \.isWhitespace)
    return text.hasPrefix("@") || (text.hasPrefix("//") && !text.hasPrefix("///"))
  }

  private static let modifiers: Set<String> = [
    "private(set)", "internal(set)", "package(set)", "final", "static", "indirect", "mutating", "nonmutating",
    "convenience", "override", "lazy", "nonisolated", "required",
  ]
  private static let declarations: Set<String> = [
    "func", "var", "let", "struct", "enum", "class", "protocol", "typealias", "init", "subscript", "actor",
  ]
}
