/// Plain loops that say what the kernels compute: tests compare every variant with them.
public enum ScalarReference {
  /// See `observedSquaredDistance`: sixteen running sums over whole blocks, folded by halves, the rest added in order.
  public static func observedSquaredDistance(_ a: [Double], _ b: [Double]) -> Double {
    precondition(a.count == b.count, "rows of one width are compared")
    var lanes = [Double](repeating: 0, count: 16)
    let whole = a.count / 16 * 16
    for i in 0..<whole {
      let difference = a[i] - b[i]
      if !difference.isNaN { lanes[i % 16] += difference * difference }
    }
    for half in [8, 4, 2, 1] {
      for lane in 0..<half { lanes[lane] += lanes[lane + half] }
    }
    var sum = lanes[0]
    for i in whole..<a.count {
      let difference = a[i] - b[i]
      if !difference.isNaN { sum += difference * difference }
    }
    return sum
  }

  /// The score of one row in one lane, in float64; see ``QueryPanel``.
  public static func score(terms: [Float], constant: Float, weights: [Float]) -> Double {
    precondition(terms.count == weights.count, "each term has a weight")
    return zip(terms, weights).reduce(Double(constant)) { $0 + Double($1.0) * Double($1.1) }
  }
}
