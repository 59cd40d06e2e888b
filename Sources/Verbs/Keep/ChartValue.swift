import Charts
import Columns
import Files
import Language

extension ValueKind {
  static let chart = ValueKind("chart")
}

/// A drawn chart.
struct ChartValue: Value {
  let chart: Chart
  /// Where it was written, if it was.
  var path: String?

  /// A wider drawing tells no more.
  private static let previewWidth = 76

  /// Panels need more lines than one drawing.
  private var previewHeight: Int { chart.panels.isEmpty ? 18 : 40 }

  var kind: ValueKind { .chart }
  var fields: [(name: String, cell: Cell)] { [("title", .text(chart.title))] }
  var contents: [(name: String, table: Table)] { [("svg", Table([("svg", Column(texts: [chart.svg()]))]))] }
  var presentation: Presentation {
    Presentation(
      facts: path.map { [("chart", $0)] } ?? [],
      preview: { chart.textPreview(width: min($0, Self.previewWidth), height: previewHeight) }, svg: chart.svg())
  }

  func write(to path: String) throws(FileFailure) { try AtomicFile.write(chart.svg(), to: path) }
}
