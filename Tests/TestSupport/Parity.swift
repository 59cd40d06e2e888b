import Foundation

/// Expected values that Python scripts under Tests/Parity wrote.
public enum Parity {
  /// Reads `expected.json` of a topic.
  public static func expected<T: Decodable>(_ topic: String, as type: T.Type) throws -> T {
    let file = Repository.file("Tests/Parity/\(topic)/expected.json")
    return try JSONDecoder().decode(type, from: Data(contentsOf: URL(filePath: file)))
  }
}
