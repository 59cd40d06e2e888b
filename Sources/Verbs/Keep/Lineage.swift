import Columns
import Files
import Forms
import Kernels
import Language

/// What `export … lineage: yes` leaves beside a file: how to make it again, from what, and where each column was made.
///
/// The file is an event of OpenLineage (https://openlineage.io/spec/2-0-2/OpenLineage.json) that tells of one run
/// which is done, with the facets `schema`, `columnLineage`, `sourceCode` and those of statistics; what these have no
/// place for stands in facets called `carnet`. It is documented at ``ExportVerb``. The same script over the same
/// files gives the same bytes: the run is called by a hash of both, and its time, which the form demands, is always
/// the same.
struct Lineage {
  private let file: String
  private let value: any Value
  private let provenance: Provenance?
  private let context: RunContext
  private let fields: LineageFields

  /// - Throws: `Cancelled`.
  init(of value: any Value, file: String, _ context: RunContext) throws {
    (self.file, self.value, self.context) = (file, value, context)
    provenance = context.provenance?()
    let origins = context.columnOrigins
    fields = try LineageFields(
      (value.table?.schema.names ?? []).map { ($0, origins[$0]) }, context.trace, context.execution)
  }

  /// Where the lineage of a file lies.
  static func path(for file: String) -> String { file + ".lineage.json" }

  /// Writes it beside the file, whole or not at all.
  /// - Throws: `FileFailure`, `Cancelled`.
  func write(for file: String) throws {
    let monitor = context.execution.monitor
    guard let text = try json().pretty(unless: { monitor.isCancelled }) else { throw Cancelled() }
    try AtomicFile.write(text, to: Lineage.path(for: file))
  }

  private func json() throws -> JSONValue {
    try .members([
      "eventTime": .text("1970-01-01T00:00:00Z"), "eventType": .text("COMPLETE"), "producer": LineageFacet.producer,
      "schemaURL": .text("\(LineageFacet.spec)/2-0-2/OpenLineage.json#/$defs/RunEvent"),
      "run": .members(["runId": .text(runID), "facets": .members(["carnet": run])]),
      "job": .members([
        "namespace": .text("carnet"), "name": .text(file),
        "facets": provenance.map { .members(["sourceCode": code($0)]) },
      ]),
      "inputs": .array(inputs.map(input)), "outputs": .array([output()]),
    ])
  }

  /// The files that the value depends on, each once.
  private var inputs: [InputFile] {
    var known = Set<String>()
    return ((provenance?.inputs ?? []) + context.inputs).filter { known.insert($0.path).inserted }
  }

  /// In the form of a UUID of version 8, for which a program says itself what the bits mean.
  private var runID: String {
    let text = ([provenance?.script ?? "", file] + inputs.map { "\($0.path) \($0.hash)" }).joined(separator: "\n")
    let high = XXH64.hash(text) & ~0xF000 | 0x8000, low = XXH64.hash(text, seed: 1) & ~(3 << 62) | 1 << 63
    let digits = high.hexadecimal + low.hexadecimal
    let parts = [0..<8, 8..<12, 12..<16, 16..<20, 20..<32].map { part in
      String(digits.dropFirst(part.lowerBound).prefix(part.count))
    }
    return parts.joined(separator: "-")
  }

  private var run: JSONValue {
    let parameters = (provenance?.parameters ?? [:]).sorted { $0.key < $1.key }
    return LineageFacet.own([
      "seed": .text(String(context.seed)), "sumEmpty": .text(context.options.sumsNothingToNull ? "null" : "0"),
      "parameters": .object(parameters.map { .init(name: $0.key, value: .text($0.value)) }),
    ])
  }

  private func code(_ provenance: Provenance) -> JSONValue {
    LineageFacet.standard(
      "1-0-1/SourceCodeJobFacet", ["language": .text("carnet"), "sourceCode": .text(provenance.script)])
  }

  private func input(_ file: InputFile) -> JSONValue {
    let names = fields.names(ofFile: file.path)
    return .members([
      "namespace": .text("file"), "name": .text(file.path),
      "facets": .members([
        "version": LineageFacet.standard(
          "1-0-1/DatasetVersionDatasetFacet", ["datasetVersion": .text("xxh64:\(file.hash.hexadecimal)")]),
        "schema": names.isEmpty
          ? nil
          : LineageFacet.standard(
            "1-2-0/SchemaDatasetFacet", ["fields": .array(names.map { .members(["name": .text($0)]) })]),
      ]),
      "inputFacets": .members([
        "inputStatistics": LineageFacet.standard(
          "1-0-0/InputStatisticsInputDatasetFacet",
          ["rowCount": fields.rows(ofFile: file.path).map { .int($0) }, "size": .int(file.bytes), "fileCount": .int(1)])
      ]),
    ])
  }

  private func output() throws -> JSONValue {
    let table = value.table, origins = context.columnOrigins
    let columns = try (table?.schema.fields ?? []).map { field in
      try context.execution.checkCancelled()
      return column(field, origins[field.name])
    }
    return try .members([
      "namespace": .text("file"), "name": .text(file),
      "facets": .members([
        "schema": table.map { schema($0.schema) },
        "columnLineage": table == nil ? nil : fields.facet(context.execution),
        "carnet": LineageFacet.own([
          "columns": .array(columns), "steps": .array(context.trace.allSteps.map(step)),
        ]),
      ]),
      "outputFacets": .members([
        "outputStatistics": LineageFacet.standard(
          "1-0-2/OutputStatisticsOutputDatasetFacet",
          [
            "rowCount": table.map { .int($0.rowCount) }, "size": FileSystem.byteCount(file).map { .int($0) },
            "fileCount": .int(1),
          ])
      ]),
    ])
  }

  private func schema(_ schema: Schema) -> JSONValue {
    let fields = schema.fields.enumerated().map { place, field in
      JSONValue.members([
        "name": .text(field.name), "type": .text(field.type.rawValue), "ordinal_position": .int(place + 1),
      ])
    }
    return LineageFacet.standard("1-2-0/SchemaDatasetFacet", ["fields": .array(fields)])
  }

  private func column(_ field: Field, _ origin: ColumnOrigin?) -> JSONValue {
    .members([
      "name": .text(field.name), "statement": origin?.binding.map { .text($0) }, "verb": origin.map { .text($0.verb) },
      "madeBy": origin.map { .text($0.text) },
      "changedBy": origin.flatMap { $0.changes.isEmpty ? nil : .texts($0.changes) },
    ])
  }

  private func step(_ step: RowTrace.Step) -> JSONValue {
    .members([
      "statement": step.binding.map { .text($0) }, "stage": .text(step.text),
      "rowsBefore": step.rowsBefore.map { .int($0) }, "rows": step.rows.map { .int($0) },
    ])
  }
}

/// The parts of an event, each of which says by itself what it is.
enum LineageFacet {
  static let spec = "https://openlineage.io/spec"
  static let producer = JSONValue.text("urn:carnet:lineage:2")

  /// A facet of the standard.
  /// - Parameter name: its version and name.
  static func standard(_ name: String, _ members: KeyValuePairs<String, JSONValue?>) -> JSONValue {
    make(.text("\(spec)/facets/\(name).json"), members)
  }

  /// A facet of this program.
  static func own(_ members: KeyValuePairs<String, JSONValue?>) -> JSONValue { make(producer, members) }

  private static func make(_ schema: JSONValue, _ members: KeyValuePairs<String, JSONValue?>) -> JSONValue {
    let own = members.compactMap { name, value in value.map { JSONValue.Member(name: name, value: $0) } }
    return .object([.init(name: "_producer", value: producer), .init(name: "_schemaURL", value: schema)] + own)
  }
}

extension UInt64 {
  /// Sixteen digits.
  fileprivate var hexadecimal: String {
    let digits = String(self, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
