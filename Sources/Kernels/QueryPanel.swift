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

  /// The terms of a row that this panel weighs, by their place in the packed row.
  public let terms: [Int]
  /// The hits of the last scan.
  public private(set) var hitCount = 0
  private let termOffsets: [Int32]
  private let weights: UnsafeMutableBufferPointer<Float>
  private let thresholds: UnsafeMutableBufferPointer<Float>
  private let tile: UnsafeMutableBufferPointer<Float>
  private let hits: UnsafeMutableBufferPointer<UInt32>
  private var firstRow = 0

  /// An empty panel: all weights zero, no lane in use.
  public init(terms: [Int]) {
    precondition(terms.allSatisfy { $0 >= 0 }, "a term has a place in its row")
    self.terms = terms
    termOffsets = terms.map(Int32.init)
    // SAFETY: all four blocks belong to this object and are freed in deinit.
    weights = Self.aligned(terms.count * Self.lanes, filledWith: 0)
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

  /// Sets what `terms[place]` counts for the query in a lane.
  public func setWeight(_ value: Float, place: Int, lane: Int) {
    precondition(place >= 0 && place < terms.count && lane >= 0 && lane < Self.lanes, "the term and the lane exist")
    weights[place * Self.lanes + lane] = value
  }

  /// Sets the score from which a row is a hit for the query in a lane.
  public func setThreshold(_ value: Float, lane: Int) {
    precondition(lane >= 0 && lane < Self.lanes, "the lane exists")
    thresholds[lane] = value
  }

  /// Scores `rows` in order and keeps the hits, until all are visited or no place for hits is left.
  ///
  /// - Parameter constants: The constants of exactly these rows, where they are not those of the packed rows.
  /// - Returns: The first row that was not visited.
  public func scan(
    _ packed: ScoredRows, rows: Range<Int>, constants: ArraySlice<Float>? = nil, kernels: KernelTable = .widest
  ) -> Int {
    precondition(terms.allSatisfy { $0 < packed.width }, "the rows have the terms of the panel")
    precondition(rows.lowerBound >= 0 && rows.upperBound <= packed.count, "the rows exist")
    precondition(constants == nil || constants?.count == rows.count, "each row has one constant")
    let groups = (rows.count + Self.rowMultiple - 1) / Self.rowMultiple
    let isWhole = rows.count == groups * Self.rowMultiple || rows.upperBound == packed.count
    precondition(isWhole, "a scan ends at a whole group of rows")
    firstRow = rows.lowerBound
    var own = constants ?? packed.constants[rows]
    own.append(contentsOf: repeatElement(-.infinity, count: groups * Self.rowMultiple - rows.count))
    let visited = packed.terms.withUnsafeBufferPointer { values in
      own.withUnsafeBufferPointer { constants in
        scan(values, constants, from: rows.lowerBound * packed.width, stride: packed.width, kernels)
      }
    }
    return min(rows.lowerBound + visited, rows.upperBound)
  }

  private func scan(
    _ values: UnsafeBufferPointer<Float>, _ constants: UnsafeBufferPointer<Float>, from start: Int, stride: Int,
    _ kernels: KernelTable
  ) -> Int {
    termOffsets.withUnsafeBufferPointer { offsets in
      guard let constant = constants.baseAddress, let weight = weights.baseAddress, let score = tile.baseAddress,
        let threshold = thresholds.baseAddress, let hit = hits.baseAddress
      else {
        hitCount = 0
        return constants.count
      }
      // SAFETY: there are whole groups of constants, and rows are packed with padding, so every row read exists.
      // Without terms neither values nor offsets are read. The kernel leaves room for a tile, and one place more,
      // before it writes hits.
      let none = UnsafePointer(weight)
      return withUnsafePointer(to: Int32(0)) { noOffset in
        kernels.scanPanel(
          values.baseAddress.map { $0 + start } ?? none, constant, stride, constants.count,
          offsets.baseAddress ?? noOffset, offsets.count, weight, threshold, score, hit, hits.count - 1, &hitCount)
      }
    }
  }

  /// One hit of the last scan, by row and then by lane within a group of rows.
  public func hit(_ index: Int) -> (row: Int, lane: Int) {
    precondition(index >= 0 && index < hitCount, "the hit exists")
    let (row, lane) = Int(hits[index]).quotientAndRemainder(dividingBy: Self.lanes)
    return (firstRow + row, lane)
  }
}
