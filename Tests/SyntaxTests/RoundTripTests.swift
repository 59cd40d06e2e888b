import Syntax
import TestSupport
import Testing

/// Printing a tree and parsing what was printed gives the tree again.
@Suite struct RoundTripTests {
  @Test func printThenParseIsTheIdentity() {
    var failures = 0
    for seed in 0..<600 as Range<UInt64> where failures < 3 {
      var tree = RandomTree(seed: seed)
      let script = tree.script()
      let printed = Formatter.format(script)
      let (again, diagnostics) = Reading.parse(printed)
      let isSame = StructureDump.text(again) == StructureDump.text(script) && diagnostics.isEmpty
      if !isSame || Formatter.format(again) != printed { failures += 1 }
      #expect(diagnostics == [], "seed \(seed):\n\(printed)")
      #expect(StructureDump.text(again) == StructureDump.text(script), "seed \(seed):\n\(printed)")
      #expect(Formatter.format(again) == printed, "seed \(seed)")
    }
  }

  /// Without any one pair of its parentheses an expression means something else.
  @Test func parenthesesAreMinimal() {
    for seed in 0..<500 as Range<UInt64> {
      var tree = RandomTree(seed: seed)
      let expression = tree.expression(3)
      let printed = Formatter.format(expression)
      for (lower, upper) in groups(in: printed) {
        var shorter = printed
        shorter.remove(at: upper)
        shorter.remove(at: lower)
        let content = printed[printed.index(after: lower)..<upper]
        // `not` and `if` could stand bare behind an operator, but no one would read that right.
        if content.hasPrefix("not ") || content.hasPrefix("if ") { continue }
        let same = Reading.expression(shorter) == StructureDump.text(expression)
        // A double minus is legal but hard to read.
        #expect(!same || printed[..<lower].hasSuffix("-"), "seed \(seed): \(printed) is the same as \(shorter)")
      }
    }
  }

  /// The pairs of parentheses that only group: nothing of a call or a selector stands before them.
  private func groups(in text: String) -> [(String.Index, String.Index)] {
    var open: [String.Index] = [], pairs: [(String.Index, String.Index)] = []
    for index in text.indices {
      // Parentheses in strings, names and patterns do not count; texts that have them are left out.
      if "\"`/".contains(text[index]) { return [] }
      if text[index] == "(" { open.append(index) }
      if text[index] == ")", let start = open.popLast() {
        let before = start == text.startIndex ? " " : text[text.index(before: start)]
        if " (-[".contains(before), !text[start..<index].contains("@") { pairs.append((start, index)) }
      }
    }
    return pairs
  }
}
