import Foundation

/// The files that a path stands for: one, all data files of a folder, or those that match a pattern.
///
/// In a pattern `*` and `?` stand for characters of one name and `**` for any folders. Names that begin with a dot or
/// an underscore are passed over in folders, as Spark and Hive mark what is no data there.
public struct FileSet: Sendable {
  /// In the order of their names, folder by folder.
  public let paths: [String]
  /// Whether a folder or a pattern was given, and not one file.
  public let isSeveral: Bool

  /// - Throws: ``ReadError`` where nothing matches.
  public init(_ path: String) throws(ReadError) {
    var isFolder: ObjCBool = false
    let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
    if exists && isFolder.boolValue {
      (paths, isSeveral) = (Self.files(below: path), true)
    } else if !exists, path.contains(where: { "*?".contains($0) }) {
      (paths, isSeveral) = (Self.matches(of: path), true)
    } else {
      (paths, isSeveral) = ([path], false)
    }
    if paths.isEmpty {
      var error = ReadError(
        path: path, sentence: exists ? "the folder holds no table files" : "no file matches the pattern",
        help: exists ? "a pattern chooses among files of any name: `load \"\(path)/*\"`" : nil)
      error.isMissingFile = !exists
      throw error
    }
  }

  private static func files(below folder: String) -> [String] {
    names(in: folder).flatMap { name -> [String] in
      let path = joined(folder, name)
      if isFolder(path) { return files(below: path) }
      return TableFormat(path: path) == nil ? [] : [path]
    }
  }

  private static func matches(of pattern: String) -> [String] {
    let parts = pattern.split(separator: "/", omittingEmptySubsequences: true).map(String.init)
    var found = [pattern.hasPrefix("/") ? "/" : ""]
    for (index, part) in parts.enumerated() {
      let isLast = index == parts.count - 1
      found = found.flatMap { step(part, in: $0, isLast: isLast) }
    }
    return found.filter { !isFolder($0) }
  }

  private static func step(_ part: String, in folder: String, isLast: Bool) -> [String] {
    if part == "**" { return [folder] + folders(below: folder) }
    guard part.contains(where: { "*?".contains($0) }) else {
      let path = joined(folder, part)
      return FileManager.default.fileExists(atPath: path) ? [path] : []
    }
    let wanted = Array(part.unicodeScalars)
    return names(in: folder).filter { matches(Array($0.unicodeScalars)[...], wanted[...]) }.map { joined(folder, $0) }
      .filter { isLast || isFolder($0) }
  }

  private static func folders(below folder: String) -> [String] {
    names(in: folder).map { joined(folder, $0) }.filter(isFolder).flatMap { [$0] + folders(below: $0) }
  }

  /// Whether a name is what a pattern of `*` and `?` stands for; each star is tried once more from where it stood.
  private static func matches(_ name: ArraySlice<Unicode.Scalar>, _ pattern: ArraySlice<Unicode.Scalar>) -> Bool {
    var (place, wanted) = (name.startIndex, pattern.startIndex)
    var retry: (place: Int, wanted: Int)?
    while place < name.endIndex {
      if wanted < pattern.endIndex, pattern[wanted] == "*" {
        retry = (place, wanted)
        wanted += 1
      } else if wanted < pattern.endIndex, pattern[wanted] == "?" || pattern[wanted] == name[place] {
        (place, wanted) = (place + 1, wanted + 1)
      } else if let star = retry {
        retry = (star.place + 1, star.wanted)
        (place, wanted) = (star.place + 1, star.wanted + 1)
      } else {
        return false
      }
    }
    return pattern[wanted...].allSatisfy { $0 == "*" }
  }

  private static func names(in folder: String) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.isEmpty ? "." : folder)) ?? []
    return names.filter { !$0.hasPrefix(".") && !$0.hasPrefix("_") }.sorted {
      $0.utf8.lexicographicallyPrecedes($1.utf8)
    }
  }

  private static func joined(_ folder: String, _ name: String) -> String {
    folder.isEmpty || folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
  }

  private static func isFolder(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
  }
}
