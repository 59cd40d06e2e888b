/// One line of a legend: a symbol and what it stands for.
public struct LegendEntry: Sendable {
  /// What is drawn before the label.
  public enum Symbol: Sendable {
    case line(LineStyle)
    /// A filled box, with a line around it where one is given.
    case swatch(fill: String, opacity: Double, outline: LineStyle?)
    case point(PointStyle)
  }

  /// What it means.
  public var label: String
  /// What is explained.
  public var symbol: Symbol

  /// A symbol with its meaning.
  public init(_ label: String, _ symbol: Symbol) { (self.label, self.symbol) = (label, symbol) }
}
