import Diagnostics

/// One fold of a cross-validation, for messages.
struct Fold {
  private let text: String
  /// `fold 2 of 5`
  let name: String

  /// - Parameter index: counted from 0.
  init(_ index: Int, of count: Int, rows: Int) {
    name = "fold \(index + 1) of \(count)"
    text = "this is \(name): what is fitted there sees its \(rows) training rows alone"
  }

  /// Says in a diagnostic which fold it comes from.
  func located<T>(_ body: () throws -> T) throws -> T {
    do {
      return try body()
    } catch var diagnostic as Diagnostic {
      diagnostic.notes.append(text)
      throw diagnostic
    }
  }
}
