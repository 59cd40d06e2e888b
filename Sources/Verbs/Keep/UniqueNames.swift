/// Names of which none is another's.
enum UniqueNames {
  /// The names in their order; one that is taken already has a number behind it: `missing (2)`.
  static func of(_ names: [String], besides taken: [String]) -> [String] {
    var seen = Set(taken)
    return names.map { name in
      var unique = name, number = 2
      while !seen.insert(unique).inserted {
        unique = "\(name) (\(number))"
        number += 1
      }
      return unique
    }
  }
}
