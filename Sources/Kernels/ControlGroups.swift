/// What control groups, of version 1 or 2, leave of memory to the program: its own group and all above it have limits.
package struct ControlGroups: Sendable {
  private let hierarchies: [Hierarchy]

  /// - Parameter root: what stands before every path, for tests.
  package init(root: String = "") { hierarchies = Self.hierarchies(root) }

  /// A hierarchy of groups that limits memory: the folders from the program's own group up to the mount.
  private struct Hierarchy: Sendable {
    let folders: [String]
    let isUnified: Bool
  }

  /// The least of what each group leaves; nil where none has a limit.
  package func available() -> Int? {
    hierarchies.flatMap { place in place.folders.compactMap { left($0, place.isUnified) } }.min()
  }

  private func left(_ folder: String, _ isUnified: Bool) -> Int? {
    func text(_ name: String) -> String? { SystemFile.text("\(folder)/\(name)") }
    let names = isUnified
      ? (limits: ["memory.max", "memory.high"], used: "memory.current",
        cache: ["inactive_file", "active_file"], dirty: "file_dirty")
      : (limits: ["memory.limit_in_bytes"], used: "memory.usage_in_bytes",
        cache: ["total_inactive_file", "total_active_file"], dirty: "total_dirty")
    // A group without a limit says so by a word, or by a number that no machine reaches.
    let limits = names.limits.compactMap { SystemFile.whole(text($0)) }.filter { $0 < 1 << 60 }
    guard let limit = limits.min(), let used = SystemFile.whole(text(names.used)) else { return nil }
    // Pages of files that were read count as used, but are given up when they are needed.
    let facts = text("memory.stat")
    let cache = names.cache.reduce(0) { $0 + (SystemFile.number($1, in: facts) ?? 0) }
    let dirty = SystemFile.number(names.dirty, in: facts) ?? 0
    return max(0, limit - used + max(0, cache - dirty) - limit / 64)
  }

  private static func hierarchies(_ root: String) -> [Hierarchy] {
    let mounts = SystemFile.text("\(root)/proc/self/mountinfo")?.split(separator: "\n") ?? []
    let groups = SystemFile.text("\(root)/proc/self/cgroup")?.split(separator: "\n") ?? []
    return groups.compactMap { line -> Hierarchy? in
      // 4:memory:/path, or 0::/path for the unified hierarchy
      let parts = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
      guard parts.count == 3 else { return nil }
      let isUnified = parts[1].isEmpty
      guard isUnified || parts[1].split(separator: ",").contains("memory") else { return nil }
      guard let (top, point) = mounts.lazy.compactMap({ mount($0, isUnified: isUnified) }).first else { return nil }
      return Hierarchy(folders: folders(of: String(parts[2]), under: top, at: root + point), isUnified: isUnified)
    }
  }

  /// What of a hierarchy is mounted where: `36 32 0:33 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory`.
  private static func mount(_ line: Substring, isUnified: Bool) -> (top: String, point: String)? {
    let words = line.split(separator: " ")
    guard let dash = words.firstIndex(of: "-"), dash >= 5, words.count > dash + 1 else { return nil }
    let options = words.last?.split(separator: ",") ?? []
    let isWanted = isUnified ? words[dash + 1] == "cgroup2" : words[dash + 1] == "cgroup" && options.contains("memory")
    return isWanted ? (String(words[3]), String(words[4])) : nil
  }

  /// In a container the mount may show the program's own group as the top of all, under any path.
  private static func folders(of group: String, under top: String, at point: String) -> [String] {
    let isBelow = top == "/" || group == top || group.hasPrefix(top + "/")
    let path = isBelow ? group.dropFirst(top == "/" ? 0 : top.count) : ""
    var folders = [point], folder = point
    for part in path.split(separator: "/") where part != ".." {
      folder += "/\(part)"
      folders.append(folder)
    }
    return folders
  }
}
