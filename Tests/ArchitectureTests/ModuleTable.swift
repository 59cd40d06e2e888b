import Foundation
import TestSupport

/// The table of modules in ARCHITECTURE.md.
struct ModuleTable {
  struct Row {
    let level: Int
    /// The module and what belongs to it.
    let modules: [String]
    /// Nil where all may be imported.
    let imports: Set<String>?
  }

  let rows: [Row]
  /// The modules in which unsafe memory may stand.
  let unsafeModules: Set<String>

  init() throws {
    let text = try String(contentsOfFile: Repository.file("ARCHITECTURE.md"), encoding: .utf8)
    rows = text.split(separator: "\n").compactMap { line in
      let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
      guard line.hasPrefix("|"), cells.count == 4, let level = Int(cells[0]) else { return nil }
      return Row(
        level: level, modules: Self.names(cells[1]), imports: cells[3] == "all" ? nil : Set(Self.names(cells[3])))
    }
    let paragraph = text.components(separatedBy: "\n\n").first { $0.hasPrefix("Unsafe memory stands in ") } ?? ""
    unsafeModules = Set(Self.names(String(paragraph.prefix { $0 != "." })))
  }

  /// What stands between backticks.
  private static func names(_ text: String) -> [String] {
    text.split(separator: "`", omittingEmptySubsequences: false).enumerated().filter { $0.offset % 2 == 1 }
      .map { String($0.element) }
  }

  func row(of module: String) -> Row? { rows.first { $0.modules.contains(module) } }

  /// What a module may import; nil where that is everything.
  func imports(of module: String) -> Set<String>? {
    guard let row = row(of: module), let imports = row.imports else { return nil }
    return imports.union(row.modules)
  }
}
