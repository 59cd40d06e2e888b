import CLightGBM
import Kernels
import Synchronization

/// LightGBM's own C library, loaded when it is first needed.
///
/// It is looked for at `CARNET_LIGHTGBM`, then as `.deps/lib/lib_lightgbm.so` in the folders above the
/// executable.
final class LightGBMLibrary: @unchecked Sendable {
  // SAFETY: unchecked because of the handle: a table of functions that is never written after loading and never
  // unloaded.
  let handle: OpaquePointer

  private static let place = BoosterPlace("LightGBM", file: "lib_lightgbm.so", variable: "CARNET_LIGHTGBM")

  private static let loaded = Mutex<LightGBMLibrary?>(nil)

  private let gate = ThreadGate()

  /// Does work on so many threads. The library has one number of threads for the whole process, so only work on the
  /// same number goes on beside it: a training that went on with other threads would write where it has no room, and
  /// goss would draw other rows.
  func on<T>(threads: Int, _ body: () throws -> T) throws -> T {
    try gate.pass(threads) { try check(lgbm_set_threads(handle, Int32(clamping: threads))) } body: { try body() }
  }

  /// The library, loaded at the first call.
  ///
  /// - Throws: ``LearningError`` that says where it was looked for and how to install it.
  static func shared() throws -> LightGBMLibrary {
    try loaded.withLock { loaded in
      if let loaded { return loaded }
      let library = try LightGBMLibrary(path: Self.place.path())
      loaded = library
      return library
    }
  }

  /// What the library and its threads take of addresses. Where `ulimit -v` leaves less, the program would end with it.
  private static let addresses = 96 << 20

  private init(path: String) throws {
    if let left = SystemMemory.addressSpace(), left < Self.addresses {
      throw InsufficientMemory(needed: Double(Self.addresses), available: left)
    }
    var message: UnsafePointer<CChar>?
    guard let handle = lgbm_load(path, &message) else {
      let reason = message.map { String(cString: $0) } ?? "no reason given"
      throw Self.place.error("cannot be loaded (\(reason))")
    }
    self.handle = handle
  }

  /// - Throws: ``LearningError`` with the library's own message where a call did not return 0.
  func check(_ status: Int32) throws {
    guard status != 0 else { return }
    let message = lgbm_last_error(handle).map { String(cString: $0) } ?? "no message"
    throw LearningError("LightGBM refused: \(Self.sentence(message))")
  }

  /// What a message says, without the place in the library's sources.
  static func sentence(_ message: String) -> String {
    String(message.prefix(upTo: message.firstMatch(of: #/ at \S+, line [0-9]+ ?\.?\s*$/#)?.range.lowerBound
      ?? message.endIndex))
  }
}
