extension Column {
  /// How many different values there are, null not counted.
  public func distinctCount() -> Int {
    switch materialised().storage {
    case .text(let codes, let dictionary):
      var seen = [Bool](repeating: false, count: dictionary.count)
      for row in 0..<count where !isNull(row) { seen[Int(codes[row])] = true }
      return seen.count { $0 }
    case .floats(let values):
      var seen = Set<Double>()
      for row in 0..<count where !isNull(row) { seen.insert(values[row]) }
      return seen.count
    case .integers(let values):
      var seen = Set<Int64>()
      for row in 0..<count where !isNull(row) { seen.insert(values[row]) }
      return seen.count
    case .indicator, .gathered: return 0
    }
  }
}
