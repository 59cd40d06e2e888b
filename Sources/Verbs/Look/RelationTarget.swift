import Columns
import Statistics

/// A column that others are related to.
struct RelationTarget: Sendable {
  /// The values as numbers; nil for text.
  private let numbers: [Double]?
  /// The level of each row, −1 for null; nil where there are too many levels.
  private let levels: [Int]?

  static let mostLevels = 50

  init(_ column: Column) {
    numbers = column.doubles()
    levels = column.distinctCount() <= RelationTarget.mostLevels ? RelationTarget.levels(column) : nil
  }

  /// The absolute correlation of two columns of numbers, Cramér's V where one is text; from 0 to 1, nil where neither
  /// has a meaning.
  func relation(of column: Column) -> Double? {
    if column.type == .date || column.type == .datetime { return nil }
    if column.type != .text, let numbers, let values = column.doubles() {
      return Correlation.pearson(values, numbers).map(abs)
    }
    guard let levels, column.type == .text || column.distinctCount() <= RelationTarget.mostLevels,
      let own = RelationTarget.levels(column)
    else { return nil }
    return Association.cramersV(own, levels)
  }

  private static func levels(_ column: Column) -> [Int]? {
    if let coded = CodedColumn(column) {
      return coded.codes.values(0..<column.count).enumerated().map { coded.isNull($0) ? -1 : Int($1) }
    }
    guard let values = column.doubles() else { return nil }
    var numberOf: [Double: Int] = [:]
    return values.map { value in
      if value.isNaN { return -1 }
      let number = numberOf[value, default: numberOf.count]
      numberOf[value] = number
      return number
    }
  }
}
