/// Bands by risk, scorecards, and what is made of them.
extension HelpScripts {
  static let scorecards = bands + cards + refused

  private static let bands = [
    "t | bin x, method: optimal, target: k, cuts: [5, 3]", "t | bin x, method: optimal, target: k, cuts: [\"a\"]",
    "t | bin x, y, method: optimal, target: k, cuts: [5]", "t | bin name, method: optimal, target: k, cuts: [5]",
    "t | bin x, method: optimal, target: k, cuts: [3, 5, 8], merge: [1, 3]",
    "t | bin x, method: optimal, target: k, cuts: [5], merge: [2, 3]", "t | bin name, method: woe, target: k",
    "t | bin x, method: optimal, target: k, cuts: [5], trend: peak",
    "t | bin x, method: optimal, target: k, special: [5, 5]",
    "t | bin name, method: optimal, target: k, trend: peak", "t | bin x, method: optimal, target: k, cuts: []",
    "t | iv k, x, target: k", "t | derive d = date \"2024-01-01\" | bin d, method: optimal, target: k",
    "t | derive d = date \"2024-01-01\" | bins d, target: k", "t | bins x",
    "t | derive d = date \"2024-01-01\" | iv d, target: k", "t | drop name | plot woe(x)",
    "t | drop name | roles target: k | plot woe(k)",
  ]

  private static let cards: [String] = {
    let plain = "m = t | drop name | fit scorecard, target: k\n"
    let other = "m = t | drop name | fit logistic, target: k\n"
    let data = "u = range 60 | derive { x = n * 37 % 60, y = n % 7, k = x + y * 4 + n * 53 % 31 > 65 } | drop n\n"
    let good = "\(data)p = recipe | bin @num, method: optimal, output: woe\nm = u | fit scorecard, target: k, prep: p\n"
    let changed = good.replacing("recipe | bin", with: "recipe | impute @num, method: median | bin")
    let large = good.replacing("m = u |", with: "v = u | derive x = 9007199254740993 + x * 4\nm = v |")
    return [
      "\(plain)m | points", "\(other)m | points", "\(changed)m | points", "\(other)t | points m", "t | points",
      "\(good)m | points m", "\(good)m | points, as: \"p\"",
      "\(good)u | points m, as: \"x\"", "\(good)m | points | export \"out/card.svg\"",
      "\(good)m | report to: \"out/card.pdf\"", "\(good)m | report { 3 }, to: \"out/card.html\"",
      "t | drop name | fit scorecard(p_enter: 0.1, select: l1), target: k",
      "\(large)m | points | export \"out/card.pmml\"",
      "t | derive w = \"a\" | drop name | fit logistic, target: k, weights: w, features: x",
      "t | derive w = x - 3 | drop name | fit logistic, target: k, weights: w, features: y",
      "t | derive w = 0 | drop name | fit logistic, target: k, weights: w, features: x",
      "p = recipe | balance undersample\nt | drop name | fit logistic, target: k, prep: p, weights: y, features: x",
      "t | derive x = 0 | drop name | fit scorecard(select: stepwise), target: k, features: x",
    ]
  }()

  private static let refused: [String] = {
    let model = "u = t | drop name | roles target: k\nm = u | fit logistic, features: x\nr = t | drop name, k\n"
    return [
      "\(model)t | reject_inference r, model: m, method: parcelling",
      "\(model)u | reject_inference r, model: m, method: augmentation, factor: 2",
      "\(model)v = u | rename weight = y\nv | reject_inference r, model: m, method: augmentation",
      "\(model)o = t | roles target: k | derive q = y > 1 | roles target: q | fit logistic, features: x\n"
        + "u | reject_inference r, model: o, method: augmentation",
      "\(model)s = r | select x\nu | reject_inference s, model: m, method: parcelling",
    ]
  }()
}
