import Foundation
import Testing

/// Expected output in files. With `CARNET_UPDATE_GOLDEN=1` in the environment the files are written anew instead;
/// read the difference before committing it.
public enum Golden {
  public static func expect(
    _ text: String, equals file: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    if ProcessInfo.processInfo.environment["CARNET_UPDATE_GOLDEN"] == "1" {
      try text.write(toFile: file, atomically: true, encoding: .utf8)
      return
    }
    let expected = try String(contentsOfFile: file, encoding: .utf8)
    #expect(text == expected, "\(file) differs", sourceLocation: sourceLocation)
  }
}
