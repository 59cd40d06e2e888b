extension Column {
  /// The rows with the given indices, in that order; a negative index gives null.
  public func taking(_ rows: [Int32]) -> Column {
    let storage: Storage = switch self.storage {
    case .integers(let values): .integers(values.taking(rows))
    case .floats(let values): .floats(Column.take(values, rows))
    case .text(let codes, let dictionary): .text(codes.taking(rows), dictionary)
    case .indicator: materialised().taking(rows).storage
    }
    return Column(type: type, count: rows.count, validity: takenValidity(rows), storage: storage)
  }

  private static func take(_ buffer: Buffer<Double>, _ rows: [Int32]) -> Buffer<Double> {
    let view = buffer.view
    return Buffer(count: rows.count) { out in
      for position in 0..<rows.count where rows[position] >= 0 { out[position] = view[Int(rows[position])] }
    }
  }

  private func takenValidity(_ rows: [Int32]) -> Bitmap? {
    guard validity != nil || rows.contains(where: { $0 < 0 }) else { return nil }
    return Bitmap(count: rows.count) { position in
      let row = Int(rows[position])
      return row >= 0 && (validity.map { $0[row] } ?? true)
    }
  }

  /// The column with rows outside `keep` made null.
  public func nulling(where isNulled: (Int) -> Bool) -> Column {
    let valid = Bitmap(count: count) { row in !isNull(row) && !isNulled(row) }
    let plain = materialised()
    return Column(type: type, count: count, validity: valid, storage: plain.storage).zeroingNulls()
  }

  /// Puts the canonical zero into null rows, which hashing and exact comparison of memory rely on.
  private func zeroingNulls() -> Column {
    guard let validity else { return self }
    let storage: Storage = switch self.storage {
    case .floats(let buffer): .floats(Buffer(count: count) { out in
      for row in 0..<count where validity[row] { out[row] = buffer.view[row] }
    })
    case .integers(let values): .integers(IntegerBuffer((0..<count).map { validity[$0] ? values[$0] : 0 }))
    case .text(let codes, let dictionary): 
      .text(IntegerBuffer((0..<count).map { validity[$0] ? codes[$0] : 0 }), dictionary)
    case .indicator: self.storage
    }
    return Column(type: type, count: count, validity: validity, storage: storage)
  }
}
