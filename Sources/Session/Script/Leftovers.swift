import Files

/// What lies in a folder and belongs to no script: stores of blocks whose script and lock are gone, and files that a
/// process has left which ended in the middle of them.
public enum Leftovers {
  /// Removes them. Nothing of a script that is there goes, nor of one whose lock is, nor what another program made.
  ///
  /// - Returns: the files that are gone, with their sizes.
  public static func remove(in folder: String) -> [(path: String, bytes: Int)] {
    let place = folder == "." ? "" : "\(folder)/"
    var gone = PartialFile.sweep(folder).map { (path: place + $0.name, bytes: $0.bytes) }
    for path in BlockStore.paths(in: folder) where belongsToNone(path) && Pack.isPack(path) {
      let bytes = FileSystem.byteCount(path) ?? 0
      FileSystem.remove(path)
      if !FileSystem.exists(path) { gone.append((path, bytes)) }
    }
    return gone.sorted { $0.path < $1.path }
  }

  private static func belongsToNone(_ store: String) -> Bool {
    let script = String(store.dropLast(BlockStore.ending.count))
    return !FileSystem.exists(script) && !FileSystem.exists(Lock.path(for: script))
  }
}
