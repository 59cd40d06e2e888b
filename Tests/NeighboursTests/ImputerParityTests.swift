import Columns
import Foundation
import Kernels
import Neighbours
import TestSupport
import Testing

/// Against scikit-learn's KNNImputer; see Tests/Parity/knn/make.py.
@Suite struct ImputerParityTests {
  private struct Inputs: Decodable {
    struct Case: Decodable {
      let neighbours: Int
      let train: [[Double?]]
      let other: [[Double?]]
    }
    let cases: [Case]
  }

  private struct Expected: Decodable {
    struct Filled: Decodable {
      let train: [Double]
      let other: [Double]
    }
    let tolerance: Double
    let cases: [[String: Filled]]
  }

  private func read<T: Decodable>(_ type: T.Type, _ name: String) throws -> T {
    let file = Repository.file("Tests/Parity/knn/\(name)")
    return try JSONDecoder().decode(type, from: Data(contentsOf: URL(filePath: file)))
  }

  private func matrix(_ columns: [[Double?]]) -> Matrix { Matrix(columns: columns.map { $0.map { $0 ?? .nan } }) }

  /// The values that fill the gaps of `source`, row by row.
  private func fillings(_ values: Matrix, of source: Matrix) -> [Double] {
    (0..<source.rows).flatMap { row in
      (0..<source.columns).compactMap { source[row, $0].isNaN ? values[row, $0] : nil }
    }
  }

  @Test(arguments: [0, 1, 2, 3], ["uniform", "distance"])
  func equalsScikitLearn(_ number: Int, _ weights: String) throws {
    let (inputs, expected) = (try read(Inputs.self, "input.json"), try read(Expected.self, "expected.json"))
    let item = inputs.cases[number]
    let filled = try #require(expected.cases[number][weights])
    // scikit-learn falls back to the mean for rows without any value.
    let imputer = KNNImputer(
      neighbours: item.neighbours, weights: weights == "uniform" ? .uniform : .distance, fallback: .mean)
    let fitted = try imputer.fit(matrix(item.train), execution: .serial)
    for (source, values) in [(matrix(item.train), filled.train), (matrix(item.other), filled.other)] {
      let (imputed, report) = try fitted.transform(source, execution: .serial)
      let found = fillings(imputed, of: source)
      #expect(found.count == values.count)
      #expect(report.total.byNeighbours + report.total.byFallback == values.count)
      for (a, b) in zip(found, values) { #expect(abs(a - b) <= expected.tolerance * max(1, abs(b))) }
    }
  }
}
