extension Calibration {
  /// Moves probabilities from one share of class 1 to another, with the same odds between rows: to their log-odds is
  /// added ln(to / (1 − to)) − ln(from / (1 − from)) (Elkan 2001; Saerens, Latinne and Decaestecker 2002).
  ///
  /// - Parameters:
  ///   - base: the share of class 1 that the probabilities suppose, between 0 and 1.
  ///   - target: that of the rows they are used for, between 0 and 1.
  public static func shift(from base: Double, to target: Double) -> Calibration {
    .shift(by: logOdds(target) - logOdds(base))
  }
}
