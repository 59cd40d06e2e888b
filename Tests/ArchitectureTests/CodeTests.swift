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

  @Test("a code is written where it is declared, and raised by its name")
  func raised() throws {
    for module in try ImportTests.folders() {
      for file in try ImportTests.swiftFiles(module) where !file.lastPathComponent.hasSuffix("Codes.swift") {
        let text = try String(contentsOf: file, encoding: .utf8)
        let isTyped = text.firstMatch(of: /"E[0-9]{2}"/) == nil
        #expect(isTyped, "\(module)/\(file.lastPathComponent) raises a code by its letters")
      }
    }
  }
}
