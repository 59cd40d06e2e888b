import Foundation
import Language
import TestSupport
import Testing
import Verbs

/// Parser, checker, session and front ends know no verb: whatever they do for one verb they would do for any.
@Suite struct VerbNameTests {
  /// Words of the grammar that are verbs as well: functions, and what stands behind the `@` of a selector; and
  /// what every table has, and is.
  static let words: Set<String> = ["row", "where", "count", "split", "replace", "distinct", "onehot", "clip", "table"]

  @Test("no verb's name is a literal below or above the verbs")
  func literals() throws {
    let names = Set(Catalog.standard.names).subtracting(Self.words)
    for module in ["Syntax", "Language", "Session", "Workbench", "Terminal"] {
      guard try ImportTests.folders().contains(module) else { continue }
      for file in try ImportTests.swiftFiles(module) {
        let text = try String(contentsOf: file, encoding: .utf8)
        for name in names {
          let isUnknown = !text.contains("\"\(name)\"")
          #expect(isUnknown, "\(module)/\(file.lastPathComponent) knows \(name)")
        }
      }
    }
  }
}
