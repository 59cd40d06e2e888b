import Columns
import Diagnostics
import Language

/// The protected attribute in the place of the target.
struct ProxyPlan: Sendable {
  let protected: Int
  /// The columns that may tell it.
  let features: [Int]
  /// What is fitted to all of them; nil where nothing is.
  let model: TrainingPlan?
  /// What stands in the place of the target in the rows that the model learns from, and which columns those have.
  let kept: [Int]
  let footprint: Footprint

  init(_ input: Shape, _ arguments: BoundArguments) throws {
    let name = arguments[ProxiesVerb.protected].name, schema = input.fields
    let place = try input.position(of: name)
    guard arguments[CvVerb.folds] >= 2 else { throw arguments.outOfRange(CvVerb.folds, "must be 2 or more") }
    let key = schema.key.compactMap { schema.index(of: $0) }
    let excluded = Set(key + [place] + (schema.target.flatMap(schema.index).map { [$0] } ?? []))
    let chosen = try arguments[TrainingPlan.features]?.positions(
      in: input, excluding: Set(excluded.map { schema.names[$0] }))
    if let odd = chosen?.first(where: excluded.contains) {
      throw Self.noFeature(schema.names[odd], isProtected: odd == place, arguments)
    }
    let features = chosen ?? schema.indices.filter { !excluded.contains($0) }
    let isFeature = Set(features), isKept = Set(features + key + [place])
    let kept = schema.indices.filter(isKept.contains)
    let shape = Shape.table(Self.schema(schema, kept, name.text)).inheriting(input)
    let places = kept.indices.filter { isFeature.contains(kept[$0]) }
    let model = try arguments[ProxiesVerb.with].map { call in
      try TrainingPlan(shape, arguments, estimator: EstimatorCall(call, arguments.scope), features: places)
    }
    let fitting = model.map { $0.footprint + FoldScores.footprint([$0]) } ?? .small
    footprint = .rows(96) + .columns(features, work: 64, kept: 0) + WholeKeys.footprint + fitting
    (protected, self.features, self.kept, self.model) = (place, features, kept, model)
  }

  private static func noFeature(_ name: String, isProtected: Bool, _ arguments: BoundArguments) -> Diagnostic {
    let what = isProtected ? "the protected attribute" : "a key or target, `\(name)`,"
    return arguments.outOfRange(
      TrainingPlan.features, "has \(what) among them", help: "choose the columns without it: `@(… - \(name))`")
  }

  /// The columns that are kept, of which the protected one is a target of no and yes.
  static func schema(_ schema: Schema, _ kept: [Int], _ protected: String) -> Schema {
    let all = Array(schema)
    let fields = kept.map { all[$0].name == protected ? Field(protected, .bool) : all[$0] }
    return Schema(fields, roles: Roles(target: protected, key: schema.key, isKeyDeclared: schema.roles.isKeyDeclared))
  }
}
