/// Where each name of a schema stands. One with one name more shares most of it, so that a stage can add thousands of
/// columns one after another.
struct FieldPositions: Sendable {
  private final class Base: Sendable {
    let positions: [String: Int]
    init(_ positions: [String: Int]) { self.positions = positions }
  }

  private let base: Base
  /// The names that came later, few enough to be copied.
  private var later: [String: Int] = [:]
  private static let mostLater = 128

  init(_ fields: [Field]) { self.init(fields, check: {}) }

  /// - Parameter check: called for each field, so that the work can be stopped.
  init(_ fields: [Field], check: () throws -> Void) rethrows {
    var positions = [String: Int](minimumCapacity: fields.count)
    for (index, field) in fields.enumerated() {
      try check()
      positions[field.name] = index
    }
    base = Base(positions)
  }

  private init(_ base: Base, _ later: [String: Int]) { (self.base, self.later) = (base, later) }

  /// How many names there are.
  var count: Int { base.positions.count + later.count }

  subscript(name: String) -> Int? { later.isEmpty ? base.positions[name] : later[name] ?? base.positions[name] }

  /// The same with a name that is not among them.
  func adding(_ name: String, at position: Int) -> FieldPositions {
    var later = later
    later[name] = position
    guard later.count > Self.mostLater else { return FieldPositions(base, later) }
    return FieldPositions(Base(base.positions.merging(later) { $1 }), [:])
  }
}
