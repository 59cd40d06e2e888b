import Foundation
import TestSupport
import Testing

/// SwiftPM does not hold the arrows of ARCHITECTURE.md by itself: an undeclared import of a built target compiles.
@Suite struct ImportTests {
  /// What each module may import of the package; the table of ARCHITECTURE.md.
  static let allowed: [String: Set<String>] = [
    "Diagnostics": [], "Forms": [], "Files": ["CSystem"], "CCPU": [], "CSystem": [], "CByteScan": [],
    "KernelsBase": ["CByteScan"], "KernelsAVX2": ["CByteScan"], "KernelsAVX512": ["CByteScan"],
    "Kernels": ["CCPU", "CSystem", "KernelsBase", "KernelsAVX2", "KernelsAVX512"],
    "CRE2": [], "CPattern": ["CRE2"], "Patterns": ["CPattern"],
    "Columns": ["Kernels"],
    "Syntax": ["Diagnostics"],
    "CArrow": [], "ArrowShim": [], "CInflate": [],
    "TableIO": ["Columns", "Kernels", "Diagnostics", "Files", "CArrow", "CInflate"],
    "Relational": ["Columns", "Kernels"],
    "Neighbours": ["Columns", "Kernels"],
    "Statistics": ["Columns", "Kernels"],
    "CLightGBM": [],
    "Learning": ["Columns", "Kernels", "Statistics", "CLightGBM", "Files"],
    "Charts": [],
    "SampleData": ["Kernels"],
    "Language": ["Syntax", "Columns", "Diagnostics", "Kernels", "Patterns", "Relational"],
    "Verbs": [
      "Language", "Syntax", "Columns", "Diagnostics", "Kernels", "TableIO", "Relational", "Neighbours", "Statistics",
      "Learning", "Charts", "Files", "Forms",
    ],
    "Session": ["Language", "Syntax", "Columns", "Diagnostics", "Kernels", "Files", "Forms"],
    "CReadline": [], "CTerminal": ["CReadline"],
    "Terminal": [
      "Session", "Language", "Syntax", "Columns", "Diagnostics", "Kernels", "Files", "CReadline", "CTerminal",
    ],
  ]
  /// Programs and build tools, which wire modules together.
  static let programs: Set<String> = ["carnet", "generate-home-credit", "list-verbs", "CatalogPlugin"]

  @Test("every import points down")
  func arrows() throws {
    let modules = Set(Self.allowed.keys)
    for module in try Self.folders() where !Self.programs.contains(module) {
      let allowed = try #require(Self.allowed[module], "\(module) has a place in the table")
      for file in try Self.swiftFiles(module) {
        for imported in Self.imports(try String(contentsOf: file, encoding: .utf8)) where modules.contains(imported) {
          #expect(allowed.contains(imported), "\(module)/\(file.lastPathComponent) imports \(imported)")
        }
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
    try FileManager.default.contentsOfDirectory(atPath: Repository.file("Sources")).filter { !$0.hasPrefix(".") }.sorted()
  }

  static func swiftFiles(_ module: String) throws -> [URL] {
    let folder = Repository.root.appending(path: "Sources/\(module)")
    let all = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)?.allObjects as? [URL] ?? []
    return all.filter { $0.pathExtension == "swift" }
  }

  static func imports(_ text: String) -> [String] {
    text.split(separator: "\n").compactMap { line in
      let words = line.split(separator: " ")
      guard let index = words.firstIndex(of: "import"), index + 1 < words.count, !line.hasPrefix("//") else { return nil }
      return String(words[index + 1])
    }
  }
}
