import Charts
import Foundation
import TestSupport
import Testing

/// Every label of every sample chart shows, in renderers that differ in what they know of SVG.
///
/// A chart is drawn as it is and without its texts; what differs inside a label's box is the ink of that label.
@Suite(.enabled(if: Renderers.areInstalled, "librsvg2-bin and python3-cairosvg are not installed"))
struct RenderedLabelTests {
  @Test func labelsShow() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "carnet-labels-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for sample in ChartSamples.all {
      let svg = sample.chart.svg()
      let lines = svg.split(separator: "\n", omittingEmptySubsequences: false)
      let silent = lines.filter { !$0.hasPrefix("  <text") }.joined(separator: "\n")
      try Data(svg.utf8).write(to: folder.appending(path: "\(sample.name).svg"))
      try Data(silent.utf8).write(to: folder.appending(path: "\(sample.name)-silent.svg"))
    }
    let script = Repository.file("Tests/ChartsTests/Rendering/render.py")
    try #require(try Renderers.python([script, folder.path]) == 0)
    for sample in ChartSamples.all { try check(sample, in: folder) }
  }

  private func check(_ sample: (name: String, chart: Chart), in folder: URL) throws {
    func picture(_ name: String, _ renderer: String) throws -> RenderedPicture {
      try #require(try RenderedPicture(folder.appending(path: "\(name).\(renderer)")), "\(name) by \(renderer)")
    }
    let labels = try #require(SVGDocument(sample.chart.svg())).texts.filter { !$0.isHalo }
    #expect(!labels.isEmpty)
    let renderers = ["librsvg", "cairosvg"]
    let pictures = try renderers.map { try (picture(sample.name, $0), picture("\(sample.name)-silent", $0)) }
    for label in labels where label.content.contains(where: { $0.isLetter || $0.isNumber }) {
      let ink = pictures.map { $0.0.ink(against: $0.1, in: label.box) }
      // A letter of an ordinary font covers about a seventh of its square; a label on a coloured cell contrasts less.
      let letters = Double(label.content.count { $0.isLetter || $0.isNumber })
      let least = 0.02 * letters * label.size * label.size
      for (renderer, ink) in zip(renderers, ink) {
        #expect(ink > least, "\(sample.name): “\(label.content)” has \(ink) pixels of ink in \(renderer)")
      }
      #expect(
        ink[0] < 2.5 * ink[1] && ink[1] < 2.5 * ink[0],
        "\(sample.name): “\(label.content)” has \(ink[0]) and \(ink[1]) pixels of ink")
    }
  }
}

/// The programs that draw: rsvg-convert, and CairoSVG in the system's Python.
enum Renderers {
  static let areInstalled =
    FileManager.default.isExecutableFile(atPath: "/usr/bin/rsvg-convert")
    && (try? python(["-c", "import cairosvg"])) == 0

  static func python(_ arguments: [String]) throws -> Int32 {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/python3")
    process.arguments = arguments
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus
  }
}
