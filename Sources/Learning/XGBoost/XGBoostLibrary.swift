import CXGBoost
import Kernels
import Synchronization

/// XGBoost's own C library, loaded when it is first needed.
///
/// It is looked for at `CARNET_XGBOOST`, then as `.deps/lib/libxgboost.so` in the folders above the executable.
final class XGBoostLibrary: @unchecked Sendable {
  // SAFETY: unchecked because of the handle: a table of functions that is never written after loading and never
  // unloaded.
  let handle: OpaquePointer

  private static let place = BoosterPlace("XGBoost", file: "libxgboost.so", variable: "CARNET_XGBOOST")

  private static let loaded = Mutex<XGBoostLibrary?>(nil)

  /// The library, loaded at the first call.
  ///
  /// - Throws: ``LearningError`` that says where it was looked for and how to install it.
  static func shared() throws -> XGBoostLibrary {
    try loaded.withLock { loaded in
      if let loaded { return loaded }
      let library = try XGBoostLibrary(path: Self.place.path())
      loaded = library
      return library
    }
  }

  /// What the library and its threads take of addresses. Where `ulimit -v` leaves less, the program would end with it.
  private static let addresses = 128 << 20

  private init(path: String) throws {
    if let left = SystemMemory.addressSpace(), left < Self.addresses {
      throw InsufficientMemory(needed: Double(Self.addresses), available: left)
    }
    var message: UnsafePointer<CChar>?
    guard let handle = xgb_load(path, &message) else {
      let reason = message.map { String(cString: $0) } ?? "no reason given"
      throw Self.place.error("cannot be loaded (\(reason))")
    }
    self.handle = handle
  }

  /// - Throws: ``LearningError`` with the library's own message where a call did not return 0.
  func check(_ status: Int32) throws {
    guard status != 0 else { return }
    let message = xgb_last_error(handle).map { String(cString: $0) } ?? "no message"
    throw LearningError("XGBoost refused: \(Self.sentence(message))")
  }

  /// What a message says, without the time, the place in the library's sources and the stack below it.
  static func sentence(_ message: String) -> String {
    let head = message.split(separator: "\nStack trace:", maxSplits: 1).first ?? message[...]
    let start = head.firstMatch(of: #/^\[[0-9:]+\] \S+:[0-9]+: /#)?.range.upperBound ?? head.startIndex
    return head[start...].split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

}
