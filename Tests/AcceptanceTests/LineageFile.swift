import Foundation
import Testing

/// What lies beside an exported file, taken apart.
struct LineageFile {
  let text: String
  let json: [String: Any]

  init(_ data: Data) throws {
    text = String(decoding: data, as: UTF8.self)
    json = try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
  }

  private func object(_ path: String...) -> [String: Any] {
    path.reduce(json) { $0[$1] as? [String: Any] ?? [:] }
  }

  var run: [String: Any] { object("run", "facets", "carnet") }
  var script: String { object("job", "facets", "sourceCode")["sourceCode"] as? String ?? "" }
  var inputs: [[String: Any]] { json["inputs"] as? [[String: Any]] ?? [] }
  var output: [String: Any] { (json["outputs"] as? [[String: Any]])?.first ?? [:] }
  private var facets: [String: Any] { output["facets"] as? [String: Any] ?? [:] }
  private var own: [String: Any] { facets["carnet"] as? [String: Any] ?? [:] }
  var columns: [[String: Any]] { own["columns"] as? [[String: Any]] ?? [] }
  var steps: [[String: Any]] { own["steps"] as? [[String: Any]] ?? [] }
  var lineage: [String: Any] { facets["columnLineage"] as? [String: Any] ?? [:] }
  var fields: [String: Any] { lineage["fields"] as? [String: Any] ?? [:] }
  var types: [String: String] {
    let fields = (facets["schema"] as? [String: Any])?["fields"] as? [[String: Any]] ?? []
    return Dictionary(uniqueKeysWithValues: fields.map { ($0["name"] as? String ?? "", $0["type"] as? String ?? "") })
  }
  var rows: Int? {
    ((output["outputFacets"] as? [String: Any])?["outputStatistics"] as? [String: Any])?["rowCount"] as? Int
  }

  /// `FILE COLUMN`, each with the ways in which it had a part in a column.
  func ways(of column: String) -> [String: [String]] {
    Self.ways((fields[column] as? [String: Any])?["inputFields"] as? [[String: Any]] ?? [])
  }

  /// The same for the table as a whole.
  var waysOfRows: [String: [String]] { Self.ways(lineage["dataset"] as? [[String: Any]] ?? []) }

  private static func ways(_ fields: [[String: Any]]) -> [String: [String]] {
    var found: [String: [String]] = [:]
    for field in fields {
      let name = URL(filePath: field["name"] as? String ?? "").lastPathComponent
      let ways = field["transformations"] as? [[String: Any]] ?? []
      found["\(name) \(field["field"] as? String ?? "")"] = ways.map {
        "\($0["type"] as? String ?? "") \($0["subtype"] as? String ?? "")"
      }
    }
    return found
  }
}
