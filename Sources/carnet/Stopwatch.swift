/// Seconds between one cell's end and the next one's.
struct Stopwatch {
  private var start = ContinuousClock.now

  /// The seconds since the last lap, to the millisecond.
  mutating func lap() -> Double {
    let now = ContinuousClock.now
    defer { start = now }
    return ((now - start) / .milliseconds(1)).rounded() / 1000
  }
}
