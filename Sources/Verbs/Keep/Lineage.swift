import Columns
import Files
import Foundation
import Language
import TableIO

/// What `export … lineage: yes` leaves beside a file: how to make it again, from what, and where each column was made.
///
/// The file is a JSON object with sorted names, documented at ``ExportVerb``.
struct Lineage: Encodable {
  let carnet = 1
  let file: String
  let rows: Int?
  let seed: UInt64
  /// What the sum of nothing is: `0` or `null`.
  let sumEmpty: String
  let script: String?
  let parameters: [String: String]?
  let inputs: [Input]
  let columns: [Column]

  struct Input: Encodable {
    let path: String
    let bytes: Int
    /// XXH64 with seed 0, in 16 hexadecimal digits.
    let xxh64: String
  }

  struct Column: Encodable {
    let name: String
    let type: String
    /// The statement that made it, by the name it bound.
    let statement: String?
    let verb: String?
    let madeBy: String?
    let changedBy: [String]?
  }

  init(of value: any Value, file: String, _ context: RunContext) {
    self.file = PathParts(file).name
    let provenance = context.provenance?()
    (script, parameters, seed) = (provenance?.script, provenance?.parameters, context.seed)
    sumEmpty = context.options.sumsNothingToNull ? "null" : "0"
    var known = Set<String>()
    inputs = ((provenance?.inputs ?? []) + context.inputs).filter { known.insert($0.path).inserted }.map { input in
      let digits = String(input.hash, radix: 16)
      return Input(
        path: input.path, bytes: input.bytes, xxh64: String(repeating: "0", count: 16 - digits.count) + digits)
    }
    let table = value.table
    rows = table?.rowCount
    let origins = context.columnOrigins
    columns = (table?.schema.fields ?? []).map { field in
      let origin = origins[field.name]
      return Column(
        name: field.name, type: field.type.rawValue, statement: origin?.binding, verb: origin?.verb,
        madeBy: origin?.text, changedBy: origin.flatMap { $0.changes.isEmpty ? nil : $0.changes })
    }
  }

  /// Where the lineage of a file lies.
  static func path(for file: String) -> String { file + ".lineage.json" }

  /// Writes it beside the file, whole or not at all.
  /// - Throws: `FileFailure`.
  func write(for file: String) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    try AtomicFile.write(Array(try encoder.encode(self)) + [UInt8(ascii: "\n")], to: Lineage.path(for: file))
  }
}
