extension Client {
  /// Draws the person and the loan; whether the client defaults is decided after.
  init(index: Int, id: Int, random: inout KeyedRandom) {
    self.index = index
    self.id = id
    quality = random.normal()
    discipline = random.normal()
    isMale = random.chance(0.342)
    let life = PortableMath.logistic(1.7 * (0.2 * quality + 0.98 * random.normal()))
    let years = 20.55 + 46.8 * (0.88 * life + 0.12 * random.unit())
    ageInDays = Int(years * 365.25)
    incomeType = Self.incomeType(years: years, index: index, random: &random)
    education = ApplicationLevels.education.called(at: index)
      ?? (random.chance(PortableMath.logistic(-1.15 + 0.45 * quality - (years - 44) / 60))
        ? ApplicationLevels.educationHigher : ApplicationLevels.educationLower.pick(&random))
    daysEmployed = ApplicationLevels.isWithoutJob(incomeType)
      ? nil : Int(min(random.exponential(mean: 2500 + 120 * quality) + 30, 0.6 * Double(ageInDays) - 2000))
    ownsCar = random.chance(isMale ? 0.56 : 0.225)
    let place = random.unit() + 0.03 * quality
    regionRating = place < 0.155 ? 3 : place < 0.897 ? 2 : 1
    externalScores = ExternalScores(quality: quality, years: years, random: &random)
    loan = RequestedLoan(education: education, quality: quality, random: &random)
  }

  private static func incomeType(years: Double, index: Int, random: inout KeyedRandom) -> Int {
    let retired = random.chance(0.93 * PortableMath.logistic((years - 56.9) / 1.9))
    let drawn = ApplicationLevels.incomeTypeWorking.pick(&random)
    return ApplicationLevels.incomeType.called(at: index) ?? (retired ? ApplicationLevels.pensioner : drawn)
  }
}

extension ExternalScores {
  /// Noisy views of `quality`; the first also leans on age, as in the public data.
  init(quality: Double, years: Double, random: inout KeyedRandom) {
    let age = (years - 44) / 12
    let one = 0.64 * quality + 0.42 * age + 0.64 * random.normal()
    let two = 0.73 * quality + 0.68 * random.normal()
    let three = 0.72 * quality + 0.12 * age + 0.68 * random.normal()
    first = Self.units(0.97 * PortableMath.logistic(0.05 + 1.0 * one), missing: 0.5638, random: &random)
    second = Self.units(0.855 * PortableMath.logistic(0.5 + 1.15 * two), missing: 0.0021, random: &random)
    third = Self.units(0.9 * PortableMath.logistic(0.36 + 1.05 * three), missing: 0.1983, random: &random)
  }

  private static func units(_ value: Double, missing: Double, random: inout KeyedRandom) -> Int? {
    random.chance(missing) ? nil : Int(value * 1e16)
  }
}

extension RequestedLoan {
  private static let terms = [12, 12, 18, 18, 18, 24, 24, 24, 24, 24, 30, 30, 30, 36, 36, 36, 48, 48]

  init(education: Int, quality: Double, random: inout KeyedRandom) {
    let wealth = 0.12 * quality + (education == ApplicationLevels.educationHigher ? 0.25 : -0.06)
    let standing = random.normal()
    let earned = 147_000 * PortableMath.exp(wealth + 0.44 * standing)
    let incomeStep = random.chance(0.78) ? 22_500.0 : 4_500.0
    income = max(Amount.rounded(earned, to: incomeStep), Amount.rounded(27_000, to: 4_500))
    isRevolving = random.chance(0.0952)
    if isRevolving {
      let wish = random.logNormal(median: 250_000, spread: 0.5)
      goodsPrice = Amount.rounded(min(max(wish, 135_000), 1_350_000), to: 45_000)
      credit = goodsPrice
      annuity = credit / 20
      return
    }
    let wish = 455_000 * PortableMath.exp(0.35 * (wealth + 0.44 * standing) + 0.62 * random.normal())
    let priceStep = random.chance(0.75) ? 45_000.0 : 4_500.0
    goodsPrice = Amount.rounded(min(max(wish, 45_000), 4_050_000), to: priceStep)
    let insured = random.chance(0.6) ? random.uniform(1.03..<1.29) : 1
    let owed = min(Double(goodsPrice) / Amount.thousandths * insured, 4_050_000)
    credit = Amount.rounded(owed, to: insured > 1 ? 4.5 : 4_500)
    let months = Double(Self.terms[random.below(Self.terms.count)])
    let monthlyRate = random.uniform(0.006..<0.022)
    // A loan repaid evenly carries about half of its sum on average, hence (n + 1) / 2n of the rate.
    annuity = Amount.rounded(owed * (1 / months + monthlyRate * (months + 1) / (2 * months)), to: 4.5)
  }
}
