/// Makes pipelines smaller that differ.
enum PipelineShrinking {
  /// As few of the first stages as differ, over as few rows.
  static func shrunk<T: Trial>(
    _ trial: T, _ tables: [String: PlainTable], _ stages: [String], _ make: ([String: PlainTable], [String]) -> T
  ) -> T {
    var smallest = (trial: trial, tables: tables, stages: stages)
    func tries(_ tables: [String: PlainTable], _ stages: [String]) -> Bool {
      let smaller = make(tables, stages)
      guard smaller.difference != nil else { return false }
      smallest = (smaller, tables, stages)
      return true
    }
    for count in 1..<stages.count where tries(tables, Array(stages.prefix(count))) { break }
    var goesOn = true
    while goesOn {
      goesOn = false
      for index in 1..<max(1, smallest.stages.count) where smallest.stages.count > 2 {
        var fewer = smallest.stages
        fewer.remove(at: index)
        if tries(smallest.tables, fewer) { goesOn = true; break }
      }
      for (name, table) in smallest.tables where !goesOn {
        for row in 0..<table.rowCount {
          let rest = table.taking((0..<table.rowCount).filter { $0 != row })
          if tries(smallest.tables.merging([name: rest]) { $1 }, smallest.stages) { goesOn = true; break }
        }
      }
    }
    return smallest.trial
  }

  /// What to type to see it.
  static func script(_ tables: [String: PlainTable], _ stages: [String]) -> String {
    let text = stages.joined(separator: " | ")
    let made = tables.sorted { $0.key < $1.key }.filter { text.contains("u") || $0.key == "t" }.map { name, table in
      name + table.script(naming: text).dropFirst()
    }
    return (made + [text]).joined(separator: "\n")
  }
}
