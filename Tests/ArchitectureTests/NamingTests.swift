import Foundation
import TestSupport
import Testing

/// One thing has one name, and one name means one thing.
@Suite struct NamingTests {
  @Test("public types of different modules have different names")
  func types() throws {
    var modules: [String: Set<String>] = [:]
    for module in try ImportTests.folders() where !module.hasPrefix("Kernels") {
      for file in try ImportTests.swiftFiles(module) {
        for match in try String(contentsOf: file, encoding: .utf8)
          .matches(of: /(?m)^public (?:final |indirect )*(?:struct|enum|class|protocol|actor) (\w+)/) {
          modules[String(match.output.1), default: []].insert(module)
        }
      }
    }
    for (name, owners) in modules where owners.count > 1 {
      Issue.record("\(name) is a type of \(owners.sorted().joined(separator: " and of "))")
    }
  }

  @Test("a skipped test counts as skipped, and does not return")
  func skipping() throws {
    let folder = Repository.root.appending(path: "Tests")
    let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)?.allObjects as? [URL] ?? []
    for file in files where file.pathExtension == "swift" {
      let says = try String(contentsOf: file, encoding: .utf8).contains("\"" + "skip" + "ped: ")
      #expect(!says, "\(file.lastPathComponent) prints that it is skipped: use .enabled(if:)")
    }
  }
}
