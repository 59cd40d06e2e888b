import Columns
import Diagnostics
import Syntax

/// The steps that a pipeline would take, told without taking any.
public struct PlanOutline: Sendable {
  /// A step with what is known of it.
  public struct Line: Sendable, Equatable {
    /// `Filter`
    public let step: String
    /// `AGE > 30`
    public let text: String
    /// Whether another engine could take the step as well.
    public let isRelational: Bool
    /// What the step spares because of those behind it; empty where that is nothing.
    public let pushedDown: [String]
  }

  public fileprivate(set) var lines: [Line] = []
  /// The stages from the first on whose check needs rows that are not here yet.
  public fileprivate(set) var unchecked: [Stage] = []
}

extension PipelineRunner {
  /// The steps of a pipeline, as far as they can be told before any rows are read or computed.
  /// - Throws: `Diagnostic` for a stage that is not right.
  public func outline(of pipeline: Pipeline, in scope: Scope) throws -> PlanOutline {
    let stages = try expandDefinitions(pipeline.stages, scope), demand = demand(of: stages, in: scope)
    var outline = PlanOutline(), shape = Shape.nothing
    for (index, stage) in stages.enumerated() {
      if index == 0, let bound = try binding(stage, scope) {
        shape = bound.shape
        outline.lines.append(line(reading: bound.shape, stage))
        continue
      }
      let step: Step
      do {
        step = try checked(stage, isAtStart: index == 0, shape, scope).reading(demand)
      } catch is NeedsData {
        outline.unchecked = Array(stages[index...])
        break
      }
      outline.lines += lines(of: step, stage, over: shape.fields)
      guard let output = step.output else {
        outline.unchecked = Array(stages[(index + 1)...])
        break
      }
      shape = try output.following(shape, stage, step.departure, check: scope.checkCancelled)
    }
    return outline
  }

  private func checked(_ stage: Stage, isAtStart: Bool, _ shape: Shape, _ scope: Scope) throws -> Step {
    let verb = try resolve(stage, isAtStart: isAtStart, scope)
    let arguments = try Binder.bind(verb.signature, stage, scope)
    guard verb.signature.isSource || verb.signature.inputs.contains(shape.kind) else {
      throw wrongInput(verb.signature, stage, shape)
    }
    return try verb.step(shape, arguments)
  }

  private func line(reading shape: Shape, _ stage: Stage) -> PlanOutline.Line {
    let size = shape.value?.table.map { table in
      "\(Prose.count(table.rowCount, "row")), \(Prose.count(table.columns.count, "column"))"
    }
    return PlanOutline.Line(
      step: "Rows", text: "\(stage.verb.text): \(size ?? shape.kind.name)", isRelational: shape.kind == .table,
      pushedDown: [])
  }

  private func lines(of step: Step, _ stage: Stage, over input: Schema) -> [PlanOutline.Line] {
    var heading = input
    return step.all.map { part in
      defer { heading = part.output?.fields ?? heading }
      var isRelational = true
      if case .local = part.operation { isRelational = false }
      return PlanOutline.Line(
        step: part.name, text: part.text(over: heading) ?? stage.shortText, isRelational: isRelational,
        pushedDown: part.pushedDown)
    }
  }
}

extension Step {
  /// What a scan spares.
  fileprivate var pushedDown: [String] {
    guard case .scan(let scan) = operation else { return [] }
    return [scan.columns.map { "of its columns only \($0.text)" }, scan.predicate.map { _ in "only some rows" }]
      .compactMap { $0 }
  }
}
