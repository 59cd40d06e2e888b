import Columns
import Syntax

/// The order that texts have in all rows, as the expression and its columns alone tell.
///
/// What values occur must not decide: a row would be compared otherwise where other rows are beside it.
enum BandOrder {
  /// No text is there: a bare `null`.
  case any
  /// That of their bytes.
  case none
  /// That of bands.
  case bands(TextDictionary)

  /// The order of texts that come from here in some rows, and from there in others.
  func joined(with other: BandOrder) -> BandOrder {
    switch (self, other) {
    case (.any, let order), (let order, .any): order
    case (.bands(let one), .bands(let two)) where one.hasOrder(of: two): self
    default: .none
    }
  }
}

extension BlockEvaluator {
  func bandOrder(of expression: TypedExpression) -> BandOrder {
    switch expression.node {
    case .constant(let cell): return cell.isNull ? .any : .none
    case .column(let position):
      guard let dictionary = table.columns[position].dictionary, dictionary.isOrdered else { return .none }
      return .bands(dictionary)
    case .conditional(_, let yes, let no), .binary(.coalesce, let yes, let no):
      return bandOrder(of: yes).joined(with: bandOrder(of: no))
    case .function(let function, let arguments, let constants):
      if let order = function.order(constants) { return .bands(order) }
      if function.isCoalesce {
        return arguments.map { bandOrder(of: $0) }.reduce(.any) { $0.joined(with: $1) }
      }
      return function.keepsFirstTexts ? bandOrder(of: arguments[0]) : .none
    default: return .none
    }
  }
}

extension Vector {
  /// Texts without an order that not all rows have.
  func ordered(as order: @autoclosure () -> BandOrder) -> Vector {
    guard case .texts(let codes, let dictionary) = data, dictionary.isOrdered, case .none = order() else { return self }
    var vector = self
    vector.data = .texts(codes, TextDictionary(dictionary.values))
    return vector
  }
}
