import CArrow
import Files
import Kernels
import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

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
    try ArrowLibrary.economise()
    do {
      handle = try ArrowLibrary.said { carrow_load(path, $0) }
    } catch {
      throw ArrowFailure(
        sentence: "the library for Parquet cannot be loaded: \(error.sentence)", help: ArrowLibrary.help)
    }
  }

  /// What the library takes of addresses with what it loads.
  private static let addresses = 110 << 20

  /// Where `ulimit -v` leaves few addresses, the library is not to take a gigabyte of them at once for memory of its
  /// own,
  /// and nothing must fail while it is being loaded: it would take the program with it.
  private static func economise() throws(ArrowFailure) {
    guard let left = SystemMemory.addressSpace() else { return }
    guard left >= addresses else {
      throw ArrowFailure(
        sentence: "the library for Parquet cannot be loaded: it would take about \(addresses / 1_000_000) MB of "
          + "memory, and "
          + "\(left / 1_000_000) MB are free", help: "raise the limit, `ulimit -v`, or use CSV")
    }
    setenv("ARROW_DEFAULT_MEMORY_POOL", "system", 0)
    setenv("JE_ARROW_MALLOC_CONF", "background_thread:false,narenas:1", 0)
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
