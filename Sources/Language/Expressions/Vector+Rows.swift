import Columns

extension Vector {
  /// The vector with a constant repeated for each row.
  public func spread(_ count: Int) -> Vector {
    guard isConstant else { return self }
    var out = self
    (out.isConstant, out.count, out.valid) = (false, count, validity(count))
    switch data {
    case .ints(let values): out.data = .ints([Int64](repeating: values[0], count: count))
    case .floats(let values): out.data = .floats([Double](repeating: values[0], count: count))
    case .texts(let codes, let dictionary):
      out.data = .texts([Int32](repeating: codes[0], count: count), dictionary)
    }
    return out
  }

  /// Rows that are valid in each of the vectors, nil when all are.
  public static func intersect(_ vectors: [Vector], _ count: Int) -> [Bool]? {
    var out: [Bool]?
    for vector in vectors {
      guard let valid = vector.validity(count) else { continue }
      guard var both = out else { out = valid; continue }
      for row in both.indices where !valid[row] { both[row] = false }
      out = both
    }
    return out
  }

  /// The values of some rows; a constant stays one.
  func taking(_ rows: [Int32]) -> Vector {
    if isConstant { return self }
    var out = self
    out.count = rows.count
    out.valid = valid.map { valid in rows.map { valid[Int($0)] } }
    switch data {
    case .ints(let values): out.data = .ints(rows.map { values[Int($0)] })
    case .floats(let values): out.data = .floats(rows.map { values[Int($0)] })
    case .texts(let codes, let dictionary): out.data = .texts(rows.map { codes[Int($0)] }, dictionary)
    }
    return out
  }

  /// The vector as one of another type that its values have as well; a bare null fits any.
  func retyped(_ type: ColumnType) -> Vector {
    var out = self
    switch (type, data) {
    case (.text, .texts), (.float, .floats): return self
    case (.float, .ints(let values)): out.data = .floats(values.map { Double($0) })
    case (.text, _), (_, .floats), (_, .texts):
      out = Vector(nulls: count, type: type)
      out.isConstant = isConstant
    default: break
    }
    out.type = type
    return out
  }

  /// What `value` gives for the text of each of `count` rows, once for each text of a dictionary that is no larger;
  /// anything where a row is null.
  func byText(_ count: Int, _ value: (String) throws -> Int64) rethrows -> [Int64] {
    guard case .texts(let codes, let dictionary) = data else { return [Int64](repeating: 0, count: count) }
    var known = [Int64?](repeating: nil, count: dictionary.count <= 4 * codes.count ? dictionary.count : 0)
    let own = try codes.indices.map { row -> Int64 in
      let code = Int(codes[row])
      guard valid?[row] ?? true, code < dictionary.count else { return 0 }
      guard code < known.count else { return try value(dictionary[code]) }
      if let value = known[code] { return value }
      let made = try value(dictionary[code])
      known[code] = made
      return made
    }
    return isConstant ? [Int64](repeating: own[0], count: count) : own
  }
}
