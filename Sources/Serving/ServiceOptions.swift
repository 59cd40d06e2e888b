/// How a service answers.
package struct ServiceOptions: Sendable {
  /// Whether rows with findings are refused.
  package var isStrict = false
  /// Rows of one request at most.
  package var mostRows = 10_000
  /// Bytes of a body at most.
  package var mostBytes = 32 << 20
  /// What a caller must show to see clients and the log, and to have rows scored; nil where everybody may.
  package var token: [UInt8]?
  /// How many threads a batch is scored on.
  package var threads = 1

  package init() {}
}

/// Words of the same length are compared to their end, so that the time tells nothing of where they differ.
enum ConstantTime {
  static func equal(_ a: [UInt8], _ b: [UInt8]) -> Bool {
    var difference = UInt64(truncatingIfNeeded: a.count ^ b.count)
    for index in b.indices { difference |= UInt64((index < a.count ? a[index] : 0) ^ b[index]) }
    return difference == 0
  }
}
