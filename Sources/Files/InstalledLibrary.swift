import Foundation

/// Libraries that `scripts/setup` puts into `.deps/lib`, which are loaded when they are first needed.
public enum InstalledLibrary {
  /// The path of a library: what the environment's `variable` says, else `.deps/lib/name` in the folders above the
  /// executable; nil where there is none. The working directory does not count: data can bring libraries of its own.
  public static func path(
    _ name: String, variable: String, executable: URL? = Bundle.main.executableURL
  ) -> String? {
    if let path = ProcessInfo.processInfo.environment[variable] { return path }
    var folder = executable?.resolvingSymlinksInPath().deletingLastPathComponent()
    while let current = folder, current.path != "/" {
      let library = current.appending(path: ".deps/lib/\(name)").path
      if FileManager.default.fileExists(atPath: library) { return library }
      folder = current.deletingLastPathComponent()
    }
    return nil
  }
}
