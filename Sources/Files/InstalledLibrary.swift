import Foundation

/// Libraries that `scripts/setup` puts into `.deps/lib`, which are loaded when they are first needed.
public enum InstalledLibrary {
  /// The path of a library: what the environment's `variable` says, else `.deps/lib/name` in the folders above the
  /// executable or in the current one; nil where there is none.
  public static func path(_ name: String, variable: String) -> String? {
    if let path = ProcessInfo.processInfo.environment[variable] { return path }
    var folders: [URL] = []
    var folder = Bundle.main.executableURL?.resolvingSymlinksInPath().deletingLastPathComponent()
    while let current = folder, current.path != "/" {
      folders.append(current)
      folder = current.deletingLastPathComponent()
    }
    folders.append(URL(filePath: FileManager.default.currentDirectoryPath))
    return folders.map { $0.appending(path: ".deps/lib/\(name)").path }
      .first(where: FileManager.default.fileExists(atPath:))
  }
}
