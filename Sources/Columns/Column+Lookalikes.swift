extension Column {
  /// Two texts that rows have, look alike and are not the same; nil where there are none. They are told apart by their
  /// bytes, which nobody sees.
  public var lookalikes: (String, String)? {
    guard let dictionary, !dictionary.lookalikes.isEmpty else { return nil }
    guard case .text(let codes, _) = materialised().storage else { return nil }
    var isUsed = [Bool](repeating: false, count: dictionary.count)
    for (row, code) in codes.values(0..<count).enumerated() where !isNull(row) { isUsed[Int(code)] = true }
    for codes in dictionary.lookalikes {
      let used = codes.filter { isUsed[$0] }
      if used.count > 1, !dictionary[used[0]].hasSameBytes(as: dictionary[used[1]]) {
        return (dictionary[used[0]], dictionary[used[1]])
      }
    }
    return nil
  }
}
