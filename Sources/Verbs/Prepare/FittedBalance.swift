import Columns
import Diagnostics
import Foundation
import Language
import Statistics

/// What `balance` did to the training rows. Other rows stay as they are.
struct FittedBalance: FittedPreparation {
  let method: BalanceVerb.Method
  let target: String
  /// The columns that distances went by, and that new rows have.
  let features: [String]
  let before: ClassBalance
  /// How many rows class 0 and class 1 have afterwards.
  let after: [Int]
  /// The weight of a row of class 0 and of class 1.
  var weights: [Double]?
  /// How many rows were made.
  var made: Int?
  /// How many Tomek links were found.
  var links: Int?

  var summary: String { "balance: \(text)" }

  private var text: String {
    let smaller = before.minority, larger = 1 - smaller
    switch method {
    case .weights:
      return "rows of class \(smaller) weigh \(Self.text(weights?[smaller])), of class \(larger) "
        + Self.text(weights?[larger])
    case .undersample:
      return "\(after[larger]) of \(Prose.count(before.majorityRows, "row")) of class \(larger) kept, beside "
        + "\(after[smaller]) of class \(smaller)"
    case .smote, .smoteTomek:
      let found = links.map { ", and \(Prose.count($0, "Tomek link")) removed" } ?? ""
      return "\(Prose.count(made ?? 0, "row")) of class \(smaller) made beside \(before.minorityRows)\(found): "
        + "\(after[smaller]) rows of it, and \(after[larger]) of class \(larger)"
    }
  }

  private static func text(_ weight: Double?) -> String { weight.map { String(format: "%.4g", $0) } ?? "" }

  /// A row for each class.
  var table: Table {
    let counts = before.rowsOfClasses
    return Table([
      ("class", Column(ints: [0, 1])), ("rows_before", Column(ints: counts.map { Int64($0) })),
      ("rows_after", Column(ints: after.map { Int64($0) })),
      ("weight", Column(floats: weights ?? [1, 1])),
    ])
  }

  var learnt: [Learnt] { method == .weights ? [] : [Learnt(features, by: [target], as: .resampling)] }
  var isForTrainingOnly: Bool { true }

  func rows(from rows: RowSet, by stage: String) -> RowSet? {
    switch method {
    case .weights: nil
    case .undersample: rows.drawn(by: stage)
    case .smote, .smoteTomek: rows.appending(rows.grouped(stage))
    }
  }

  func footprint(on table: Table) -> Footprint { .small }

  func apply(to table: Table, isTraining: Bool, _ context: RunContext) throws -> Table { table }
}

extension FittedBalance {
  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    method = try container.decode(BalanceVerb.Method.self, forKey: .method)
    target = try container.decode(String.self, forKey: .target)
    features = try container.decode([String].self, forKey: .features)
    before = try container.decode(ClassBalance.self, forKey: .before)
    after = try container.decode([Int].self, forKey: .after)
    weights = try container.decodeIfPresent([Double].self, forKey: .weights)
    made = try container.decodeIfPresent(Int.self, forKey: .made)
    links = try container.decodeIfPresent(Int.self, forKey: .links)
    guard after.count == 2, weights.map({ $0.count == 2 }) ?? true, [0, 1].contains(before.minority) else {
      throw DecodingError.dataCorruptedError(
        forKey: .after, in: container, debugDescription: "there are two classes, 0 and 1")
    }
  }
}
