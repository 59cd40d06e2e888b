extension Chart {
  /// How much each parameter of a search decides whether a trial is among the best ones, as lying bars.
  ///
  /// - Parameters:
  ///   - names: of the parameters.
  ///   - shares: what each has of the importance of all; nil where no parameter matters.
  ///   - best: how many trials count as the best.
  ///   - trials: how many there are.
  ///   - goal: what makes a trial good.
  ///   - model: stands in the title.
  public static func parameterImportance(
    names: [String], shares: [Double]?, best: Int, trials: Int, goal: String, top: Int = 20, model: String = ""
  ) -> Chart {
    let title = "Parameter importance" + (model.isEmpty ? "" : " of \(model)")
    guard let shares else {
      let reason = trials < 2 ? "There are too few complete trials." : "The best trials are spread as all are."
      return .empty(title: title, because: reason)
    }
    var chart = importance(
      names: names, values: shares, measure: "share of the importance for \(goal)", top: top, model: model,
      of: ("parameter", "parameters"))
    let before = Layout(chart).plot.height
    chart.subtitle += ", by the best \(best) of \(NumberText.count(trials, "complete trial", "complete trials"))"
    chart.notes.insert(
      "How far the best trials' values lie apart from those of all trials, one parameter at a time (PED-ANOVA).", at: 0)
    if best < 5 { chart.notes.append("That is of \(NumberText.count(best, "trial", "trials")), which tells little.") }
    chart.height = (chart.height + before - Layout(chart).plot.height).rounded(.up)
    return chart
  }
}
