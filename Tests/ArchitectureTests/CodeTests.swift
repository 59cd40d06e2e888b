import Foundation
import Language
import Session
import Syntax
import TestSupport
import Testing
import Verbs

/// Every code is declared once, with an explanation, and no code is raised that is not.
@Suite struct CodeTests {
  static let declared = SyntaxCodes.all + LanguageCodes.all + VerbCodes.all + SessionCodes.all

  @Test("codes are unique and explained")
  func unique() {
    let codes = Self.declared.map(\.code)
    #expect(Set(codes).count == codes.count)
    for code in Self.declared { #expect(!code.explanation.isEmpty, "\(code.code) is explained") }
  }

  @Test("what the sources raise is declared")
  func raised() throws {
    let known = Set(Self.declared.map(\.code))
    for module in try ImportTests.folders() {
      for file in try ImportTests.swiftFiles(module) {
        let text = try String(contentsOf: file, encoding: .utf8)
        for match in text.matches(of: /"(E[0-9]{2})"/) {
          let code = String(match.output.1)
          #expect(known.contains(code), "\(module)/\(file.lastPathComponent) raises \(code)")
        }
      }
    }
  }
}
