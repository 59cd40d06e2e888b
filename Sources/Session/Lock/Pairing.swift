import Files
import Forms
import Kernels

/// What tells whether a script and a lock are of one saving: each carries the other's hash.
///
/// The lock has that of the script. A script that was saved with a lock has that of the lock behind its first line, as
/// in `carnet 1 # lock 9f86d081884c7d65`; that mark is no part of what the lock takes the hash of.
public struct Pairing: Sendable, Equatable {
  /// The script without its mark.
  public let text: String
  /// The lock that the script was saved with; nil where it was written by hand.
  public let lockHash: UInt64?

  private static let mark = " # lock "

  /// Reads from a script's first line which lock belongs to it.
  public init(_ script: String) {
    let line = script.prefix { $0 != "\n" && $0 != "\r\n" }
    guard line.hasPrefix("carnet "), let start = line.firstRange(of: Self.mark),
      line[start.upperBound...].utf8.count == 16, let hash = UInt64(line[start.upperBound...], radix: 16)
    else {
      (text, lockHash) = (script, nil)
      return
    }
    (text, lockHash) = (String(line[..<start.lowerBound]) + script[line.endIndex...], hash)
  }

  /// The hash of the script that a lock carries.
  var scriptHash: UInt64 { Self.hash(text) }

  /// The script with the mark of a lock.
  func text(markedWith lock: Lock) -> String {
    let line = text.prefix { $0 != "\n" && $0 != "\r\n" }
    guard line.hasPrefix("carnet ") else { return text }
    return line + Self.mark + Self.hash(lock.text).hexadecimal + text[line.endIndex...]
  }

  /// A script and a lock that tell of each other.
  public static func pair(_ text: String, with lock: Lock) -> (script: String, lock: Lock) {
    var lock = lock
    let pairing = Pairing(text)
    lock.scriptHash = pairing.scriptHash
    return (pairing.text(markedWith: lock), lock)
  }

  private static func hash(_ text: String) -> UInt64 { XXH64.hash(text) }

  /// Whether a lock was put on disk together with the script.
  public func belongs(to lock: Lock) -> Bool {
    scriptHash == lock.scriptHash && (lockHash == nil || lockHash == Self.hash(lock.text))
  }

  /// Whether the script and a lock were put on disk by two savings of which one was not finished: the lock speaks of
  /// another script, and the script of another lock. A script that was edited still speaks of its lock, and a lock that
  /// was recorded anew of its script.
  public func isTorn(from lock: Lock) -> Bool {
    guard let lockHash, let scriptHash = lock.scriptHash else { return false }
    return scriptHash != self.scriptHash && lockHash != Self.hash(lock.text)
  }

  /// What to say of a script and a lock that do not belong together, or of a lock that was never written.
  ///
  /// - Parameter lock: nil where there is none.
  public func note(on lock: Lock?, script: String) -> String? {
    let name = FileSystem.name(of: script)
    if let lock {
      return isTorn(from: lock)
        ? "\(name) and its lock are of two savings: the program ended before it had put both in place" : nil
    }
    return lockHash == nil
      ? nil : "\(name) was saved with a lock that is gone, or the program ended before it was there"
  }
}
