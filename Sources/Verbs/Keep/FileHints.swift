import Diagnostics
import Foundation

/// What to say about a path that leads nowhere.
enum FileHints {
  /// Notes with the names that are near, or the folder that is missing.
  static func near(_ path: String) -> [String] {
    let folder = (path as NSString).deletingLastPathComponent
    let files = FileManager.default
    var isFolder: ObjCBool = false
    guard files.fileExists(atPath: folder.isEmpty ? "." : folder, isDirectory: &isFolder), isFolder.boolValue else {
      return ["there is no folder `\(folder)` in \(files.currentDirectoryPath)"]
    }
    let names = ((try? files.contentsOfDirectory(atPath: folder.isEmpty ? "." : folder)) ?? []).sorted()
    let near = Suggestions.nearest(to: (path as NSString).lastPathComponent, in: names, limit: 3)
    return near.isEmpty ? ["paths are relative to \(files.currentDirectoryPath)"]
      : ["near it there \(near.count == 1 ? "is" : "are") \(near.map { "`\($0)`" }.joined(separator: ", "))"]
  }
}
