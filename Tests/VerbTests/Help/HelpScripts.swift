/// Scripts that are wrong in ways that no other test's are.
enum HelpScripts {
  static let table = """
    t = range 12 | derive { x = n * 5 % 11, y = n / 4, k = n % 2, name = if n < 5 then "a" else "b" } | drop n

    """

  /// The scripts, which read files of a folder.
  static func all(in folder: HelpFolder) -> [String] {
    let reading = files.enumerated().map { index, file in
      folder.write("\(index)-\(file.name)", file.text)
      return file.script.replacing("FILE", with: "\(folder.path)/\(index)-\(file.name)")
        .replacing("DIR", with: folder.path)
    }
    for (name, text) in more { folder.write(name, text) }
    let plain = (expressions + stages + statements + models + scorecards + rare).map { table + $0 }
    return (plain + whole + reading).map { $0.replacing("DIR", with: folder.path) }
  }
}
