import Dispatch
import Synchronization

/// Lets go of values that consist of very many parts, on a thread of its own.
///
/// Millions of small parts take as long to free as to make, and freeing cannot be cancelled: who has asked work to stop
/// would wait for it.
public enum Release {
  /// How many parts make a value worth another thread: a few milliseconds of freeing.
  public static let manyParts = 1 << 15

  private static let queue = DispatchQueue(label: "carnet.release", qos: .utility)

  private final class Held<T: Sendable>: Sendable {
    private let value: Mutex<T?>
    init(_ value: T) { self.value = Mutex(value) }
    func drop() { value.withLock { $0 = nil } }
  }

  /// Puts `empty` in the place of a value, which goes on another thread unless something else still has it.
  /// - Parameter parts: of how many parts it consists; one of few goes at once.
  public static func later<T: Sendable>(_ value: inout T, parts: Int, leaving empty: T) {
    guard parts > manyParts else {
      value = empty
      return
    }
    let held = Held(value)
    value = empty
    queue.async { held.drop() }
  }
}
