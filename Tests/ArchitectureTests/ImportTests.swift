import Foundation
import TestSupport
import Testing

/// SwiftPM does not hold the arrows of ARCHITECTURE.md by itself: an undeclared import of a built target compiles.
@Suite struct ImportTests {
  @Test("the table has a row for each module, and no arrow of it points up or in a circle")
  func table() throws {
    let table = try ModuleTable()
    let listed = table.rows.flatMap(\.modules)
    #expect(Set(listed).count == listed.count)
    #expect(try Set(listed) == Set(Self.folders()))
    var done: Set<String> = []
    for (index, row) in table.rows.enumerated() {
      let imports = row.imports ?? done
      #expect(imports.isSubset(of: done), "\(row.modules[0]) stands below what it imports")
      #expect(imports.allSatisfy { table.row(of: $0)?.level ?? .max <= row.level }, "\(row.modules[0])")
      #expect(index == 0 || table.rows[index - 1].level <= row.level)
      done.formUnion(row.modules)
    }
  }

  @Test("every import stands in the table")
  func arrows() throws {
    let table = try ModuleTable()
    let modules = Set(table.rows.flatMap(\.modules))
    for module in try Self.folders() {
      guard let allowed = table.imports(of: module) else { continue }
      for file in try Self.swiftFiles(module) {
        for imported in Self.imports(try String(contentsOf: file, encoding: .utf8)) where modules.contains(imported) {
          #expect(allowed.contains(imported), "\(module)/\(file.lastPathComponent) imports \(imported)")
        }
      }
    }
  }

  @Test("unsafe memory stands where ARCHITECTURE.md says")
  func unsafeMemory() throws {
    let table = try ModuleTable()
    #expect(table.unsafeModules.count > 3)
    let allowed = Set(table.unsafeModules.flatMap { table.row(of: $0)?.modules ?? [] })
    for module in try Self.folders() where !allowed.contains(module) {
      for file in try Self.swiftFiles(module) {
        let text = try String(contentsOf: file, encoding: .utf8)
        let found = text.firstMatch(of: /\bUnsafe\w+|\bwithUnsafe\w+|\bunsafe\w+\(|\.pointer\b/)?.output
        #expect(found == nil, "\(module)/\(file.lastPathComponent) holds \(found ?? "")")
      }
    }
  }

  @Test("no input can reach try!, fatalError or a note to do something later")
  func forbiddenWords() throws {
    for module in try Self.folders() {
      for file in try Self.swiftFiles(module) {
        let text = try String(contentsOf: file, encoding: .utf8)
        for word in ["try!", "fatalError(", "TO" + "DO", "FIX" + "ME"] {
          let isAbsent = !text.contains(word)
          #expect(isAbsent, "\(module)/\(file.lastPathComponent) contains \(word)")
        }
      }
    }
  }

  @Test("unsafe memory is explained where it stands")
  func safetyComments() throws {
    for module in try Self.folders() {
      for file in try Self.swiftFiles(module) {
        let text = try String(contentsOf: file, encoding: .utf8)
        guard text.contains("@unchecked Sendable") else { continue }
        let isExplained = text.contains("SAFETY:")
        #expect(isExplained, "\(module)/\(file.lastPathComponent) says why it is safe")
      }
    }
  }

  static func folders() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: Repository.file("Sources")).filter { !$0.hasPrefix(".") }
      .sorted()
  }

  static func swiftFiles(_ module: String) throws -> [URL] {
    let folder = Repository.root.appending(path: "Sources/\(module)")
    let all = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)?.allObjects as? [URL] ?? []
    return all.filter { $0.pathExtension == "swift" }
  }

  static func imports(_ text: String) -> [String] {
    text.split(separator: "\n").compactMap { line in
      let words = line.split(separator: " ")
      guard let index = words.firstIndex(of: "import"), index + 1 < words.count, !line.hasPrefix("//") else {
        return nil
      }
      return String(words[index + 1])
    }
  }
}
