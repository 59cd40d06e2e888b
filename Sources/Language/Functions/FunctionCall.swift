import Columns
import Kernels

/// One evaluation of a function over a block of rows.
struct FunctionCall {
  /// The arguments without a label, in order; a list stands in ``constants``.
  private(set) var arguments: [Vector]
  let constants: FunctionConstants
  let count: Int
  /// The type that the checker found for the result.
  let type: ColumnType
  let execution: Execution
  private(set) var events = RowEvents()

  init(
    _ arguments: [Vector], _ constants: FunctionConstants = FunctionConstants(), count: Int, type: ColumnType,
    execution: Execution = .serial
  ) {
    (self.arguments, self.constants, self.count, self.type) = (arguments, constants, count, type)
    self.execution = execution
  }

  /// A number outside its declared bounds has no meaning in its row; the bounds of constants have been checked.
  mutating func applyBounds(of signature: FunctionSignature) {
    for (place, parameter) in zip(arguments.indices, signature.positional) {
      guard let range = parameter.range, parameter.rows != nil, !arguments[place].isConstant else { continue }
      let values = arguments[place].ints(count)
      var valid = arguments[place].validity(count) ?? [Bool](repeating: true, count: count)
      for row in 0..<count where valid[row] && !range.contains(Double(values[row])) {
        valid[row] = false
        noteDomainError(row: row, "\(parameter.name) \(values[row])")
      }
      arguments[place].valid = valid
    }
  }

  /// Notes what happened in a row.
  mutating func note(_ kind: RowEvents.Kind, row: Int) { events.add(kind, row: row) }

  /// Notes a row whose value is outside the domain, with the value for the first of them.
  mutating func noteDomainError(row: Int, _ value: @autoclosure () -> String? = nil) {
    events.add(.domain, row: row, events.count == 0 ? value() : nil)
  }

  /// The numbers of an argument as floats; whole numbers that lose digits are noted.
  mutating func numbers(_ index: Int) -> [Double] {
    arguments[index].noteLostDigits(count, in: &events)
    return arguments[index].doubles(count)
  }

  /// Makes the rows of a result null whose whole number was the smallest of 64 bits, which has no opposite.
  mutating func nullSmallest(_ values: [Int64], _ result: inout Vector) {
    result.nullSmallest(values, count, in: &events)
  }

  /// Makes dates of a result null that lie outside the calendar.
  mutating func nullOutsideCalendar(_ result: inout Vector) { result.nullOutsideCalendar(in: &events) }

  /// A labelled argument as a number.
  func number(_ label: String) -> Double? { constants.options[label]?.number }
  /// Rows that are valid in all arguments.
  var validity: [Bool]? { Vector.intersect(arguments, count) }
}
