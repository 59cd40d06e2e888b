import Foundation

/// What tells, without reading a file, that it is not the one that was read before: its size and when it was changed.
enum FileStamp {
  static func of(_ path: String) -> String {
    let facts = try? FileManager.default.attributesOfItem(atPath: path)
    let bytes = (facts?[.size] as? Int) ?? -1
    let changed = (facts?[.modificationDate] as? Date)?.timeIntervalSinceReferenceDate ?? 0
    return "\(bytes) \(changed.bitPattern)"
  }
}
