// One source, compiled once per instruction set: KernelsAVX2 and KernelsAVX512 hold links to the files of KernelsBase.
//
// Only pointers and scalars cross the module's boundary, because a SIMD value has another calling convention in each
// variant. No Array, closure, generic or struct may appear in these files: what is emitted for them are weak symbols,
// and the linker could pick the AVX-512 one for the whole program. Each file stands alone, because a debug build
// inlines nothing from one file into another.

#if ISA_AVX512
private typealias Lanes = SIMD16<Float>
private typealias LaneBits = SIMD16<Int32>
#elseif ISA_AVX2
private typealias Lanes = SIMD8<Float>
private typealias LaneBits = SIMD8<Int32>
#else
private typealias Lanes = SIMD4<Float>
private typealias LaneBits = SIMD4<Int32>
#endif

/// How many queries one panel holds, in every variant.
private let panelLanes = 48

/// How many rows a variant scores at once; packed rows are padded to a multiple of it.
#if ISA_AVX512
private let tileRows = 8
#else
private let tileRows = 4
#endif

@inline(__always)
private func multiplyAdd(_ sum: inout Lanes, _ a: Lanes, _ b: Lanes) {
  #if ISA_BASE && arch(x86_64)
  sum += a * b  // Baseline x86-64 has no fused instruction: addProduct would call fmaf for every lane.
  #else
  sum.addProduct(a, b)
  #endif
}

/// Whether any lane of a comparison holds.
@inline(__always)
private func anyLane(_ mask: SIMDMask<LaneBits>) -> Bool {
  let bits = unsafeBitCast(mask, to: LaneBits.self)
  #if ISA_AVX512
  let half = bits.lowHalf | bits.highHalf
  let quarter = half.lowHalf | half.highHalf
  #elseif ISA_AVX2
  let quarter = bits.lowHalf | bits.highHalf
  #else
  let quarter = bits
  #endif
  let eighth = quarter.lowHalf | quarter.highHalf
  return (eighth[0] | eighth[1]) != 0
}

/// Scores rows against a panel of 48 queries and lists the pairs that reach their query's threshold.
///
/// The score of row `r` and lane `l` is `constants[r] + Σ rows[r * stride + terms[i]] * weights[i * 48 + l]` over the
/// `termCount` terms, in float32 and in an order of operations that differs between variants: callers decide on hits in
/// float64. Rows are visited in order until fewer than 8 × 48 places are left in `hits`.
///
/// - Parameters:
///   - count: how many rows there are, a multiple of eight.
///   - weights: `termCount` × 48 floats, aligned to 64 bytes.
///   - thresholds: 48 floats, aligned to 64 bytes; +infinity in lanes without a query.
///   - tile: 8 × 48 floats of scratch, aligned to 64 bytes.
///   - hits: receives `row * 48 + lane`.
///   - hitCount: receives the number of hits.
/// - Returns: How many rows were visited, a multiple of eight.
@inline(never)
public func scanPanel(
  _ rows: UnsafePointer<Float>, _ constants: UnsafePointer<Float>, _ stride: Int, _ count: Int,
  _ terms: UnsafePointer<Int32>, _ termCount: Int, _ weights: UnsafeRawPointer, _ thresholds: UnsafePointer<Float>,
  _ tile: UnsafeMutablePointer<Float>, _ hits: UnsafeMutablePointer<UInt32>, _ capacity: Int,
  _ hitCount: UnsafeMutablePointer<Int>
) -> Int {
  let group = 3 &* Lanes.scalarCount
  var found = 0
  var row = 0
  // Room for hits is looked at every eight rows, so that every variant stops at a whole group.
  while row < count, row & 7 != 0 || found &+ 8 &* panelLanes <= capacity {
    var lane = 0
    while lane < panelLanes {
      let limits = thresholds + lane
      let first = rows + row &* stride
      if scoreTile(first, constants + row, stride, terms, termCount, weights + lane &* 4, limits, tile) {
        found = harvest(tile, limits, row &* panelLanes &+ lane, hits, found)
      }
      lane &+= group
    }
    row &+= tileRows
  }
  hitCount.pointee = found
  return row
}

/// Scores `tileRows` rows against three vectors of queries; writes them to `tile` only if there is a hit, and says so.
@inline(__always)
private func scoreTile(
  _ rows: UnsafePointer<Float>, _ constants: UnsafePointer<Float>, _ stride: Int,
  _ terms: UnsafePointer<Int32>, _ termCount: Int, _ weights: UnsafeRawPointer, _ thresholds: UnsafePointer<Float>,
  _ tile: UnsafeMutablePointer<Float>
) -> Bool {
  var a = rowScores(constants[0]), b = rowScores(constants[1]), c = rowScores(constants[2]), d = rowScores(constants[3])
  #if ISA_AVX512
  var e = rowScores(constants[4]), f = rowScores(constants[5]), g = rowScores(constants[6]), h = rowScores(constants[7])
  #endif
  var i = 0
  while i < termCount {
    let weight = loadScores(weights + i &* (panelLanes &* 4))
    let term = rows + Int(terms[i])
    add(term[0], weight, to: &a)
    add(term[stride], weight, to: &b)
    add(term[2 &* stride], weight, to: &c)
    add(term[3 &* stride], weight, to: &d)
    #if ISA_AVX512
    let low = term + 4 &* stride
    add(low[0], weight, to: &e)
    add(low[stride], weight, to: &f)
    add(low[2 &* stride], weight, to: &g)
    add(low[3 &* stride], weight, to: &h)
    #endif
    i &+= 1
  }
  let limits = loadScores(UnsafeRawPointer(thresholds))
  var hit = (reaching(a, limits) .| reaching(b, limits)) .| (reaching(c, limits) .| reaching(d, limits))
  #if ISA_AVX512
  hit = hit .| (reaching(e, limits) .| reaching(f, limits)) .| (reaching(g, limits) .| reaching(h, limits))
  #endif
  guard anyLane(hit) else { return false }
  let out = UnsafeMutableRawPointer(tile)
  store(a, out, 0); store(b, out, 1); store(c, out, 2); store(d, out, 3)
  #if ISA_AVX512
  store(e, out, 4); store(f, out, 5); store(g, out, 6); store(h, out, 7)
  #endif
  return true
}

/// Appends `base + row * panelLanes + lane` for every score of a tile that reaches its threshold; returns the new
/// count.
@inline(never)
public func harvest(
  _ tile: UnsafePointer<Float>, _ thresholds: UnsafePointer<Float>, _ base: Int,
  _ hits: UnsafeMutablePointer<UInt32>, _ found: Int
) -> Int {
  let group = 3 &* Lanes.scalarCount
  var found = found
  var row = 0
  while row < tileRows {
    var lane = 0
    while lane < group {
      // Written always, kept only on a hit: a branch here would be mispredicted.
      hits[found] = UInt32(truncatingIfNeeded: base &+ row &* panelLanes &+ lane)
      if tile[row &* group &+ lane] >= thresholds[lane] { found &+= 1 }
      lane &+= 1
    }
    row &+= 1
  }
  return found
}

/// The running scores of one row against three vectors of queries. (A tuple: a struct would bring weak symbols.)
private typealias RowScores = (Lanes, Lanes, Lanes)

@inline(__always)
private func rowScores(_ constant: Float) -> RowScores {
  let scores = Lanes(repeating: constant)
  return (scores, scores, scores)
}

/// Adds one term of a row times that term's weights.
@inline(__always)
private func add(_ term: Float, _ weights: RowScores, to scores: inout RowScores) {
  let term = Lanes(repeating: term)
  multiplyAdd(&scores.0, term, weights.0)
  multiplyAdd(&scores.1, term, weights.1)
  multiplyAdd(&scores.2, term, weights.2)
}

/// The lanes in which a row reaches the threshold, folded over the three vectors.
@inline(__always)
private func reaching(_ scores: RowScores, _ thresholds: RowScores) -> SIMDMask<LaneBits> {
  (scores.0 .>= thresholds.0) .| (scores.1 .>= thresholds.1) .| (scores.2 .>= thresholds.2)
}

/// Three vectors from a pointer aligned to a vector.
@inline(__always)
private func loadScores(_ from: UnsafeRawPointer) -> RowScores {
  let stride = MemoryLayout<Lanes>.stride
  return (
    from.load(as: Lanes.self), from.load(fromByteOffset: stride, as: Lanes.self),
    from.load(fromByteOffset: 2 &* stride, as: Lanes.self)
  )
}

@inline(__always)
private func store(_ scores: RowScores, _ to: UnsafeMutableRawPointer, _ row: Int) {
  let stride = MemoryLayout<Lanes>.stride
  let place = to + 3 &* stride &* row
  place.storeBytes(of: scores.0, as: Lanes.self)
  place.storeBytes(of: scores.1, toByteOffset: stride, as: Lanes.self)
  place.storeBytes(of: scores.2, toByteOffset: 2 &* stride, as: Lanes.self)
}
