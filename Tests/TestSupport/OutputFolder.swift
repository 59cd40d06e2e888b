import Foundation

/// A folder for what a script of the examples writes in `out/`, where scripts of other tests write at the same time. It
/// is gone with this.
public final class OutputFolder {
  /// Where it lies.
  public let path = FileManager.default.temporaryDirectory.appending(path: "carnet-out-\(UUID().uuidString)").path

  /// A folder that is made when something is written there.
  public init() {}

  /// The script with this folder in the place of `out`.
  public func script(_ text: String) -> String { text.replacingOccurrences(of: "\"out/", with: "\"\(path)/") }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}
