import Columns
import Kernels
import Patterns

extension BlockEvaluator {
  /// Whether a pattern matches, once for each text of a dictionary that is not much larger than the block.
  func matches(_ a: Vector, _ pattern: Pattern) throws -> Vector {
    var pace = CancelPace(execution)
    let out = try a.byText(a.count) { text in
      try pace.advance(text)
      guard let holds = pattern.occurs(in: text, unless: { execution.monitor.isCancelled }) else { throw Cancelled() }
      return holds ? 1 : 0
    }
    var result = Vector(ints: out, valid: a.valid, type: .bool)
    result.isConstant = a.isConstant
    return result
  }
}
