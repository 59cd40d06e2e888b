import Foundation
import TableIO

/// What tells, without reading a file, that it is not the one that was read before: its size and when it was changed.
enum FileStamp {
  /// The same for all files that a path stands for.
  static func of(all path: String) -> String {
    guard let files = try? FileSet(path), files.isSeveral else { return of(path) }
    return files.paths.map { "\($0.debugDescription) \(of($0))" }.joined(separator: " ")
  }

  static func of(_ path: String) -> String {
    let facts = try? FileManager.default.attributesOfItem(atPath: path)
    let bytes = (facts?[.size] as? Int) ?? -1
    let changed = (facts?[.modificationDate] as? Date)?.timeIntervalSinceReferenceDate ?? 0
    return "\(bytes) \(changed.bitPattern)"
  }
}
