import Columns

extension RunContext {
  /// Says which columns have levels that look alike and are told apart: "é" as one scalar, and as a letter with an
  /// accent behind it.
  ///
  /// - Throws: `Cancelled`.
  public func reportLookalikes(_ columns: [(name: String, column: Column)], in verb: String) throws {
    for (name, column) in columns {
      try execution.checkCancelled()
      guard let (one, other) = column.lookalikes else { continue }
      note(
        "\(verb): `\(name)` has levels that look alike and differ in their bytes: \(CellFormat.literal(.text(one))) "
          + "(\(one.scalarList)) and \(CellFormat.literal(.text(other))) (\(other.scalarList))")
    }
  }
}

extension String {
  /// The scalars beyond ASCII: `U+00E9`.
  fileprivate var scalarList: String {
    let odd = unicodeScalars.filter { !$0.isASCII }.prefix(4).map { scalar in
      let digits = String(scalar.value, radix: 16, uppercase: true)
      return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
    return odd.joined(separator: " ")
  }
}
