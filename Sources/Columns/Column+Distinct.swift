extension Column {
  /// How many different values there are, null not counted.
  public func distinctCount() -> Int {
    switch storage {
    case .text(let codes, let dictionary):
      var seen = [Bool](repeating: false, count: dictionary.count)
      for row in 0..<count where !isNull(row) { seen[Int(codes[row])] = true }
      return seen.count { $0 }
    case .floats(let values):
      var seen = Set<Double>()
      for row in 0..<count where !isNull(row) { seen.insert(values[row]) }
      return seen.count
    case .integers, .indicator:
      var seen = Set<Int64>()
      let values = integers(0..<count) ?? []
      for row in 0..<count where !isNull(row) { seen.insert(values[row]) }
      return seen.count
    }
  }
}
