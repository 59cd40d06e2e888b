import Foundation

/// Completes the names of files: in a string anywhere, and behind commands that take a path.
public enum PathCompletion {
  /// Where the string begins that the line's end lies in; nil where it lies in none.
  public static func start(in line: String) -> String.Index? {
    var start: String.Index?, quote: Character?, isEscaped = false
    for index in line.indices {
      let character = line[index]
      if let open = quote {
        if isEscaped {
          isEscaped = false
        } else if character == "\\" {
          isEscaped = open == "\""
        } else if character == open {
          quote = nil
        }
      } else if character == "\"" || character == "`" {
        (quote, start) = (character, line.index(after: index))
      } else if character == "#" {
        return nil
      }
    }
    return quote == "\"" ? start : nil
  }

  /// The paths that begin as typed, sorted; a folder ends in `/`, and `~` becomes the home folder. Hidden files only
  /// where their dot was typed.
  public static func paths(from typed: String) -> [String] {
    let home = ProcessInfo.processInfo.environment["HOME"] ?? "~"
    let path = typed == "~" ? home + "/" : typed.hasPrefix("~/") ? home + typed.dropFirst() : typed
    let cut = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
    let (folder, beginning) = (String(path[..<cut]), String(path[cut...]))
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.isEmpty ? "." : folder)) ?? []
    let fitting = names.filter { $0.hasPrefix(beginning) && (beginning.hasPrefix(".") || !$0.hasPrefix(".")) }
    return fitting.sorted().map { name in
      var isFolder: ObjCBool = false
      let exists = FileManager.default.fileExists(atPath: folder + name, isDirectory: &isFolder)
      return folder + name + (exists && isFolder.boolValue ? "/" : "")
    }
  }
}
