import Columns
import Kernels

/// Fills gaps from the nearest rows that have a value there.
///
/// The distance of two rows is the squared Euclidean distance over the columns observed in both, times (all columns ÷
/// shared columns), in float64: the `nan_euclidean` distance of scikit-learn, squared. A donor for a gap has a value in
/// that column and shares at least one observed column with the row. Among equal distances the lower row of the
/// training table comes first. Results do not depend on threads or on the instruction set.
public struct KNNImputer: Sendable, Equatable {
  /// How much each donor counts.
  public enum Weights: String, Sendable, Equatable, Codable {
    case uniform
    /// 1 ÷ distance (not squared); where donors lie at distance zero, only those count.
    case distance
  }

  /// How donors become one value.
  public enum Combination: String, Sendable, Equatable, Codable {
    case mean
    /// The weighted median: where the running weight is exactly half of the total, the middle between two donors.
    case median
  }

  /// Which training rows may be donors.
  public enum DonorRows: String, Sendable, Equatable, Codable {
    /// Every row that has the value, compared over shared columns, as scikit-learn does.
    case shared
    /// Only rows without any gap.
    case complete
  }

  /// What fills a gap for which there is no donor.
  public enum Fallback: Sendable, Equatable {
    /// The median of the training column.
    case median
    /// The mean of the training column.
    case mean
    case constant(Double)
  }

  /// How many donors a gap is filled from, at least 1.
  public var neighbours: Int
  /// How much the donors of a gap count.
  public var weights: Weights
  /// How the donors' values become one.
  public var combination: Combination
  /// Which rows may be donors.
  public var donorRows: DonorRows
  /// What fills a gap that has no donor.
  public var fallback: Fallback

  /// Settings, those of scikit-learn's `KNNImputer` where nothing else is said.
  public init(
    neighbours: Int = 5, weights: Weights = .uniform, combination: Combination = .mean,
    donorRows: DonorRows = .shared, fallback: Fallback = .median
  ) {
    precondition(neighbours > 0, "an imputation needs at least one neighbour")
    self.neighbours = neighbours
    (self.weights, self.combination) = (weights, combination)
    (self.donorRows, self.fallback) = (donorRows, fallback)
  }

  /// Keeps the training rows as donors and computes the fallback of each column.
  ///
  /// - Parameter columnNames: Used in messages; without them columns are counted from 1.
  /// - Throws: ``NeighbourError`` for an infinite value, and for a column without any value unless the fallback is a
  ///   constant; `Cancelled`.
  public func fit(
    _ train: Matrix, columnNames: [String] = [], execution: Execution
  ) throws -> FittedKNNImputer {
    let names = ColumnNames(names: columnNames)
    try names.checkFinite(train, execution)
    let fallbacks = try execution.map(count: train.columns) { column in
      guard let value = fallback.value(of: train.column(column)) else {
        throw NeighbourError(
          column: column,
          sentence: "Column \(names.quoted(column)) has no value in the training rows, so nothing can fill its gaps.")
      }
      return value
    }
    return FittedKNNImputer(settings: self, donors: donors(of: train), fallbacks: fallbacks, names: names)
  }

  /// The rows that may donate.
  func donors(of train: Matrix) -> Matrix {
    guard donorRows == .complete else { return train }
    var complete = [Bool](repeating: true, count: train.rows)
    for column in 0..<train.columns {
      for row in 0..<train.rows where train[row, column].isNaN { complete[row] = false }
    }
    return train.selecting(rows: (0..<train.rows).filter { complete[$0] })
  }
}

extension KNNImputer.Fallback {
  /// The statistic over the values that are there, or nil where there are none.
  func value(of column: [Double]) -> Double? {
    if case .constant(let value) = self { return value }
    var values = column.filter { !$0.isNaN }
    guard !values.isEmpty else { return nil }
    if self == .mean { return values.reduce(0, +) / Double(values.count) }
    values.sort()
    let middle = values.count / 2
    return values.count % 2 == 1 ? values[middle] : values[middle - 1] / 2 + values[middle] / 2
  }
}
