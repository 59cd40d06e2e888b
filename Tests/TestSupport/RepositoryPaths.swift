import Foundation

/// Where the package's own files and the shared test data lie, independent of the working directory.
public enum Repository {
  /// The folder that holds Package.swift.
  public static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// A file of the package.
  public static func file(_ path: String) -> String { root.appending(path: path).path }

  /// A file of the shared data beside the checkout, or nil where that folder is absent: a test that needs it is
  /// `.enabled(if:)` it is there, so that it counts as skipped where it is not.
  public static func sharedData(_ path: String) -> String? {
    shared("data/\(path)")
  }

  /// A file of the shared folder beside the checkout, or nil where that folder is absent.
  public static func shared(_ path: String) -> String? {
    let file = root.deletingLastPathComponent().appending(path: "shared/\(path)").path
    return FileManager.default.fileExists(atPath: file) ? file : nil
  }
}
