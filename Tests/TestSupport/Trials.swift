import Foundation

/// How often a property is tried: seldom in a run of all tests, and as often as `CARNET_TRIALS` says when that is set.
public enum Trials {
  public static func count(_ usual: Int) -> Int {
    ProcessInfo.processInfo.environment["CARNET_TRIALS"].flatMap { Int($0) } ?? usual
  }
}
