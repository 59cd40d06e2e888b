import Files
import Forms
import Kernels

/// The file of a model: its form with what tells the kind of the file, the version of the form, and a hash.
///
/// `xxh64` is the XXH64 with seed 0 of the file's bytes, with sixteen zeros in its own place.
enum ModelFile {
  static let version = 1
  private static let kind = "model"
  private static let hashMark = Array("\"xxh64\": \"".utf8)
  private static let noHash = String(repeating: "0", count: 16)

  /// The bytes of the file; those of equal models are equal.
  ///
  /// - Throws: ``FormError`` where they would not give the model again.
  static func bytes(of model: ModelValue) throws -> [UInt8] {
    var members = try FormEncoder.value(of: model).object ?? []
    members += [
      .init(name: "carnet", value: .text(kind)), .init(name: "version", value: .int(version)),
      .init(name: "xxh64", value: .text(noHash)),
    ]
    members.sort { $0.name < $1.name }
    var bytes = Array(JSONValue.object(members).lined.utf8)
    guard let place = hashPlace(bytes) else { throw FormError("there is no place for the hash", at: "") }
    bytes.replaceSubrange(place, with: XXH64.hash(bytes).hexadecimal.utf8)
    _ = try read(bytes)
    return bytes
  }

  /// Whether a file starts as that of a model does.
  static func isModel(_ path: String) -> Bool {
    guard let start = try? FileSystem.read(path, first: 64) else { return false }
    let text = start.filter { $0 > 0x20 }
    return text.starts(with: Array("{\"carnet\":\"\(kind)\"".utf8))
  }

  /// - Throws: ``FormError`` for what is no model of this version, with its place.
  static func read(_ bytes: [UInt8]) throws -> ModelValue {
    let form = try JSONReader.parse(bytes)
    guard form["carnet"]?.text == kind, let found = form["version"]?.int else {
      throw FormError("this is no model that `export` wrote", at: "")
    }
    guard found <= version else {
      throw FormError(
        "the model has a form of version \(found), and this program knows \(version) and below", at: "version")
    }
    guard let place = hashPlace(bytes) else { throw FormError("`xxh64` is missing", at: "") }
    var plain = bytes
    plain.replaceSubrange(place, with: noHash.utf8)
    guard bytes[place].elementsEqual(XXH64.hash(plain).hexadecimal.utf8) else {
      throw FormError("the file is not as it was written: its hash is another", at: "xxh64")
    }
    let model = try FormDecoder.decode(ModelValue.self, from: form)
    // What was not understood would be missing, and nothing would tell.
    let own = JSONValue.object((form.object ?? []).filter { !["carnet", "version", "xxh64"].contains($0.name) })
    if let odd = own.difference(from: try FormEncoder.value(of: model)) {
      throw FormError("this version of the program does not know what stands here", at: odd)
    }
    return model
  }

  /// Where the sixteen digits stand; members are sorted, so that they are the last such ones.
  private static func hashPlace(_ bytes: [UInt8]) -> Range<Int>? {
    let last = bytes.count - hashMark.count - noHash.utf8.count
    for start in stride(from: last, through: 0, by: -1) where bytes[start] == hashMark[0] {
      guard bytes[start...].starts(with: hashMark) else { continue }
      let digits = start + hashMark.count
      return digits..<digits + noHash.utf8.count
    }
    return nil
  }
}
