import Diagnostics
import Files
import Foundation

/// What to say about a path that leads nowhere.
enum FileHints {
  /// What to write instead, where a file of the folder has a similar name.
  static func suggestion(_ path: String) -> String? {
    let parts = PathParts(path), folder = parts.folder.isEmpty ? "." : parts.folder
    let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
    return Suggestions.nearest(to: parts.name, in: names, limit: 1).first
      .map { "did you mean \"\(parts.path(of: $0))\"?" }
  }

  /// What is wrong with the place: the folder that is missing, or where relative paths begin.
  static func place(_ path: String) -> [String] {
    let folder = PathParts(path).folder
    let files = FileManager.default
    var isFolder: ObjCBool = false
    guard files.fileExists(atPath: folder.isEmpty ? "." : folder, isDirectory: &isFolder), isFolder.boolValue else {
      return ["there is no folder `\(folder)` in \(files.currentDirectoryPath)"]
    }
    return path.hasPrefix("/") ? [] : ["paths are relative to \(files.currentDirectoryPath)"]
  }
}
