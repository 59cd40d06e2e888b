import Columns
import Diagnostics
import Syntax

/// Why a column is no longer there: the place that took it away, and what came instead.
public struct Departure: Sendable {
  /// The stage at which the column went.
  public let span: Span
  /// `replaced here by CREDIT_ACTIVE_Active, … (4 columns)`
  public let label: String
  /// What to write to get at it all the same.
  public let help: String?
  /// For a text column that indicators replaced: the indicator of each level.
  public let indicators: [String: String]

  /// A column that went, with what to say about it.
  public init(span: Span, label: String, help: String? = nil, indicators: [String: String] = [:]) {
    (self.span, self.label, self.help, self.indicators) = (span, label, help, indicators)
  }
}

/// The columns that earlier stages took away, with what to say to whoever asks for one of them.
///
/// A stage may take away millions, and hardly anybody asks: what is said is made when it is asked for.
public struct Departures: Sendable {
  /// What one stage took away.
  private struct Loss: Sendable {
    /// Columns that were gone before, and are there again behind the stage.
    let returned: Set<String>
    let departure: @Sendable (String) -> Departure?
  }

  private var losses: [Loss] = []
  /// More than these are told from the columns before and behind a stage, which are kept for it.
  private static let fewColumns = 1_000

  /// Nothing is gone.
  public init() {}

  /// What to say of a column; nil for one that no stage took away, or that is there again.
  public subscript(name: String) -> Departure? {
    for loss in losses.reversed() {
      if let departure = loss.departure(name) { return departure }
      if loss.returned.contains(name) { return nil }
    }
    return nil
  }

  /// Adds columns of which a departure is known.
  mutating func add(_ departure: @escaping @Sendable (String) -> Departure?) {
    losses.append(Loss(returned: [], departure: departure))
  }

  /// Adds one column.
  public mutating func add(_ name: String, _ departure: Departure) {
    add { $0 == name ? departure : nil }
  }

  /// Adds what went at a stage.
  ///
  /// - Parameters:
  ///   - before: the columns of its input; nil where columns did not go through it.
  ///   - reason: what the stage says about a column that it takes away.
  ///   - check: called for each column, so that the work can be stopped.
  mutating func pass(
    _ stage: Stage, from before: Schema?, to after: Schema, _ reason: @escaping @Sendable (String) -> Departure?,
    check: () throws -> Void
  ) rethrows {
    var returned: Set<String> = [], gone: Set<String> = []
    if !losses.isEmpty {
      for field in after.fields where before?.index(of: field.name) == nil {
        try check()
        if self[field.name] != nil { returned.insert(field.name) }
      }
    }
    for field in before?.fields ?? [] where gone.count <= Self.fewColumns {
      try check()
      if after.index(of: field.name) == nil { gone.insert(field.name) }
    }
    if returned.isEmpty, gone.isEmpty { return }
    let few = gone.count <= Self.fewColumns ? gone : nil, columns = few == nil ? before : nil
    let present = few == nil ? after : nil
    losses.append(
      Loss(returned: returned) { name in
        let isGone = few?.contains(name) ?? (columns?.index(of: name) != nil && present?.index(of: name) == nil)
        if !isGone { return nil }
        return reason(name)
          ?? Departure(span: stage.mention(of: name), label: "taken away here by `\(stage.verb.text)`")
      })
  }
}
