import Foundation
import Kernels
import TestSupport
import Testing

@Suite struct RowCutterTests {
  private let pieces = ["1", "abc", "\"x,y\"", "\"a\"\"b\"", "\"one\ntwo\n\"", String(repeating: "z", count: 90)]

  @Test func piecesAreWholeRowsInWhateverOrderTheyAreAskedFor() {
    var random = SplitMix64(seed: 41)
    for _ in 0..<200 {
      let rows = (0..<Int.random(in: 0...30, using: &random)).map { _ in
        (pieces.randomElement(using: &random) ?? "") + "," + (pieces.randomElement(using: &random) ?? "") + "\n"
      }
      let bytes = Array(rows.joined().utf8), file = FileBytes(bytes)
      var starts: Set<Int> = [0], start = 0
      for row in rows {
        start += row.utf8.count
        starts.insert(start)
      }
      let cutter = RowCutter(file, 0..<bytes.count, dialect: Dialect(), chunkBytes: 50)
      let asked = (0..<cutter.count).shuffled(using: &random)
      let found = Dictionary(uniqueKeysWithValues: asked.map { ($0, cutter.piece($0)) })
      var end = 0, line = 0
      for index in 0..<cutter.count {
        guard let piece = found[index] else { continue }
        let feeds = bytes[piece.range].count { $0 == UInt8(ascii: "\n") }
        #expect(piece.lines.lowerBound == line && piece.lines.count >= feeds, "seed 41, \(rows)")
        line = piece.lines.upperBound
        #expect(piece.range.lowerBound == end && starts.contains(piece.range.upperBound), "seed 41, \(rows)")
        #expect(piece.mayQuote || !bytes[piece.range].contains(UInt8(ascii: "\"")), "seed 41, \(rows)")
        end = piece.range.upperBound
      }
      #expect(end == bytes.count && line <= bytes.count { $0 == UInt8(ascii: "\n") } + 1, "seed 41, \(rows)")
      #expect(cutter.hash() == XXH64.hash(bytes), "seed 41")
    }
  }

  @Test func aRowOfManyChunksIsOnePiece() {
    let row = "\"" + String(repeating: "a\n", count: 400) + "\"\n"
    let bytes = Array(("1\n" + row + "2\n").utf8)
    let cutter = RowCutter(FileBytes(bytes), 0..<bytes.count, dialect: Dialect(), chunkBytes: 4)
    let ranges = (0..<cutter.count).map { cutter.piece($0).range }.filter { !$0.isEmpty }
    #expect(ranges == [0..<2 + row.utf8.count, 2 + row.utf8.count..<bytes.count])
  }

  @Test func aMappedFileReadsAsItsBytesAlsoWhereItWasLetGo() throws {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("carnet-\(UUID()).csv").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    let bytes = (0..<200_000).flatMap { Array("\($0),\"x\ny\"\r\n".utf8) } + Array("\n\n".utf8)
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    let file = try FileBytes(path: path), rows = 0..<bytes.count - 2
    let cutter = RowCutter(file, rows, dialect: Dialect(), chunkBytes: 1 << 16)
    let inMemory = RowCutter(FileBytes(bytes), rows, dialect: Dialect(), chunkBytes: 1 << 16)
    for index in 0..<cutter.count {
      let piece = cutter.piece(index)
      #expect(piece.range == inMemory.piece(index).range && piece.mayQuote && piece.mayReturn)
      file.release(piece.range)
    }
    #expect(cutter.hash() == XXH64.hash(bytes))
    #expect(file.bytes(rows) == Array(bytes[rows]))
  }

  @Test func theHashIsThatOfTheWholeFileWhateverWasCut() {
    let bytes = Array("name\n1\n2\n3\n\n\n".utf8)
    let cutter = RowCutter(FileBytes(bytes), 5..<10, dialect: Dialect(), chunkBytes: 2)
    #expect(cutter.hash() == XXH64.hash(bytes))
    #expect(cutter.piece(cutter.count - 1).range.upperBound == 10)
    #expect(cutter.hash() == XXH64.hash(bytes))
  }
}
