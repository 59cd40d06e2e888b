import Columns

extension Column {
  /// The values of one column followed by those of another, as a column of `type`: both have it, or are numbers.
  static func joining(_ a: Column, _ b: Column, as type: ColumnType) -> Column {
    let count = a.count + b.count
    if type == .float { return Column(doubles: (a.doubles() ?? []) + (b.doubles() ?? [])) }
    let hasNulls = a.validity != nil || b.validity != nil
    let validity = hasNulls
      ? Bitmap(count: count) { $0 < a.count ? !a.isNull($0) : !b.isNull($0 - a.count) } : nil
    if case .text(let first, let left) = a.materialised().storage,
      case .text(let second, let right) = b.materialised().storage
    {
      let (dictionary, codeOf) = left.merged(with: right)
      // The code 0 of a null row may not exist in an empty dictionary.
      let lower = second.values(0..<b.count).enumerated().map { b.isNull($0) ? 0 : codeOf[Int($1)] }
      let codes = IntegerBuffer(first.values(0..<a.count) + lower)
      return Column(type: .text, count: count, validity: validity, storage: .text(codes, dictionary))
    }
    let values = (a.integers(0..<a.count) ?? []) + (b.integers(0..<b.count) ?? [])
    return Column(type: type, count: count, validity: validity, storage: .integers(IntegerBuffer(values)))
  }

  /// Several columns, of which there is one at least, one behind another.
  static func joining(_ columns: [Column], as type: ColumnType) -> Column {
    columns.dropFirst().reduce(columns[0]) { joining($0, $1, as: type) }
  }
}

extension TextDictionary {
  /// A dictionary of the texts of both, and the code in it of each text of the other one. It keeps an order of bands
  /// only where both have the same.
  func merged(with other: TextDictionary) -> (dictionary: TextDictionary, codes: [Int64]) {
    var texts = values, codeOf: [String: Int] = [:]
    for (code, text) in values.enumerated() where codeOf[text] == nil { codeOf[text] = code }
    let codes = other.values.map { text -> Int64 in
      if let known = codeOf[text] { return Int64(known) }
      codeOf[text] = texts.count
      texts.append(text)
      return Int64(texts.count - 1)
    }
    let keepsOrder = isOrdered && (other.count == 0 || other.isOrdered && values == other.values)
    return (TextDictionary(texts, isOrdered: keepsOrder), codes)
  }
}
