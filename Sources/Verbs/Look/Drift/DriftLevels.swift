import Columns
import Language
import Statistics

/// The levels of a column in both tables, and how often each occurs.
struct DriftLevels: Sendable {
  let names: [String]
  let reference: [Int]
  /// The same for each part of the current table.
  let parts: [[Int]]

  /// The levels of texts: those of the reference by how often they occur there, and then those that it lacks.
  init(texts column: Column, parts: [Column]) {
    let before = Self.counts(column), now = parts.map(Self.counts)
    var total: [TextKey: (reference: Int, current: Int)] = [:]
    for (key, count) in before { total[key] = (count, 0) }
    for counts in now { for (key, count) in counts { total[key, default: (0, 0)].current += count } }
    // Not by the codes: what a text is encoded as must not decide about the last bits.
    let ordered = total.sorted { a, b in
      (a.value.reference, a.value.current) == (b.value.reference, b.value.current)
        ? a.key.text.bytesPrecede(b.key.text)
        : (a.value.reference, a.value.current) > (b.value.reference, b.value.current)
    }
    names = ordered.map(\.key.text)
    reference = ordered.map(\.value.reference)
    self.parts = now.map { counts in ordered.map { counts[$0.key] ?? 0 } }
  }

  /// The distinct values of numbers, ascending.
  init(numbers sample: SampleDistribution, parts: [SampleDistribution], name: (Double) -> String) {
    let all = parts.reduce(sample) { $0.merged(with: $1) }.values
    names = all.map(name)
    reference = all.map { sample.count(of: $0) }
    self.parts = parts.map { part in all.map { part.count(of: $0) } }
  }

  /// How often each text occurs.
  private static func counts(_ column: Column) -> [TextKey: Int] {
    let column = column.materialised()
    guard case .text(let codes, let dictionary) = column.storage else { return [:] }
    var counts = [Int](repeating: 0, count: dictionary.count)
    for (row, code) in codes.values(0..<column.count).enumerated() where !column.isNull(row) { counts[Int(code)] += 1 }
    var found: [TextKey: Int] = [:]
    for (code, count) in counts.enumerated() where count > 0 { found[TextKey(dictionary[code])] = count }
    return found
  }
}
