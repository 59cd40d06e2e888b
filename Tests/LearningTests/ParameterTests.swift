import Learning
import Testing

@Suite struct ParameterTests {
  private func message(_ estimator: String, _ arguments: [String: ParameterValue]) -> String? {
    do {
      _ = try EstimatorCatalog.make(estimator, arguments)
      return nil
    } catch {
      return error.description
    }
  }

  @Test func whatDoesNotFitIsSaid() {
    #expect(message("lightgbm", ["learning_rate": .text("x")]) == "`learning_rate` takes a number, not x")
    #expect(message("lightgbm", ["num_leaves": .int(1)]) == "`num_leaves` must be between 2 and 131072, not 1")
    #expect(message("lightgbm", ["reg_alpha": .float(-0.5)]) == "`reg_alpha` must be at least 0, not -0.5")
    #expect(message("lightgbm", ["num_leaves": .float(2.5)]) == "`num_leaves` takes a whole number, not 2.5")
    #expect(message("logistic", ["l2": .float(.infinity)]) == "`l2` must be finite, not inf")
    #expect(
      message("lightgbm", ["boosting_type": .text("dar")])
        == "`boosting_type` is one of gbdt, dart, rf, not dar")
    #expect(
      message("lightgbm", ["num_trees": .int(5), "n_estimators": .int(5)])
        == "`num_trees` is another name of `n_estimators`, which is given already")
    #expect(message("dummy", ["x": .int(1)]) == "`dummy` has no parameter `x`")
    #expect(message("logistics", [:]) == "there is no estimator `logistics`")
  }

  private func candidates(_ estimator: String, _ arguments: [String: ParameterValue]) -> [String] {
    do throws(ParameterError) {
      _ = try EstimatorCatalog.make(estimator, arguments)
      return []
    } catch {
      return error.candidates
    }
  }

  @Test func theNamesThatThereAreComeWithTheError() {
    #expect(candidates("lightgbm", ["boosting_type": .text("dar")]) == ["gbdt", "dart", "rf"])
    let names: Set = [
      "dummy", "hist_boosting", "lightgbm", "logistic", "naive_bayes", "random_forest", "scorecard", "tree",
      "xgboost",
    ]
    #expect(Set(candidates("logistics", [:])) == names)
  }

  @Test func wholeNumbersServeAsFloatsAndAliasesAsNames() {
    #expect(message("lightgbm", ["eta": .int(1), "num_boost_round": .int(5), "lambda_l1": .int(0)]) == nil)
  }

  @Test func everyDeclarationIsInOrder() throws {
    for estimator in EstimatorCatalog.all {
      let names = estimator.parameters.flatMap { [$0.name] + $0.aliases }
      #expect(Set(names).count == names.count, "\(estimator.name) declares a name twice")
      #expect(estimator.summary.hasSuffix("."))
      for spec in estimator.parameters {
        #expect(spec.summary.hasSuffix("."), "\(spec.name)")
        #expect(try spec.checked(spec.defaultValue) == spec.defaultValue, "\(spec.name)")
      }
    }
  }
}
