import Testing

/// A verb of one's own is its stages, with what is written for its parameters wherever they stand.
@Suite struct DefinitionTests {
  @Test(arguments: [
    ("f(x) = where n > $x", "f 7", "where n > 7"),
    ("f(c) = select $c", "f \"n\"", "select n"),
    ("f(c) = select \"{$c}_2\"", "f m", "select m_2"),
    ("f(c) = select \"{$c}_2\"", "f \"m\"", "select m_2"),
    ("f(k) = select \"m_{$k}\"", "f 2", "select m_2"),
    ("f(k) = select \"m_{$k}\"", "f $two", "select m_2"),
    ("f(l) = agg sum(n) where n > $v as \"over_{v}\" for v in $l", "f [1, 5]",
      "agg sum(n) where n > $v as \"over_{v}\" for v in [1, 5]"),
    ("f(s) = drop @nulls(> $s)", "f 0.5", "drop @nulls(> 0.5)"),
    ("f(s) = drop @(m* & nulls(< $s))", "f 0.5", "drop @(m* & nulls(< 0.5))"),
    ("f(a, b) = where n in [$a, $b] or m_2 == $a ?? 0", "f 1, 4", "where n in [1, 4] or m_2 == 1 ?? 0"),
    ("f(key) = agg s = sum(n) by k = n % $key", "f 3", "agg s = sum(n) by k = n % 3"),
  ])
  func replaced(definition: String, call: String, stages: String) throws {
    let before = "param two: int = 2\ndefine \(definition)\n"
      + "t = range 9 | derive { m = 1, m_2 = n * 2, gaps = if n > 1 then null else n }\n"
    let (own, plain) = (try Run.table("\(before)t | \(call)"), try Run.table("\(before)t | \(stages)"))
    #expect(own.schema.fields == plain.schema.fields && Run.lines(own) == Run.lines(plain))
  }
}
