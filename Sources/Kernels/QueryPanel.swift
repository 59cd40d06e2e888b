/// Forty-eight queries in lanes, against which packed rows are scored at once in float32.
///
/// The score of a row is its constant plus the sum of its terms times the lane's weights. A pair whose score reaches
/// the lane's threshold is a *hit*. Scores carry rounding errors that depend on the instruction set, so thresholds must
/// leave room for them and hits must be judged in float64.
public final class QueryPanel {
  /// Queries per panel.
  public static let lanes = 48
  /// Scans start and end at multiples of this many rows (or at the last row).
  public static let rowMultiple = 8
  /// A threshold that every row reaches.
  public static let everything = -Float.greatestFiniteMagnitude
  /// A threshold that no row reaches.
  public static let nothing = Float.infinity

  public let width: Int
  /// The hits of the last scan.
  public private(set) var hitCount = 0
  private let weights: UnsafeMutableBufferPointer<Float>
  private let thresholds: UnsafeMutableBufferPointer<Float>
  private let tile: UnsafeMutableBufferPointer<Float>
  private let hits: UnsafeMutableBufferPointer<UInt32>
  private var firstRow = 0

  /// An empty panel: all weights zero, no lane in use.
  ///
  /// - Parameter width: Terms per row.
  public init(width: Int) {
    self.width = width
    // SAFETY: all four blocks belong to this object and are freed in deinit.
    weights = Self.aligned(width * Self.lanes, filledWith: 0)
    thresholds = Self.aligned(Self.lanes, filledWith: Self.nothing)
    tile = Self.aligned(Self.rowMultiple * Self.lanes, filledWith: 0)
    hits = Self.aligned(16 * Self.rowMultiple * Self.lanes, filledWith: 0)
  }

  deinit {
    weights.deallocate()
    thresholds.deallocate()
    tile.deallocate()
    hits.deallocate()
  }

  private static func aligned<T>(_ count: Int, filledWith value: T) -> UnsafeMutableBufferPointer<T> {
    let bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: max(count, 1) * MemoryLayout<T>.stride, alignment: 64)
    let buffer = bytes.bindMemory(to: T.self)
    buffer.initialize(repeating: value)
    return buffer
  }

  /// Sets what a term counts for the query in a lane.
  public func setWeight(_ value: Float, term: Int, lane: Int) {
    precondition(term >= 0 && term < width && lane >= 0 && lane < Self.lanes, "the term and the lane exist")
    weights[term * Self.lanes + lane] = value
  }

  /// Sets the score from which a row is a hit for the query in a lane.
  public func setThreshold(_ value: Float, lane: Int) {
    precondition(lane >= 0 && lane < Self.lanes, "the lane exists")
    thresholds[lane] = value
  }

  /// Scores `rows` in order and keeps the hits, until all are visited or no place for hits is left.
  ///
  /// - Returns: The first row that was not visited.
  public func scan(_ packed: ScoredRows, rows: Range<Int>, kernels: KernelTable = .widest) -> Int {
    precondition(packed.width == width, "the panel and the rows have the same terms")
    precondition(rows.lowerBound >= 0 && rows.upperBound <= packed.count, "the rows exist")
    precondition(rows.lowerBound % Self.rowMultiple == 0, "a scan starts at a whole group of rows")
    let end = (rows.upperBound + Self.rowMultiple - 1) / Self.rowMultiple * Self.rowMultiple
    precondition(end == rows.upperBound || rows.upperBound == packed.count, "a scan ends at a whole group of rows")
    firstRow = rows.lowerBound
    let next = packed.terms.withUnsafeBufferPointer { terms in
      packed.constants.withUnsafeBufferPointer { constants in
        scan(terms, constants, from: rows.lowerBound, to: end, kernels)
      }
    }
    return min(next, rows.upperBound)
  }

  private func scan(
    _ terms: UnsafeBufferPointer<Float>, _ constants: UnsafeBufferPointer<Float>, from first: Int, to end: Int,
    _ kernels: KernelTable
  ) -> Int {
    guard first < end, let row = constants.baseAddress, let weight = weights.baseAddress,
      let threshold = thresholds.baseAddress, let scores = tile.baseAddress, let hit = hits.baseAddress
    else {
      hitCount = 0
      return end
    }
    // SAFETY: the packed rows are padded to whole groups, so all rows before `end` exist; without terms (width 0)
    // `weight` stands for the terms that are never read; the kernel leaves room for a whole tile and one more before it
    // writes hits.
    return kernels.scanPanel(
      terms.baseAddress ?? UnsafePointer(weight), row, width, first, end, weight, threshold, scores,
      hit, hits.count - 1, &hitCount)
  }

  /// One hit of the last scan, by row and then by lane within a group of rows.
  public func hit(_ index: Int) -> (row: Int, lane: Int) {
    precondition(index >= 0 && index < hitCount, "the hit exists")
    let (row, lane) = Int(hits[index]).quotientAndRemainder(dividingBy: Self.lanes)
    return (firstRow + row, lane)
  }
}
