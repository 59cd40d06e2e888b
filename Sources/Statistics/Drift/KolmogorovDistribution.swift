import Foundation

/// The distribution of Kolmogorov's distance Dₙ between a sample and its distribution, by the ways that Simard and
/// L'Ecuyer (2011) choose from and `scipy.stats.kstwo` takes.
enum KolmogorovDistribution {
  /// P(Dₙ ≥ d).
  static func above(_ d: Double, count n: Int) -> Double {
    let size = Double(n), reach = size * d, square = reach * d
    if n < 1 || d <= 0 || reach <= 0.5 { return 1 }
    if d >= 1 { return 0 }
    if reach <= 1 { return 1 - narrow(n, 2 * reach - 1) }
    if reach >= size - 1 { return 2 * pow(1 - d, size) }
    if d >= 0.5 { return 2 * OneSided.above(d, count: n) }
    if n <= 140 {
      if square <= 0.754693 { return 1 - durbin(n, d) }
      return square <= 4 ? 1 - pomeranz(n, d) : 2 * OneSided.above(d, count: n)
    }
    if square >= 370 { return 0 }
    if square >= 2.2 { return 2 * OneSided.above(d, count: n) }
    return n <= 100_000 && size * pow(d, 1.5) <= 1.4 ? 1 - durbin(n, d) : 1 - pelzGood(n, d)
  }

  /// n!/nⁿ·tⁿ, for d up to 1/n (Ruben and Gambino 1982).
  private static func narrow(_ n: Int, _ t: Double) -> Double {
    (1...n).reduce(1) { $0 * (Double($1) / Double(n) * t) }
  }

  private static let step = 128
  private static let large = 0x1p128, small = 0x1p-128

  /// P(Dₙ < d) by the power of a matrix (Durbin 1968; Marsaglia, Tsang and Wang 2003), for small matrices.
  private static func durbin(_ n: Int, _ d: Double) -> Double {
    let reach = Double(n) * d, k = Int(reach.rounded(.up))
    var power = ScaledMatrix.one(2 * k - 1), base = durbinMatrix(k, Double(k) - reach)
    var rest = n
    while rest > 0 {
      if rest % 2 == 1 { power = power.times(base) }
      rest /= 2
      if rest > 0 { base = base.times(base).rescaled(at: k - 1) }
    }
    var (p, exponent) = (power[k - 1, k - 1], power.exponent)
    for index in 1...n {
      p = Double(index) * p / Double(n)
      if p < small { (p, exponent) = (p * large, exponent - step) }
    }
    return scalbn(p, exponent)
  }

  private static func durbinMatrix(_ k: Int, _ h: Double) -> ScaledMatrix {
    let size = 2 * k - 1
    var factorials = [1.0]
    for index in 1...size { factorials.append(factorials[index - 1] / Double(index)) }
    var matrix = ScaledMatrix(size: size)
    for column in 1..<max(1, size) {
      for row in (column - 1)..<size { matrix[row, column] = factorials[row - column + 1] }
    }
    for row in 0..<size {
      let value = (1 - pow(h, Double(row + 1))) * factorials[row + 1]
      matrix[row, 0] = value
      matrix[size - 1, size - 1 - row] = value
    }
    let corner = (1 - 2 * pow(h, Double(size)) + pow(max(2 * h - 1, 0), Double(size))) * factorials[size]
    matrix[size - 1, 0] = corner
    return matrix
  }

  /// P(Dₙ < d) by convolutions of probabilities of Poisson variables (Pomeranz 1974).
  private static func pomeranz(_ n: Int, _ d: Double) -> Double {
    let reach = Double(n) * d, whole = Int(reach.rounded(.down)), part = reach - Double(whole)
    let narrow = min(part, 1 - part)
    let above = part > 0 ? 1 : 0, rounded = part > 0.5 ? 1 : 0
    let count = 2 * (whole + 1)
    func powers(_ rate: Double) -> [Double] {
      var terms = [1.0]
      for index in 1..<count { terms.append(terms[index - 1] * rate / Double(n) / Double(index)) }
      return terms
    }
    let (edge, odd, even) = (powers(narrow), powers(2 * narrow), powers(1 - 2 * narrow))
    func window(_ row: Int) -> ClosedRange<Int> {
      let half = (row + 1) / 2
      var ends = half - 2 - whole...half + whole + rounded - 1
      if row == 0 { ends = -whole - above - 1...whole + above - 1 }
      if row % 2 == 1 { ends = half - 2 - whole - rounded...half + whole - 2 + above }
      if row == 2 * n + 1 { ends = n - whole - above - 1...n + whole + above - 1 }
      return max(ends.lowerBound + 2, 0)...min(ends.upperBound, n)
    }
    var own = window(0), exponent = 0
    var terms = [Double](repeating: 0, count: own.count)
    terms[0] = 1
    for row in 1...2 * n + 1 {
      let next = window(row), powers = row == 1 || row == 2 * n + 1 ? edge : row % 2 == 1 ? odd : even
      terms = convolved(terms, own, powers, next)
      own = next
      if let most = terms.max(), most > 0, most < small {
        terms = terms.map { $0 * large }
        exponent -= step
      }
    }
    var answer = terms[n - own.lowerBound]
    for index in 1...n {
      if answer > large { (answer, exponent) = (answer * small, exponent + step) }
      answer *= Double(index)
    }
    return scalbn(answer, exponent)
  }

  /// The terms of the next row: sums of the row before, each times the probability of so many steps.
  private static func convolved(
    _ terms: [Double], _ own: ClosedRange<Int>, _ powers: [Double], _ next: ClosedRange<Int>
  ) -> [Double] {
    next.map { place in
      var sum = 0.0
      for before in own where before <= place && place - before < powers.count {
        sum += terms[before - own.lowerBound] * powers[place - before]
      }
      return sum
    }
  }

  /// P(Dₙ < d) by four terms of an expansion in 1/√n (Pelz and Good 1976), through Jacobi's theta functions.
  private static func pelzGood(_ n: Int, _ d: Double) -> Double {
    let z = Double(n).squareRoot() * d, z2 = z * z, z4 = z2 * z2, z6 = z4 * z2
    let pi2 = Double.pi * Double.pi, pi4 = pi2 * pi2, pi6 = pi4 * pi2
    let q = exp(-pi2 / 8 / z2)
    guard q > 1e-307 else { return 0 }
    let secondTerms: (Double, Double, Double) = (
      6 * z6 + 2 * z4, (2 * z4 - 5 * z2) * pi2 / 4, pi4 * (1 - 2 * z2) / 16
    )
    let thirdTerms: (Double, Double, Double, Double) = (
      -30 * z6 - 90 * z4 * z4, pi2 * (135 * z4 - 96 * z6) / 4, pi4 * (212 * z4 - 60 * z2) / 16,
      pi6 * (5 - 30 * z2) / 64
    )
    var sums = SIMD4<Double>.zero
    let terms = Int((16 * z / .pi).rounded(.up))
    for k in stride(from: terms, to: 0, by: -1) {
      let m2 = Double((2 * k - 1) * (2 * k - 1)), m4 = m2 * m2, m6 = m4 * m2
      let first: Double = pi2 / 4 * m2 - z2
      let second: Double = secondTerms.0 + secondTerms.1 * m2 + secondTerms.2 * m4
      let third: Double = thirdTerms.0 + thirdTerms.1 * m2 + thirdTerms.2 * m4 + thirdTerms.3 * m6
      sums = sums * pow(q, Double(8 * k)) + SIMD4(1, first, second, third)
    }
    let rootTwoPi = (2 * Double.pi).squareRoot()
    sums *= q * rootTwoPi
    sums /= SIMD4(z, 6 * z4, 72 * z6 * z, 6480 * z6 * z4)
    var (second, third) = (0.0, 0.0)
    for k in stride(from: terms, to: 0, by: -1) {
      let k2 = Double(k * k), power = pow(exp(-pi2 / 2 / z2), k2)
      second += k2 * power
      third += (3 * z2 - pi2 * k2) * k2 * power
    }
    sums[2] -= second * pi2 * rootTwoPi / (36 * z2 * z)
    sums[3] += third * pi2 * rootTwoPi / (216 * z6)
    let root = Double(n).squareRoot()
    return sums[0] + sums[1] / root + sums[2] / Double(n) + sums[3] / (Double(n) * root)
  }
}

/// A square matrix times a power of two.
private struct ScaledMatrix {
  let size: Int
  private(set) var exponent = 0
  private var cells: [Double]

  init(size: Int) { (self.size, cells) = (size, [Double](repeating: 0, count: size * size)) }

  static func one(_ size: Int) -> ScaledMatrix {
    var out = ScaledMatrix(size: size)
    for index in 0..<size { out[index, index] = 1 }
    return out
  }

  subscript(row: Int, column: Int) -> Double {
    get { cells[row * size + column] }
    set { cells[row * size + column] = newValue }
  }

  func times(_ other: ScaledMatrix) -> ScaledMatrix {
    var out = ScaledMatrix(size: size)
    out.exponent = exponent + other.exponent
    for row in 0..<size {
      for middle in 0..<size {
        let factor = self[row, middle]
        if factor == 0 { continue }
        for column in 0..<size { out.cells[row * size + column] += factor * other.cells[middle * size + column] }
      }
    }
    return out
  }

  /// The same with smaller cells, where the one in the middle has become large.
  func rescaled(at middle: Int) -> ScaledMatrix {
    guard self[middle, middle] > 0x1p128 else { return self }
    var out = self
    out.cells = cells.map { $0 * 0x1p-128 }
    out.exponent += 128
    return out
  }
}

/// The distribution of the one-sided distance Dₙ⁺.
private enum OneSided {
  /// P(Dₙ⁺ ≥ d) = d·Σⱼ C(n, j)·(d + j/n)ʲ⁻¹·(1 − d − j/n)ⁿ⁻ʲ (Birnbaum and Tingey 1951), all terms positive.
  static func above(_ d: Double, count n: Int) -> Double {
    let size = Double(n), last = Int((size * (1 - d)).rounded(.down))
    return PairwiseSummation.sum(count: last + 1) { j in
      let p = d + Double(j) / size
      guard p < 1 else { return 0 }
      return d / p * Binomial.probability(of: j, among: n, at: p)
    }
  }
}
