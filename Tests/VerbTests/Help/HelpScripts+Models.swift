extension HelpScripts {
  /// Parameters of boosters that do not go together.
  private static let conflicts: [String] = [
    "lightgbm(boosting_type: rf)", "lightgbm(boosting_type: rf, colsample_bytree: 0.5, learning_rate: 0.1)",
    "lightgbm(scale_pos_weight: 2, is_unbalance: yes)", "lightgbm(top_rate: 0.3)",
    "lightgbm(data_sample_strategy: goss, subsample: 0.5, subsample_freq: 1)",
    "lightgbm(data_sample_strategy: goss, top_rate: 0)",
    "lightgbm(data_sample_strategy: goss, top_rate: 0.5, other_rate: 0.6)",
    "lightgbm(data_sample_strategy: goss, n_estimators: 5)", "lightgbm(subsample: 0.5)",
    "lightgbm(subsample_freq: 1)", "lightgbm(subsample: 0.5, subsample_freq: 1, pos_bagging_fraction: 0.5)",
    "lightgbm(drop_rate: 0.5)", "lightgbm(boosting_type: dart, drop_rate: 0)",
    "lightgbm(use_missing: no, zero_as_missing: yes)", "xgboost(tree_method: exact, max_depth: 0)",
    "xgboost(booster: dart)",
  ].map { "t | drop name | fit \($0), target: k" }

  /// Models and recipes that are wrong, of the table `t`.
  static let models: [String] = conflicts + [
    "t | derive b = if x > 5 then null else y > 1 | drop name | cv logistic, target: k",
    "t | derive { b = if x > 5 then null else y > 1, y = nullif(y, 1) } | drop name | cv logistic, target: k",
    "p = recipe | impute @num, method: median\nt | derive b = if x > 5 then null else y > 1 | drop name"
      + " | cv logistic, target: k, prep: p",
    "t | cv logistic, target: k, folds: 30", "t | cv logistic, target: name", "t | cv logistic, target: y",
    "t | cv logistic, target: zz", "t | cv logistic", "t | drop name | cv logistic, target: x",
    "t | drop name | fit xgboost(tree_method: exact, max_bin: 16), target: k",
    "t | drop name | fit xgboost(skip_drop: 0.5), target: k", "t | drop name | fit xgboost(max_leaves: 1), target: k",
    "t | drop name | derive z = x * 1e39 | fit xgboost, target: k",
    "t | drop name | fit xgboost(validation_fraction: 0.2), target: k",
    "t | drop name | fit xgboost(early_stopping_rounds: 2, rate_drop: 0.5), target: k",
    "t | drop name | fit lightgbm(early_stopping_rounds: 2, boosting_type: dart), target: k",
    "t | drop name | fit lightgbm(early_stopping_rounds: 2, validation_fraction: 0.001), target: k",
    "t | drop name | lasso target: k, l1: [1, -1]", "t | drop name | lasso target: k, l1: [1, 2], penalties: 5",
    "t | drop name | tune logistic, target: k", "t | drop name | tune logistic(l1: 0, l2: 1), target: k",
    "t | drop name | tune naive_bayes, target: k", "t | drop name | tune logistic(l2: 5..1), target: k",
    "t | drop name | tune logistic(l2: log 0..1), target: k", "t | drop name | tune logistic(l2: []), target: k",
    "t | drop name | tune lightgbm(num_leaves: 2.5..8), target: k",
    "t | drop name | tune lightgbm(boosting_type: 1..2), target: k",
    "t | drop name | tune lightgbm(is_unbalance: 0..1), target: k",
    "t | drop name | tune lightgbm(boosting_type: [gbdt, rf]), target: k",
    "t | drop name | tune lightgbm(scale_pos_weight: 1..3, is_unbalance: [no, yes]), target: k",
    "t | drop name | tune logistic(l2: 1..2), target: k, goal: cost",
    "t | drop name | tune logistic(l2: 1..2), target: k, goal: auc, cost: cost { fn = 2, fp = 1 }",
    "t | drop name | tune logistic(l2: 1..2), target: k, levels: 3",
    "t | drop name | tune logistic(l2: 1..2), target: k, method: grid, trials: 3",
    "t | drop name | tune logistic(l1: 1..2, l2: 1..2), target: k, method: grid, levels: 200",
    "t | drop name | cv tune(logistic(l2: 1..2), folds: 1), target: k",
    "t | drop name | cv tune(logistic(l2: 1..2), folds: 40), target: k",
    "t | drop name | learning_curve logistic, target: k, shares: [0.5, 2]",
    "t | cv logistik, target: k", "t | fit lightgbm(num_leaves: 0), target: k",
    "t | drop name | derive y = nullif(y, 1) | cv logistic, target: k", "t | cv logistic, target: k",
    "t | drop name | cv logistic(l2: -1), target: k", "t | drop name | cv logistic(penalty: 1), target: k",
    "t | drop name | cv logistic, target: k, prep: nothing", "t | drop name | cv logistic, target: k, prep: t",
    "t | drop name | cv logistic, target: k, key: zz", "t | drop name | cv logistic, target: k, by: name",
    "t | derive d = date \"2024-01-01\" + x | drop name | cv logistic, target: k, by: d, folds: 50",
    "t | derive d = date \"2024-01-01\" + x | drop name | cv logistic, target: k",
    "t | derive d = date \"2024-01-01\" + x | cv lightgbm, target: k",
    "p = recipe | derive z = mean(x) by name\nt | cv lightgbm(n_estimators: 3), target: k, prep: p",
    "p = recipe | derive k = x\nt | cv lightgbm(n_estimators: 3), target: k, prep: p",
    "p = recipe | derive z = k + 1\nt | cv lightgbm(n_estimators: 3), target: k, prep: p",
    "p = recipe | drop x\nt | roles key: x, target: k | cv lightgbm(n_estimators: 3), prep: p",
    "p = recipe | drop @nulls(> 0.5)\nt | cv lightgbm(n_estimators: 3), target: k, prep: p",
    "p = recipe | derive z = rank(x)\nt | cv lightgbm(n_estimators: 3), target: k, prep: p",
    "p = recipe | scale @num, method: standard\nt | cv logistic, target: k, prep: p",
    "p = recipe | onehot name\nt | derive d = date \"2024-01-01\" + x | cv logistic, target: k, prep: p",
    "p = recipe | scale @num, method: standard\nt | derive y = nullif(y, 1) | drop name | cv logistic,"
      + " target: k, prep: p",
    "s = t | drop name | split 0.5, 0.5\nm = s | where split == \"train\" | drop split | fit logistic, target: k\n"
      + "s | where split == \"test\" | evaluate m | plot segments",
    "m = t | fit dummy, target: k\nt | plot importance", "m = t | fit dummy, target: k\nm | plot roc",
    "m = t | fit dummy, target: k\nm | head 3", "m = t | drop name | fit logistic, target: k\nt | evaluate m",
    "m = t | drop name | fit logistic, target: k\nm | evaluate t",
    "p = recipe | scale x, method: standard\nm = t | drop name | fit logistic, target: k, prep: p\nm | step impute",
    "p = recipe | scale x, method: standard | scale y, method: standard\nm = t | drop name | fit"
      + " logistic, target: k, prep: p\nm | step scale",
    "p = recipe | scale x, method: standard\nm = t | drop name | fit logistic, target: k, prep: p\nm | step 5",
    "p = recipe | scale x, method: standard\nm = t | drop name | fit logistic, target: k, prep: p\nt |"
      + " prepare m | predict m",
    "m = t | drop name | fit logistic, target: k\nt | drop x | predict m",
    "m = t | drop name | fit logistic, target: k\nt | cast x, to: text | predict m",
    "m = t | drop name | fit logistic, target: k\nt | derive score = 1 | predict m",
    "m = t | drop name | fit logistic, target: k\nt | predict mm",
    "e = t | drop name | cv logistic, target: k\ne | threshold",
    "e = t | drop name | cv logistic, target: k\ne | threshold, cost: 3",
    "e = t | drop name | cv logistic, target: k\ne | threshold, cost: cost { fn = z }",
    "e = t | drop name | cv logistic, target: k\ne | plot cost",
    "e = t | drop name | cv logistic, target: k\ne | threshold, cost: cost { fn = 10 / y, fp = 1 }",
    "e = t | drop name | cv logistic, target: k\ne | plot confusion",
    "e = t | drop name | cv logistic, target: k\ne | plot hist(x)",
    "e = t | drop name | cv logistic, target: k\ne | threshold, cost: c",
    "e = t | drop name | cv logistic, target: k\ne | threshold, cost: { fn = 1 }",
    "e = t | drop name | cv logistic, target: k\ne | threshold, cost: fn * 10",
    "t | threshold, cost: cost { fn = 1 }", "t | scores",
    "m = t | drop name | fit logistic, target: k\nt | top 2, by: m | select y, x, k",
    "t | impute @num, method: knn(0)", "t | roles target: k | scale k, method: standard",
    "t | roles target: k | scale x, k, method: standard", "t | roles target: k | impute k, method: median",
    "t | roles target: k | drop name | cv logistic, target: y",
    "m = t | drop name | fit logistic, target: k\nm | export \"out/m.csv\"",
    "t | drop name | cv logistic(1), target: k",
    "e = t | drop name | cv logistic, target: k\ne | calibrate | calibrate",
    "e = t | drop name | cv logistic, target: k\ne | calibrate method: none",
    "e = t | drop name | cv logistic, target: k\nt | drop name | fit logistic, target: k, calibrate: e",
    "t | drop name | compare { dummy, logistic, dummy }, target: k",
    "m = t | drop name | fit naive_bayes, target: k\nm | explain t",
    "m = t | drop name | fit logistic, target: k\nm | explain m",
    "m = t | drop name | fit logistic, target: k\nt | explain t",
    "m = t | drop name | fit logistic, target: k\nm | partial x, of: m",
    "m = t | drop name | fit logistic, target: k\nm | partial yy, of: t",
    "m = t | drop name | fit logistic, target: k\nm | changes t",
    "m = t | drop name | fit logistic, target: k, cut: 0.5\nm | changes m",
    "b = range 2000 | derive { x = n % 9, y = n % 4 }\n"
      + "m = t | drop name | fit logistic, target: k, cut: 0.5\nm | changes b",
    "t | drop name | cv logistic(l2), target: k", "t | drop name | derive z = 1 / 0 | cv logistic, target: k",
    "t | derive x = null | drop name | cv logistic, target: k", "t | drop name | fit logistic, target: k | step",
    "t | drop name | derive k = 1 | cv logistic, target: k",
    "t | drop name | derive k = nullif(k, 1) | cv logistic, target: k",
    "t | drop name | derive k = k + 1 | cv logistic, target: k",
    "t | drop name | derive k = if x > 5 then \"yes\" else \"no\" | cv logistic, target: k",
    "t | drop name | derive k = k * 1.0 | cv dummy, target: k",
    "t | drop name | derive k = date \"2024-01-01\" | cv dummy, target: k",
    "t | select name, k | cv lightgbm, target: k", "t | select k | cv logistic, target: k",
    "t | drop name | cv logistic, target: k, key: x, group: y", "t | sample 0.5, key: zz",
    "t | sample 0.5, stratify: y", "t | split 0.5, 0.5, by: name", "t | split 0.5, 0.5, by: x, stratify: k",
    "p = recipe | top 1, by: target | impute @num, method: median\nt | drop name | cv logistic, target:"
      + " k, prep: p | select y",
    "m = t | drop name | fit logistic, target: k, prep: recipe | top 1",
    "t | drop name | cv logistic, target: k, leak: yes",
  ] + preparations + tracked + defended

  /// What a model is asked by whoever has to approve it.
  private static let defended: [String] = {
    let judged = "e = t | drop name | cv logistic, target: k\n"
    return [
      "\(judged)e | fairness x, score: y", "\(judged)e | validation target: k", "\(judged)e | challenge t",
      "\(judged)f = t | drop name | append t, fill: yes | drop name | cv logistic, target: k\ne | challenge f",
      "\(judged)e | validation by: zz", "\(judged)e | mitigation zz", "t | fairness x, target: k",
      "t | fairness x, score: name, target: k", "t | validation score: y",
      "u = range 300 | derive { p = n / 300, y = n % 2 }\nu | fairness n, score: p, target: y, cut: 0.5",
      "u = range 300 | derive { p = n / 300, y = n % 2 }\nu | validation by: n, score: p, target: y",
      "t | drop name | proxies k, features: @(x + k)", "t | derive z = 1 | proxies z", "t | proxies k, with: logistic",
    ]
  }()

  /// Servers, and what is registered there.
  private static let tracked: [String] = {
    let server = "track \"http://127.0.0.1:5000\"\n", model = "m = t | drop name | fit dummy, target: k\n"
    return [
      "track \"127.0.0.1:5000\"", "track \"http://me:secret@127.0.0.1:5000\"", "track \"http://127.0.0.1:5000/?a=1\"",
      "track \"http://127.0.0.1:5000\", experiment: \"\"", "\(model)register m",
      "\(server)\(model)register m, name: \"a/b\"", "\(server)\(model)register m, alias: latest",
      "load \"models:/m@champion\"", "\(server)load \"models:/m\"",
    ]
  }()

  /// Preparations that go by the target.
  private static let preparations: [String] = {
    let rare = "t | drop name | derive k = if x > 7 then 1 else 0 | "
    return [
      "t | roles target: k | drop name | top 1, by: dummy", "t | drop name | prune @num, prefer: logistic",
      "t | drop name | derive y = nullif(y, 1) | top 1, by: logistic, target: k",
      "t | drop name | top 1, by: lightgb, target: k",
      "t | drop name | balance smote", "t | drop name | balance weights, target: k", "\(rare)balance smote, target: k",
      "t | derive k = if x > 7 then 1 else 0 | balance smote, k: 2, target: k",
      "\(rare)derive d = date \"2024-01-01\" + x | balance smote, k: 2, target: k",
      "\(rare)derive y = nullif(y, 1) | balance smote, k: 2, target: k",
      "\(rare)balance smote, ratio: 0.1, k: 2, target: k", "\(rare)balance undersample, ratio: 0.1, target: k",
      "t | drop name | derive k = if x == 7 then 1 else 0 | balance smote, target: k",
      "p = recipe | balance weights | balance undersample\nt | drop name | fit logistic, target: k, prep: p",
      "p = recipe | balance undersample | target_rate name\nt | fit logistic, target: k, prep: p",
      "t | derive z = x / 2 | target_rate z, target: k", "t | roles target: k | target_rate name, target: y",
      "t | derive i = 1 | roles key: i | target_rate name, target: k",
      "t | target_rate name, smoothing: some, target: k",
      "t | target_rate name | cv logistic, target: k", "t | roles target: k | target_rate name | cv logistic",
      "t | roles target: k | drop name | balance undersample | cv logistic",
    ]
  }()
}
