import Columns
import Foundation
import Kernels
import Patterns

/// Positions and lengths count Unicode scalars, and parts of a text are found by its bytes: a line break of two scalars
/// is two, and an accent that follows its letter is a scalar of its own.
extension TextFunctions {
  /// A text made of each row's texts, once for each text of a dictionary where the first argument alone varies.
  static func strings(_ call: FunctionCall, _ make: (_ x: String, _ row: Int) throws -> String?) rethrows -> Vector {
    let x = call.arguments[0]
    guard call.arguments.dropFirst().allSatisfy(\.isConstant), case .texts(let codes, let dictionary) = x.data,
      !x.isConstant, dictionary.count <= codes.count
    else {
      return Vector(strings: try (0..<call.count).map { row in try x.text(row).flatMap { try make($0, row) } })
    }
    var isUsed = [Bool](repeating: false, count: dictionary.count)
    for row in codes.indices where x.isValid(row) { isUsed[Int(codes[row])] = true }
    let made = Vector(strings: try isUsed.indices.map { isUsed[$0] ? try make(dictionary[$0], 0) : nil })
    guard case .texts(let codeOf, let distinct) = made.data else { return made }
    let validity = made.valid
    return Vector(
      texts: codes.indices.map { x.isValid($0) ? codeOf[Int(codes[$0])] : 0 }, distinct,
      valid: validity == nil ? x.valid : codes.indices.map { x.isValid($0) && validity?[Int(codes[$0])] ?? true })
  }

  static func joined(_ call: FunctionCall) -> Vector {
    let parts = call.arguments
    return Vector(strings: (0..<call.count).map { row in
      var text = ""
      for part in parts {
        guard let own = part.written(row) else { return nil }
        text += own
      }
      return text
    })
  }

  static func map(_ call: FunctionCall, _ change: (String) -> String) -> Vector { strings(call) { x, _ in change(x) } }

  static func length(_ call: inout FunctionCall) -> Vector {
    let x = call.arguments[0]
    return Vector(ints: x.byText(call.count) { Int64($0.unicodeScalars.count) }, valid: call.validity)
  }

  static func test(_ call: FunctionCall, _ holds: (String, String) -> Bool) -> Vector {
    let (x, part) = (call.arguments[0], call.arguments[1])
    if part.isConstant, let other = part.text(0) {
      return Vector(ints: x.byText(call.count) { holds($0, other) ? 1 : 0 }, valid: call.validity, type: .bool)
    }
    let flags = (0..<call.count).map { row -> Int64 in
      guard let text = x.text(row), let other = part.text(row) else { return 0 }
      return holds(text, other) ? 1 : 0
    }
    return Vector(ints: flags, valid: call.validity, type: .bool)
  }

  static func replace(_ call: inout FunctionCall) -> Vector {
    let (parts, others) = (call.arguments[1], call.arguments[2])
    return strings(call) { x, row in
      guard let part = parts.text(row), let other = others.text(row) else { return nil }
      return x.replacingBytes(part, with: other)
    }
  }

  static func substring(_ call: inout FunctionCall) -> Vector {
    let starts = call.arguments[1].ints(call.count), startGiven = call.arguments[1]
    let lengths = call.arguments.count > 2 ? call.arguments[2].ints(call.count) : nil
    let lengthGiven = call.arguments.count > 2 ? call.arguments[2] : nil
    return strings(call) { x, row in
      guard startGiven.isValid(row), lengthGiven?.isValid(row) ?? true else { return nil }
      let tail = x.unicodeScalars.dropFirst(starts[row] > 1 ? Int(starts[row] - 1) : 0)
      return String(String.UnicodeScalarView(lengths.map { tail.prefix(Int(max(0, $0[row]))) } ?? tail))
    }
  }

  static func extract(_ call: inout FunctionCall) throws -> Vector {
    guard let source = call.arguments[1].text(0) else { return Vector(nulls: call.count, type: .text) }
    let pattern = try Pattern(source)
    let execution = call.execution
    var pace = CancelPace(execution)
    return try strings(call) { x, _ in
      try pace.advance(x)
      guard let found = pattern.first(in: x, unless: { execution.monitor.isCancelled }) else { throw Cancelled() }
      return found
    }
  }

  static func split(_ call: inout FunctionCall) -> Vector {
    let (separators, places) = (call.arguments[1], call.arguments[2])
    let positions = places.ints(call.count)
    return strings(call) { x, row in
      guard let separator = separators.text(row), !separator.isEmpty, places.isValid(row) else { return nil }
      return x.part(Int(clamping: positions[row]), separatedBy: separator)
    }
  }
}

/// Asks now and then, by the bytes that were worked on, whether the work is to end.
struct CancelPace {
  private let execution: Execution
  private var bytes = 0

  init(_ execution: Execution) { self.execution = execution }

  /// - Throws: `Cancelled`.
  mutating func advance(_ text: String) throws {
    bytes += text.utf8.count + 64
    guard bytes > 1 << 16 else { return }
    bytes = 0
    try execution.checkCancelled()
  }
}

extension String {
  /// Where a part begins, occurrences that overlap an earlier one left out.
  private func occurrences(of part: String, limit: Int = .max) -> [Int] {
    ByteSearch.occurrences(of: part, in: self, limit: limit)
  }

  private func bytes(_ range: Range<Int>) -> Substring {
    let start = utf8.index(startIndex, offsetBy: range.lowerBound)
    return self[start..<utf8.index(start, offsetBy: range.count)]
  }

  /// Whether the bytes of a part stand in the text; those of no text stand in any.
  func containsBytes(_ part: String) -> Bool { part.isEmpty || !occurrences(of: part, limit: 1).isEmpty }

  func startsWithBytes(_ part: String) -> Bool { utf8.starts(with: part.utf8) }

  func endsWithBytes(_ part: String) -> Bool { utf8.reversed().starts(with: part.utf8.reversed()) }

  /// The text with each occurrence of a part replaced; nothing is replaced where the part is empty.
  func replacingBytes(_ part: String, with other: String) -> String {
    ByteSearch.replacing(part, with: other, in: self)
  }

  /// The n-th part between separators, from 1; nil past the end.
  func part(_ number: Int, separatedBy separator: String) -> String? {
    guard number >= 1 else { return nil }
    let places = occurrences(of: separator, limit: number)
    guard number <= places.count + 1 else { return nil }
    let start = number == 1 ? 0 : places[number - 2] + separator.utf8.count
    return String(bytes(start..<(places.count >= number ? places[number - 1] : utf8.count)))
  }

  /// The text without white space at its ends.
  var withoutOuterSpace: String {
    func isSpace(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isWhitespace }
    let scalars = unicodeScalars
    guard let first = scalars.firstIndex(where: { !isSpace($0) }),
      let last = scalars.lastIndex(where: { !isSpace($0) })
    else { return "" }
    return String(scalars[first...last])
  }
}
