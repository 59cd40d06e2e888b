/// A path in parts, by its slashes alone: any text is a path, and none is an error.
public struct PathParts: Sendable, Equatable {
  /// What stands before the last part, without the slash between them; empty where there is none, `/` for the root.
  public let folder: String
  /// The last part, without slashes behind it; empty for the root and for no text.
  public let name: String

  /// The parts of a path.
  public init(_ path: String) {
    let bytes = Array(path.utf8), slash = UInt8(ascii: "/")
    let end = (bytes.lastIndex { $0 != slash } ?? -1) + 1
    let start = (bytes[..<end].lastIndex(of: slash) ?? -1) + 1
    let folderEnd = (bytes[..<start].lastIndex { $0 != slash } ?? -1) + 1
    name = String(decoding: bytes[start..<end], as: UTF8.self)
    folder = folderEnd > 0
      ? String(decoding: bytes[..<folderEnd], as: UTF8.self) : bytes.first == slash ? "/" : ""
  }

  /// What stands behind the last dot of the name, without it; empty where nothing stands before or behind that dot.
  public var ending: String { dot.map { String(decoding: name.utf8.dropFirst($0 + 1), as: UTF8.self) } ?? "" }

  /// The path without its ending and the dot before it.
  public var withoutEnding: String {
    path(of: dot.map { String(decoding: name.utf8.prefix($0), as: UTF8.self) } ?? name)
  }

  /// A path beside this one.
  public func path(of name: String) -> String {
    folder.isEmpty ? name : folder == "/" ? "/\(name)" : "\(folder)/\(name)"
  }

  /// The offset of the dot before the ending.
  private var dot: Int? {
    let bytes = Array(name.utf8)
    return bytes.lastIndex(of: UInt8(ascii: ".")).flatMap { $0 > 0 && $0 < bytes.count - 1 ? $0 : nil }
  }
}
