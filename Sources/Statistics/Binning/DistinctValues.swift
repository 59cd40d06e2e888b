import Kernels

/// The distinct numbers of a column with the rows of each, from one sort of each class.
package struct DistinctValues: Sendable, Equatable {
  /// Ascending.
  package let values: [Double]
  /// The rows of each value.
  package let counts: [WeightOfEvidence.Counts]

  /// - Parameters:
  ///   - values: one for each row; NaN is left out.
  ///   - isEvent: whether each row is of class 1.
  package init(_ values: [Double], isEvent: [Bool]) {
    precondition(values.count == isEvent.count, "each row has one value and one label")
    var (events, nonEvents): ([Double], [Double]) = ([], [])
    nonEvents.reserveCapacity(values.count)
    for (value, isEvent) in zip(values, isEvent) {
      if isEvent { events.append(value) } else { nonEvents.append(value) }
    }
    self.init(events: events, nonEvents: nonEvents)
  }

  /// - Parameters:
  ///   - events: the values of the rows of class 1, in any order; NaN is left out.
  ///   - nonEvents: those of class 0.
  package init(events: [Double], nonEvents: [Double]) {
    let (events, nonEvents) = (RadixSort.sorted(events), RadixSort.sorted(nonEvents))
    var (values, counts): ([Double], [WeightOfEvidence.Counts]) = ([], [])
    var (event, nonEvent) = (0, 0)
    while event < events.count || nonEvent < nonEvents.count {
      let value = min(
        event < events.count ? events[event] : .infinity, nonEvent < nonEvents.count ? nonEvents[nonEvent] : .infinity)
      let (firstEvent, firstNonEvent) = (event, nonEvent)
      while event < events.count, events[event] == value { event += 1 }
      while nonEvent < nonEvents.count, nonEvents[nonEvent] == value { nonEvent += 1 }
      values.append(value)
      counts.append(WeightOfEvidence.Counts(events: event - firstEvent, nonEvents: nonEvent - firstNonEvent))
    }
    (self.values, self.counts) = (values, counts)
  }
}
