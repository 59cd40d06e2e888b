import CInflate

/// How the text of a file is packed.
public enum Packing: String, Sendable, CaseIterable {
  case gzip, zstd

  /// The packing that the ending of a path asks for.
  init?(path: String) {
    if path.hasSuffix(".gz") { self = .gzip } else if path.hasSuffix(".zst") { self = .zstd } else { return nil }
  }

  /// A whole packed file with these bytes; such files, one behind the other, are one file again.
  /// - Throws: ``WriteError`` where there is no memory for it, and for Zstandard.
  func packed(_ bytes: [UInt8], path: String) throws(WriteError) -> [UInt8] {
    guard self == .gzip else {
      throw WriteError(path: path, sentence: "Zstandard is read, but not written", help: "let the name end in `.gz`")
    }
    var out = [UInt8](repeating: 0, count: Int(gzip_bound(Int64(bytes.count))))
    let count = gzip_pack(bytes, Int64(bytes.count), &out, Int64(out.count))
    guard count >= 0 else { throw WriteError(path: path, sentence: "there is not enough memory to pack the file") }
    return Array(out.prefix(Int(count)))
  }
}
