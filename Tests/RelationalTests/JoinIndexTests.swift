import Columns
import Kernels
import Relational
import Testing

@Suite struct JoinIndexTests {
  private func equal(_ a: Cell, _ b: Cell) -> Bool {
    switch (a, b) {
    case (.null, _), (_, .null): false
    case (.int(let i), .float(let f)), (.float(let f), .int(let i)): Int64(exactly: f) == i
    default: a.key == b.key
    }
  }

  /// The join by looking at every pair.
  private func model(_ left: [Column], _ right: [Column], _ kind: JoinKind) -> [[Int32]] {
    var pairs: [[Int32]] = [], matched = Set<Int>()
    for l in 0..<left[0].count {
      let hits = (0..<right[0].count).filter { r in zip(left, right).allSatisfy { equal($0[l], $1[r]) } }
      matched.formUnion(hits)
      switch kind {
      case .semi: if !hits.isEmpty { pairs.append([Int32(l)]) }
      case .anti: if hits.isEmpty { pairs.append([Int32(l)]) }
      case .inner: pairs += hits.map { [Int32(l), Int32($0)] }
      case .left, .full: pairs += hits.isEmpty ? [[Int32(l), -1]] : hits.map { [Int32(l), Int32($0)] }
      }
    }
    if kind == .full { pairs += (0..<right[0].count).filter { !matched.contains($0) }.map { [-1, Int32($0)] } }
    return pairs
  }

  /// The counts by looking at every pair.
  private func counts(_ left: [Column], _ right: [Column], _ kind: JoinKind) -> JoinMatches {
    func hits(_ l: Int, _ r: Int) -> Bool { zip(left, right).allSatisfy { equal($0[l], $1[r]) } }
    let (lefts, rights) = (0..<left[0].count, 0..<right[0].count)
    let ofLeft = lefts.map { l in rights.count { hits(l, $0) } }
    let rightOnly = rights.count { r in !lefts.contains { hits($0, r) } }
    // Of keys that do not repeat each row has one match at most; filters make no pairs.
    func repeated(_ other: Int, _ r: Int) -> Bool { other < r && right.allSatisfy { equal($0[other], $0[r]) } }
    let isRepeated = rights.contains { r in rights.contains { repeated($0, r) } }
    return JoinMatches(
      matched: ofLeft.count { $0 > 0 }, leftOnly: ofLeft.count { $0 == 0 }, rightOnly: rightOnly,
      pairs: kind == .semi || kind == .anti || !isRepeated ? nil : ofLeft.reduce(0, +))
  }

  private func check(_ left: [Column], _ right: [Column], _ note: String) throws {
    for kind in JoinKind.allCases {
      let index = try JoinIndex.make(
        left: left, right: right, kind: kind, relation: .manyToMany, execution: Execution(threads: 2))
      let (leftRows, rightRows) = (index.leftRows.array(), index.rightRows.array())
      let pairs = rightRows.isEmpty && (kind == .semi || kind == .anti)
        ? leftRows.map { [$0] } : zip(leftRows, rightRows).map { [$0, $1] }
      #expect(pairs == model(left, right, kind) && index.count == leftRows.count, "\(kind) \(note)")
      #expect(index.matches == counts(left, right, kind), "\(kind) \(note)")
      if index.keepsLeftRows { #expect(leftRows == Array(0..<Int32(left[0].count))) }
    }
  }

  @Test(arguments: 0..<60 as Range<UInt64>) func equalsNestedLoops(seed: UInt64) throws {
    var random = RandomColumns(seed: seed)
    let (leftRows, rightRows) = ([0, 1, 20, 70][Int(seed % 4)], [30, 0, 1, 64, 5][Int(seed % 5)])
    let types = (0...Int(seed % 3)).map { _ in ColumnType.allCases.randomElement(using: &random.random) ?? .int }
    let nulls = [0, 0.2, 0.9][Int(seed / 2 % 3)], values = [2, 9, 60][Int(seed / 3 % 3)]
    let left = types.map { random.column($0, rows: leftRows, values: values, nulls: nulls) }
    let right = types.map { random.column($0, rows: rightRows, values: values, nulls: nulls) }
    try check(left, right, "seed \(seed), \(types)")
  }

  @Test func numbersAreComparedExactly() throws {
    let big = Int64(1) << 53
    let ints = Column(ints: [0, 1, big, big + 1, nil, -3, .max])
    let floats = Column(floats: [-0.0, 0.5, Double(big), nil, -3, 9.223372036854775807e18])
    try check([ints], [floats], "int with float")
    try check([floats], [ints], "float with int")
    try check([Column(ints: [.min, .max, 0, nil])], [Column(ints: [.max, .min, 5, nil, .max])], "all bits")
    try check([floats], [Column(ints: [.max, .min, -3, 0])], "float with all bits")
  }

  @Test func packsManyWideKeys() throws {
    var random = RandomColumns(seed: 11)
    func keys(_ rows: Int) -> [Column] {
      (0..<5).map { _ in
        Column(ints: (0..<rows).map { _ in [Int64(1) << 45, -(1 << 50)].randomElement(using: &random.random) })
      }
    }
    try check(keys(60), keys(50), "five keys")
  }

  @Test func refusesOtherTypes() {
    #expect(throws: IncompatibleKeys(position: 1, left: .int, right: .text)) {
      try JoinIndex.make(
        left: [Column(ints: [1]), Column(ints: [1])], right: [Column(ints: [1]), Column(texts: ["1"])], kind: .left,
        execution: .serial)
    }
  }

  @Test func reportsARepeatedKey() throws {
    let left = Column(ints: [5, 7, 7, nil, nil]), right = Column(ints: [9, 7, 5, 7, 5, 5, nil, nil])
    let error = try #require(throws: KeyRelationViolation.self) {
      try JoinIndex.make(left: [left], right: [right], kind: .left, execution: .serial)
    }
    #expect(error.expected == .manyToOne && error.found == .manyToMany && error.side == .right)
    #expect(error.key == [.int(7)] && error.occurrences == 2)
    #expect(error.repeatedKeys == 2 && error.distinctKeys == 3)
    #expect(error.leftRows == 5 && error.resultRows == 3 + 2 + 2 + 2)

    let other = try #require(throws: KeyRelationViolation.self) {
      try JoinIndex.make(left: [left], right: [right], kind: .full, relation: .oneToMany, execution: .serial)
    }
    #expect(other.side == .left && other.key == [.int(7)] && other.resultRows == 9 + 3)
  }

  @Test func acceptsWhatHolds() throws {
    let unique = Column(ints: [3, 1, nil, nil]), repeating = Column(ints: [1, 1, 3])
    for relation in [KeyRelation.oneToMany, .manyToMany] {
      #expect(try JoinIndex.make(
        left: [unique], right: [repeating], kind: .inner, relation: relation, execution: .serial).count == 3)
    }
    for relation in [KeyRelation.manyToOne, .manyToMany] {
      #expect(try JoinIndex.make(
        left: [repeating], right: [unique], kind: .inner, relation: relation, execution: .serial).count == 3)
    }
    #expect(throws: KeyRelationViolation.self) {
      try JoinIndex.make(left: [repeating], right: [unique], kind: .left, relation: .oneToOne, execution: .serial)
    }
  }

  @Test("semi and anti joins ask for a relation only where one is given")
  func relationsOfFilters() throws {
    let left = Column(ints: [3]), right = Column(ints: [3, 3])
    for kind in [JoinKind.semi, .anti] {
      #expect(
        try JoinIndex.make(left: [left], right: [right], kind: kind, execution: .serial).count
          == (kind == .semi ? 1 : 0))
      #expect(throws: KeyRelationViolation.self) {
        try JoinIndex.make(left: [left], right: [right], kind: kind, relation: .oneToOne, execution: .serial)
      }
      // Also where no row asks for the keys.
      #expect(throws: KeyRelationViolation.self) {
        try JoinIndex.make(
          left: [Column(ints: [])], right: [right], kind: kind, relation: .manyToOne, execution: .serial)
      }
    }
  }

  @Test func refusesWhatCannotBeCounted() {
    let many = Column(ints: Array(repeating: 1, count: 50_000))
    #expect(throws: TooManyRows(rows: 2_500_000_000)) {
      try JoinIndex.make(left: [many], right: [many], kind: .left, relation: .manyToMany, execution: .serial)
    }
  }
}
