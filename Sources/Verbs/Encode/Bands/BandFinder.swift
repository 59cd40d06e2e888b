import Columns
import Diagnostics
import Language
import Statistics

/// Finds the bands of a column by the risk of its rows.
struct BandFinder {
  typealias Counts = WeightOfEvidence.Counts

  let search: BandSearch
  /// 0 or 1 for each row.
  let labels: [Double]

  /// The p of a z-test up to which bands of one class are believed.
  private static let beyondChance = 1e-6

  /// - Throws: `Diagnostic` where bands are to be joined that are not there.
  func bands(_ name: String, of column: Column, _ arguments: BoundArguments) throws -> FittedBands {
    let found = found(name, in: column)
    guard let merged = search.merged else { return found }
    guard merged.upperBound < found.bandCount else {
      throw arguments.outOfRange(
        BandSearch.merge, "names band \(merged.upperBound + 1), and `\(name)` has \(found.bandCount)",
        help: "bands are numbered from 1, as the verb bins lists them")
    }
    return found.merging(merged)
  }

  /// The bands that the search finds.
  func found(_ name: String, in column: Column) -> FittedBands {
    column.type.isNumeric ? numberBands(name, column) : levelBands(name, column)
  }

  /// Runs of numbers, special values, and gaps; one run of all where there is no other way.
  private func numberBands(_ name: String, _ column: Column) -> FittedBands {
    var values = column.doubles() ?? [], missing = Counts()
    var specials = [Counts](repeating: Counts(), count: search.specials.count)
    for (row, value) in values.enumerated() {
      if value.isNaN {
        missing.add(labels[row])
      } else if let special = search.specials.firstIndex(of: value) {
        specials[special].add(labels[row])
        values[row] = .nan
      }
    }
    let breaks = search.cuts.isEmpty ? breaks(values) : search.cuts
    var runs = [Counts](repeating: Counts(), count: breaks.count + 1)
    // Whole numbers beyond 53 bits are compared as they are, here and where bands are applied.
    for (row, place) in (Breaks.bands(of: column, breaks) ?? []).enumerated() where !values[row].isNaN {
      if let place { runs[place].add(labels[row]) }
    }
    return FittedBands(
      name: name, type: column.type, breaks: breaks, specials: search.specials, counts: runs + specials + [missing])
  }

  /// - Parameter values: each row, NaN for those that are in no run.
  private func breaks(_ values: [Double]) -> [Double] {
    let distinct = DistinctValues(values, isEvent: labels.map { $0 == 1 })
    let (fine, runs) = best(rows: values.count) { joinsPure in
      let fine = PreBins(distinct, leastRows: search.leastFineRows(of: values.count), joinsPure: joinsPure)
      return (fine, fine.counts)
    }
    return ReadableBreaks.of(runs.dropFirst().map { fine.breaks[$0.lowerBound - 1] }, among: values)
  }

  /// The best runs of fine bands, whose pure ones are joined with neighbours. Where that leaves nothing to tell apart,
  /// as of a column that tells the target nearly without error, they stay as they are, as far as chance cannot explain
  /// it: such a column has to show.
  private func best<Fine>(
    rows: Int, trends: [BinTrend]? = nil, _ make: (_ joinsPure: Bool) -> (fine: Fine, counts: [Counts])
  ) -> (fine: Fine, runs: [Range<Int>]) {
    var constraints = search.constraints(rows: rows)
    func found(_ counts: [Counts]) -> [Range<Int>] {
      OptimalBins(counts, trends: trends ?? search.trends, constraints: constraints)?.runs ?? [0..<counts.count]
    }
    let joined = make(constraints.leastEvents > 0), runs = found(joined.counts)
    guard runs.count == 1, constraints.leastEvents == 1, !search.wantsBothClasses else { return (joined.fine, runs) }
    (constraints.leastEvents, constraints.leastNonEvents) = (0, 0)
    constraints.greatestPValue = min(Self.beyondChance, constraints.greatestPValue ?? 1)
    let plain = make(false), telling = found(plain.counts)
    return telling.count > 1 ? (plain.fine, telling) : (joined.fine, runs)
  }

  /// Groups of levels that have similar rates, the least risk first; all in one where there is no other way.
  private func levelBands(_ name: String, _ column: Column) -> FittedBands {
    guard let coded = CodedColumn(column) else { return FittedBands(name: name, breaks: []) }
    var counts = [Counts](repeating: Counts(), count: coded.values.count), missing = Counts()
    for (row, code) in coded.codes.values(0..<coded.codes.count).enumerated() {
      if coded.isNull(row) { missing.add(labels[row]) } else { counts[Int(code)].add(labels[row]) }
    }
    let rows = column.count
    let units = units(coded.sorted, counts, leastRows: search.leastLevelRows(of: rows))
    let unitCounts = units.map { $0.reduce(Counts()) { $0 + counts[$1] } }
    let (fine, runs) = best(rows: rows, trends: [.none]) { joinsPure in
      let fine = LevelPreBins(unitCounts, leastRows: search.leastFineRows(of: rows), joinsPure: joinsPure)
      return (fine, fine.counts)
    }
    let groups = runs.map { run in fine.levels[run].flatMap { $0.flatMap { units[$0] } } }.filter { !$0.isEmpty }
    return FittedBands(
      name: name, type: column.type, levels: groups.map { $0.map { coded.values[$0] } },
      counts: groups.map { group in group.reduce(Counts()) { $0 + counts[$1] } } + [missing])
  }

  /// The levels by themselves, and as one unit those that are too rare to have a rate of their own: by their own rates
  /// they would tell the target of their few rows.
  private func units(_ codes: [Int], _ counts: [Counts], leastRows: Int) -> [[Int]] {
    let rare = codes.filter { counts[$0].rows < leastRows }
    return codes.filter { counts[$0].rows >= leastRows }.map { [$0] } + (rare.isEmpty ? [] : [rare])
  }
}

extension FittedBands {
  /// The bands with some neighbours joined.
  func merging(_ joined: ClosedRange<Int>) -> FittedBands {
    let ranges = (0..<joined.lowerBound).map { $0..<$0 + 1 } + [joined.lowerBound..<joined.upperBound + 1]
      + (joined.upperBound + 1..<bandCount).map { $0..<$0 + 1 }
    let counts = counts ?? []
    return FittedBands(
      name: name, type: type, breaks: levels == nil ? ranges.dropFirst().map { breaks[$0.lowerBound - 1] } : [],
      levels: levels.map { levels in ranges.map { levels[$0].flatMap { $0 } } }, specials: specials,
      counts: BandCounts.joined(counts, ranges) + counts[bandCount...])
  }
}
