import Columns
import Kernels
import Neighbours
import Testing

@Suite struct ImputerTests {
  private let gap = Double.nan

  @Test func aColumnWithoutValuesIsNamed() throws {
    let train = Matrix(columns: [[1, 2], [gap, gap]])
    #expect(throws: NeighbourError(
      column: 1, sentence: "Column `debt` has no value in the training rows, so nothing can fill its gaps.")
    ) {
      try KNNImputer().fit(train, columnNames: ["income", "debt"], execution: .serial)
    }
    let fitted = try KNNImputer(fallback: .constant(0)).fit(train, execution: .serial)
    let (values, report) = try fitted.transform(train, execution: .serial)
    #expect(values == Matrix(columns: [[1, 2], [0, 0]]))
    #expect(report.columns[1] == .init(byFallback: 2))
  }

  @Test func infiniteValuesAndWrongWidthsAreErrors() throws {
    let fitted = try KNNImputer().fit(Matrix(columns: [[1, 2], [3, gap]]), execution: .serial)
    #expect(throws: NeighbourError(row: 1, column: 0, sentence: "Column number 1 holds an infinite value in row 2.")) {
      try fitted.transform(Matrix(columns: [[1, .infinity], [3, gap]]), execution: .serial)
    }
    #expect(throws: NeighbourError.self) { try fitted.transform(Matrix(columns: [[1]]), execution: .serial) }
  }

  @Test func equalDistancesGoToTheLowerRow() throws {
    let train = Matrix(columns: [[1, -1, 1, -1], [10, 20, 30, 40]])
    let row = Matrix(columns: [[0], [gap]])
    let two = try KNNImputer(neighbours: 2).fit(train, execution: .serial).transform(row, execution: .serial)
    #expect(two.values[0, 1] == 15)
  }

  @Test func onlyDuplicatesCountAtDistanceZero() throws {
    let train = Matrix(columns: [[1, 1, 2], [10, 20, 90]])
    let imputer = KNNImputer(neighbours: 3, weights: .distance)
    let (values, _) = try imputer.fit(train, execution: .serial)
      .transform(Matrix(columns: [[1], [gap]]), execution: .serial)
    #expect(values[0, 1] == 15)
  }

  @Test func theMedianFollowsTheWeights() throws {
    let train = Matrix(columns: [[1, 2, 4], [10, 20, 90]])
    let imputer = KNNImputer(neighbours: 3, weights: .distance, combination: .median)
    let (values, _) = try imputer.fit(train, execution: .serial)
      .transform(Matrix(columns: [[0], [gap]]), execution: .serial)
    #expect(values[0, 1] == 10)  // Weights 1, 1/2 and 1/4: the first donor outweighs the others.
  }

  @Test func cancellationAndProgress() throws {
    let train = Matrix(columns: [[1, 2, 3], [3, gap, 5]])
    let execution = Execution(threads: 1)
    let fitted = try KNNImputer().fit(train, execution: execution)
    _ = try fitted.transform(train, execution: execution)
    #expect(execution.monitor.progress == ("imputing", 1, 1))
    execution.monitor.cancel()
    #expect(throws: Cancelled.self) { try fitted.transform(train, execution: execution) }
  }

  @Test func emptyTables() throws {
    let none = Matrix(rows: 0, columns: 2, values: [])
    let fitted = try KNNImputer().fit(Matrix(columns: [[1, 2], [3, gap]]), execution: .serial)
    #expect(try fitted.transform(none, execution: .serial).values == none)
    let alone = try KNNImputer(fallback: .constant(5)).fit(none, execution: .serial)
    #expect(try alone.transform(Matrix(columns: [[1], [gap]]), execution: .serial).values[0, 1] == 5)
  }
}
