import Charts
import Foundation

/// The pixels of a chart as a renderer drew it.
struct RenderedPicture {
  let width: Int
  let height: Int
  /// Four bytes a pixel, row by row.
  private let pixels: [UInt8]

  /// What `render.py` wrote; nil where the file is not whole.
  init?(_ file: URL) throws {
    let bytes = [UInt8](try Data(contentsOf: file))
    guard bytes.count >= 8 else { return nil }
    func number(at place: Int) -> Int { (0..<4).reduce(0) { $0 | Int(bytes[place + $1]) << (8 * $1) } }
    (width, height) = (number(at: 0), number(at: 4))
    pixels = Array(bytes.dropFirst(8))
    guard pixels.count == width * height * 4 else { return nil }
  }

  /// How much ink two pictures of one size differ by inside of a box: whole pixels of full contrast.
  func ink(against other: RenderedPicture, in box: Box) -> Double {
    var sum = 0
    for y in max(0, Int(box.top))..<max(0, min(height, Int(box.bottom.rounded(.up)))) {
      for x in max(0, Int(box.left))..<max(0, min(width, Int(box.right.rounded(.up)))) {
        let place = 4 * (y * width + x)
        for channel in 0..<3 { sum += abs(Int(pixels[place + channel]) - Int(other.pixels[place + channel])) }
      }
    }
    return Double(sum) / (3 * 255)
  }
}
