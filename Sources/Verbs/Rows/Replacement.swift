import Columns

/// One value in the place of others.
struct Replacement {
  /// None of them null.
  let old: [Cell]
  let new: Cell

  /// The column after the replacement, of type `type` (its own, or float for a column of whole numbers), and how many
  /// values were replaced.
  func apply(to column: Column, as type: ColumnType) -> (column: Column, count: Int) {
    let column = column.materialised().knowing(new), hits = rows(in: column)
    if hits.isEmpty { return (type == .float && column.type == .int ? widened(column) : column, 0) }
    if new.isNull {
      let gone = Set(hits)
      return (column.nulling { gone.contains($0) }, hits.count)
    }
    let validity = column.validity
    if case .text(let codes, let dictionary) = column.storage, case .text(let text) = new {
      let known = dictionary.code(of: text)
      let extended = known == nil ? TextDictionary(dictionary.values + [text]) : dictionary
      var values = codes.values(0..<column.count)
      for row in hits { values[row] = Int64(known ?? dictionary.count) }
      let storage = Column.Storage.text(IntegerBuffer(values), extended)
      return (Column(type: .text, count: column.count, validity: validity, storage: storage), hits.count)
    }
    if type == .float {
      var values = column.doubles() ?? []
      for row in hits { values[row] = new.number ?? .nan }
      return (Column(doubles: values), hits.count)
    }
    var values = column.integers(0..<column.count) ?? []
    let integer = new.wholeNumber ?? 0
    for row in hits { values[row] = integer }
    let storage = Column.Storage.integers(IntegerBuffer(values))
    return (Column(type: type, count: column.count, validity: validity, storage: storage), hits.count)
  }

  private func widened(_ column: Column) -> Column { Column(doubles: column.doubles() ?? []) }

  /// The rows that hold one of the old values, ascending.
  private func rows(in column: Column) -> [Int] {
    switch column.storage {
    case .text(let codes, let dictionary):
      let wanted = Set(old)
      let isOld = dictionary.values.map { wanted.contains(.text($0)) }
      guard isOld.contains(true) else { return [] }
      let values = codes.values(0..<column.count)
      return values.indices.filter { !column.isNull($0) && isOld[Int(values[$0])] }
    case .floats(let values):
      let wanted = Set(old.compactMap(\.exactDouble))
      return (0..<column.count).filter { !column.isNull($0) && wanted.contains(values[$0]) }
    case .integers, .indicator, .gathered:
      let wanted = Set(old.compactMap(\.wholeNumber))
      let values = column.integers(0..<column.count) ?? []
      return values.indices.filter { !column.isNull($0) && wanted.contains(values[$0]) }
    }
  }
}

extension Column {
  /// Bands with one more behind the others, should it not be there: also where no row gets it, so that how it compares
  /// does not depend on other rows.
  func knowing(_ cell: Cell) -> Column {
    guard case .text(let text) = cell, let dictionary, dictionary.isOrdered, dictionary.code(of: text) == nil,
      case .text(let codes, _) = materialised().storage
    else { return self }
    let extended = TextDictionary(dictionary.values + [text], isOrdered: true)
    return Column(type: type, count: count, validity: validity, storage: .text(codes, extended))
  }
}
