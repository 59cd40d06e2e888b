/// A pattern of the few signs that the generators write, matched by trying everything: characters, `.`, `[a-c]`,
/// `[^x]`, `*`, `+`, `?`, `|` between whole alternatives, one group in brackets, `^` and `$`.
struct PlainPattern {
  private indirect enum Part {
    case scalar(Unicode.Scalar), any
    case set([ClosedRange<UInt32>], isNegated: Bool)
    case many(Part, least: Int, most: Int)
    case group([[Part]])
    case start, end
  }
  private let alternatives: [[Part]]

  init(_ text: String) throws {
    var rest = Array(text.unicodeScalars)[...]
    alternatives = try Self.alternatives(&rest)
    guard rest.isEmpty else { throw PlainRejection("a pattern that cannot be read: \(text)") }
  }

  /// The first match, and what its group holds.
  func firstMatch(in text: [Unicode.Scalar]) -> (whole: [Unicode.Scalar], group: [Unicode.Scalar]?)? {
    for start in 0...text.count {
      var found: (Int, Range<Int>?)?
      for parts in alternatives where found == nil {
        _ = match(parts[...], text, start, nil) { end, group in
          found = (end, group)
          return true
        }
      }
      if let (end, group) = found { return (Array(text[start..<end]), group.map { Array(text[$0]) }) }
    }
    return nil
  }

  private func match(
    _ parts: ArraySlice<Part>, _ text: [Unicode.Scalar], _ place: Int, _ group: Range<Int>?,
    _ then: (Int, Range<Int>?) -> Bool
  ) -> Bool {
    guard let part = parts.first else { return then(place, group) }
    let rest = parts.dropFirst()
    switch part {
    case .start: return place == 0 && match(rest, text, place, group, then)
    case .end: return place == text.count && match(rest, text, place, group, then)
    case .many(let inner, let least, let most):
      if most > 0,
        match(
          [inner], text, place, group,
          { end, inside in
            guard end > place else { return false }
            let again = Part.many(inner, least: max(0, least - 1), most: most - 1)
            return match([again] + rest, text, end, inside, then)
          })
      {
        return true
      }
      return least == 0 && match(rest, text, place, group, then)
    case .group(let alternatives):
      return alternatives.contains { inner in
        match(inner[...], text, place, group) { end, _ in match(rest, text, end, place..<end, then) }
      }
    case .scalar, .any, .set:
      return place < text.count && holds(part, text[place]) && match(rest, text, place + 1, group, then)
    }
  }

  private func holds(_ part: Part, _ scalar: Unicode.Scalar) -> Bool {
    switch part {
    case .scalar(let own): own == scalar
    case .any: scalar != "\n"
    case .set(let ranges, let isNegated): ranges.contains { $0.contains(scalar.value) } != isNegated
    default: false
    }
  }

  private static func alternatives(_ rest: inout ArraySlice<Unicode.Scalar>) throws -> [[Part]] {
    var all: [[Part]] = [[]]
    while let next = rest.first, next != ")" {
      rest.removeFirst()
      switch next {
      case "|": all.append([])
      case "*", "+", "?":
        guard let last = all[all.count - 1].popLast() else { throw PlainRejection("nothing to repeat") }
        all[all.count - 1].append(.many(last, least: next == "+" ? 1 : 0, most: next == "?" ? 1 : 1000))
      case "^": all[all.count - 1].append(.start)
      case "$": all[all.count - 1].append(.end)
      case ".": all[all.count - 1].append(.any)
      case "(":
        all[all.count - 1].append(.group(try alternatives(&rest)))
        guard rest.popFirst() == ")" else { throw PlainRejection("an open group") }
      case "[": all[all.count - 1].append(try set(&rest))
      case "\\", "{": throw PlainRejection("a sign that this pattern does not know")
      default: all[all.count - 1].append(.scalar(next))
      }
    }
    return all
  }

  private static func set(_ rest: inout ArraySlice<Unicode.Scalar>) throws -> Part {
    let isNegated = rest.first == "^"
    if isNegated { rest.removeFirst() }
    var ranges: [ClosedRange<UInt32>] = []
    while let next = rest.popFirst() {
      if next == "]" { return .set(ranges, isNegated: isNegated) }
      if rest.first == "-", let last = rest.dropFirst().first, last != "]" {
        rest.removeFirst(2)
        ranges.append(next.value...last.value)
      } else {
        ranges.append(next.value...next.value)
      }
    }
    throw PlainRejection("an open set")
  }
}
