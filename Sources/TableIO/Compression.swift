import CInflate
import Kernels

/// How the text of a file is packed.
public enum Compression: String, Sendable, CaseIterable {
  case plain = "none"
  case gzip, zstd

  /// The compression that the ending of a path asks for.
  init(path: String) { self = path.hasSuffix(".gz") ? .gzip : path.hasSuffix(".zst") ? .zstd : .plain }

  /// The compression that a file's first bytes tell.
  init(firstBytesOf file: FileBytes) {
    let head = file.bytes(0..<min(4, file.count))
    self = head.starts(with: [0x1F, 0x8B]) ? .gzip : head == [0x28, 0xB5, 0x2F, 0xFD] ? .zstd : .plain
  }

  var format: inflate_format? {
    switch self {
    case .plain: nil
    case .gzip: INFLATE_GZIP
    case .zstd: INFLATE_ZSTD
    }
  }

  /// The bytes packed as a whole file; such files, one behind the other, are one file again.
  /// - Throws: ``WriteError`` where there is no memory for it, and for Zstandard.
  func packed(_ bytes: [UInt8], path: String) throws(WriteError) -> [UInt8] {
    if self == .plain { return bytes }
    guard self == .gzip else {
      throw WriteError(path: path, sentence: "Zstandard is read, but not written", help: "let the name end in `.gz`")
    }
    var out = [UInt8](repeating: 0, count: Int(gzip_bound(Int64(bytes.count))))
    let count = gzip_pack(bytes, Int64(bytes.count), &out, Int64(out.count))
    guard count >= 0 else { throw WriteError(path: path, sentence: "there is not enough memory to pack the file") }
    return Array(out.prefix(Int(count)))
  }
}
