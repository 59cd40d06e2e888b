import CArrow
import Files
import Synchronization

/// What Arrow said when it could not do something.
struct ArrowFailure: Error {
  let sentence: String
  var help: String?
}

/// Apache Arrow behind the project's own library, `.deps/lib/libcarnet-arrow.so`, loaded when it is first needed.
///
/// `CARNET_ARROW` names another place for it.
final class ArrowLibrary: @unchecked Sendable {
  // SAFETY: unchecked because of the handle: a table of functions that is never written after loading and never
  // unloaded.
  let handle: OpaquePointer

  private static let loaded = Mutex<ArrowLibrary?>(nil)
  private static let help = "run scripts/setup"

  /// The library, loaded at the first call.
  static func shared() throws(ArrowFailure) -> ArrowLibrary {
    try loaded.withLock { loaded throws(ArrowFailure) in
      if let loaded { return loaded }
      let library = try ArrowLibrary()
      loaded = library
      return library
    }
  }

  private init() throws(ArrowFailure) {
    guard let path = InstalledLibrary.path("libcarnet-arrow.so", variable: "CARNET_ARROW") else {
      throw ArrowFailure(
        sentence: "the library for Parquet is not installed: there is no .deps/lib/libcarnet-arrow.so",
        help: ArrowLibrary.help)
    }
    do {
      handle = try ArrowLibrary.said { carrow_load(path, $0) }
    } catch {
      throw ArrowFailure(
        sentence: "the library for Parquet cannot be loaded: \(error.sentence)", help: ArrowLibrary.help)
    }
  }

  /// The result of a call that says why it failed.
  static func said<T>(_ call: (carrow_message) -> T?) throws(ArrowFailure) -> T {
    var text = [CChar](repeating: 0, count: 512)
    // SAFETY: the call writes a message of at most the buffer's length, ended by a zero, and keeps no pointer to it.
    let result = text.withUnsafeMutableBufferPointer { text in
      call(carrow_message(text: text.baseAddress, capacity: Int32(text.count)))
    }
    if let result { return result }
    let bytes = text.prefix { $0 != 0 && $0 != 10 }.map { UInt8(bitPattern: $0) }
    let sentence = String(decoding: bytes, as: UTF8.self)
    throw ArrowFailure(sentence: sentence.hasSuffix(".") ? String(sentence.dropLast()) : sentence)
  }

  /// A call that returns 0 where it succeeded.
  static func check(_ call: (carrow_message) -> Int32) throws(ArrowFailure) {
    try said { message in call(message) == 0 ? () : nil }
  }
}
