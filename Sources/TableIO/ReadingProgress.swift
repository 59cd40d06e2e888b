/// Foretells from the first pieces of a file what all others will take of memory.
struct ReadingProgress {
  private let pieces: Int
  private var done = 0
  /// How far it was, and with how many bytes, when it was asked last.
  private var last = (done: 0, bytes: 0.0)

  /// Of fewer pieces the first ones tell little.
  private static let fewest = 16

  init(pieces: Int) { self.pieces = pieces }

  /// How many bytes more the pieces that are left will take, if they are like those since the last answer. Nil but
  /// before the pieces at an eighth, a quarter and half of the way.
  /// - Parameter bytes: what those before took.
  mutating func more(behind bytes: Double) -> Double? {
    defer { done += 1 }
    guard pieces >= Self.fewest, [pieces / 8, pieces / 4, pieces / 2].contains(done) else { return nil }
    defer { last = (done, bytes) }
    return (bytes - last.bytes) / Double(done - last.done) * Double(pieces - done)
  }
}
