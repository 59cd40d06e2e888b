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
    let stores = BlockStore.paths(in: folder)
    // The stores of a folder serve each other: what a lock names may lie in a store that has no script any more.
    let kept = stores.filter { !belongsToNone($0) }.map(Pack.init(path:))
    let needed = blocks(ofLocksIn: folder).filter { hash in !kept.contains { $0.contains(hash) } }
    for path in stores where belongsToNone(path) && Pack.isPack(path) && !BlockStore.holds(path, anyOf: needed) {
      let bytes = FileSystem.byteCount(path) ?? 0
      FileSystem.remove(path)
      if !FileSystem.exists(path) { gone.append((path, bytes)) }
    }
    return gone.sorted { $0.path < $1.path }
  }

  /// The blocks that the locks of a folder name.
  private static func blocks(ofLocksIn folder: String) -> Set<UInt64> {
    let place = folder == "." ? "" : "\(folder)/", ending = Lock.path(for: "")
    let locks = FileSystem.names(in: folder).filter { $0.hasSuffix(ending) }.compactMap { name in
      (try? FileSystem.readText(place + name)).flatMap(Lock.init(text:))
    }
    return Set(locks.flatMap(\.cells).flatMap(\.values).flatMap(\.columns).flatMap(\.blocks))
  }

  private static func belongsToNone(_ store: String) -> Bool {
    let script = String(store.dropLast(BlockStore.ending.count))
    return !FileSystem.exists(script) && !FileSystem.exists(Lock.path(for: script))
  }
}
