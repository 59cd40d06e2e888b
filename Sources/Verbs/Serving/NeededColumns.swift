/// The columns before a recipe on which some columns behind it depend.
struct NeededColumns {
  /// Nil where a step may make anything of anything: then all columns count.
  let names: Set<String>?

  /// From the last step to the first: each is asked what it makes the needed columns of.
  init(_ features: [String], behind recipe: FittedRecipe) {
    var needed: Set<String>? = Set(features)
    for step in recipe.steps.reversed() { needed = needed.flatMap { Self.sources(of: $0, step.fitted) } }
    names = needed
  }

  private static func sources(of needed: Set<String>, _ step: any FittedPreparation) -> Set<String>? {
    switch step {
    // Each column by itself, and under its name; or columns that are only chosen.
    case is FittedTop, is FittedPruning, is FittedScale, is FittedClip: return needed
    case let rowWise as FittedRowWise: return rowWise.kept == nil ? nil : needed
    case let imputation as FittedImputation:
      let isAlone = imputation.neighbours == nil && imputation.groups == nil && !imputation.addsIndicators
      return isAlone ? needed : nil
    case let onehot as FittedOneHot:
      let made = onehot.sources.filter { source in source.indicatorNames.contains(where: needed.contains) }
      return needed.union(made.map(\.name))
    default: return nil
    }
  }
}
