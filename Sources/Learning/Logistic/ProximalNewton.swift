import Foundation
import Kernels

/// Minimises a smooth convex loss with L2 and L1 penalties by Newton steps with a line search.
///
/// Without L1 a step solves the quadratic model exactly; with L1 it minimises the model plus Σ|w| by coordinate descent
/// (Lee, Sun and Saunders, "Proximal Newton-type methods for minimizing composite functions", 2014).
struct ProximalNewton {
  let objective: LogisticObjective
  let execution: Execution

  private static let mostSteps = 200
  private static let mostSweeps = 100_000
  /// A step that promises less than this share of the objective is the last one; it is still taken.
  private static let lastGain = 1e-15

  /// The best point: the coefficients and, last, the intercept.
  ///
  /// - Parameter start: the point to begin at, such as that of a similar objective; all 0 where none is given.
  func minimise(from start: [Double]? = nil) throws -> [Double] {
    var point = start ?? [Double](repeating: 0, count: objective.size)
    var value = try objective.loss(point, execution) + objective.penalty(point)
    for _ in 0..<Self.mostSteps {
      try execution.checkCancelled()
      var model = try objective.expansion(point, execution)
      for index in 0..<objective.size - 1 {
        model.gradient[index] += objective.l2 * point[index]
        model.hessian[index * objective.size + index] += objective.l2
      }
      try mirrorUpper(&model.hessian)
      let step = objective.l1 > 0
        ? try descend(model, from: point)
        : try Cholesky.solve(model.hessian, model.gradient.map(-), check: execution.checkCancelled)
      let gain = promisedGain(step, model.gradient, at: point)
      let full = zip(point, step).map { $0 + $1 }
      if gain <= Self.lastGain * max(1, abs(value)) { return full }
      guard let (next, nextValue) = try search(from: point, value, along: step, gain) else { return point }
      (point, value) = (next, nextValue)
    }
    throw LearningError(
      "logistic regression did not settle in \(Self.mostSteps) steps",
      help: "scale the features, leave out what tells both classes apart without error, or give a larger l2")
  }

  /// By how much the step lowers the objective to first order, positive.
  private func promisedGain(_ step: [Double], _ gradient: [Double], at point: [Double]) -> Double {
    var change = zip(step, gradient).reduce(0) { $0 + $1.0 * $1.1 }
    for index in 0..<objective.size - 1 {
      change += objective.l1 * (abs(point[index] + step[index]) - abs(point[index]))
    }
    return -change
  }

  /// The first of the step, its half, its quarter … that lowers the objective by a fair part of what it promises.
  private func search(
    from point: [Double], _ value: Double, along step: [Double], _ gain: Double
  ) throws -> ([Double], Double)? {
    var share = 1.0
    for _ in 0..<40 {
      let next = zip(point, step).map { $0 + share * $1 }
      let nextValue = try objective.loss(next, execution) + objective.penalty(next)
      if nextValue <= value - 1e-4 * share * gain { return (next, nextValue) }
      share /= 2
    }
    return nil
  }

  /// The step that minimises gradient·d + ½·dᵀHd + λ₁·Σ|w + d|, one coordinate after another.
  private func descend(_ model: LogisticObjective.Expansion, from point: [Double]) throws -> [Double] {
    let size = objective.size
    var step = [Double](repeating: 0, count: size)
    /// gradient + H·step
    var slope = model.gradient
    for _ in 0..<Self.mostSweeps {
      try execution.checkCancelled()
      var largest = 0.0
      for index in 0..<size {
        let curvature = model.hessian[index * size + index]
        guard curvature > 0 else { continue }
        let at = point[index] + step[index]
        let wanted = at - slope[index] / curvature
        let threshold = index == size - 1 ? 0 : objective.l1 / curvature
        let next = abs(wanted) <= threshold ? 0 : wanted - (wanted > 0 ? threshold : -threshold)
        let change = next - at
        guard change != 0 else { continue }
        try execution.checkCancelled()
        step[index] += change
        for other in 0..<size { slope[other] += change * model.hessian[index * size + other] }
        largest = max(largest, change * change * curvature)
      }
      if largest < 1e-22 { break }
    }
    return step
  }

  private func mirrorUpper(_ matrix: inout [Double]) throws {
    let size = objective.size
    for row in 0..<size {
      try execution.checkCancelled()
      for column in 0..<row { matrix[row * size + column] = matrix[column * size + row] }
    }
  }
}
