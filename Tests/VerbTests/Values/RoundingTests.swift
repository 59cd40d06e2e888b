import Testing

/// What `round` makes of floats whose decimals lie far from the point. Expected values: Python's `decimal`, whose
/// result is then read as a float.
@Suite struct RoundingTests {
  @Test(arguments: [
    ("0.1234567890123456, 18", 0.1234567890123456), ("0.1, 17", 0.1), ("4503599627370495.5, 1", 4503599627370495.5),
    ("9007199254740991.0, 2", 9007199254740991.0), ("1.2345678901234567e300, -290", 1.2345678901e300),
    ("-7.654321e22, -20", -7.65e22), ("1.23456e-300, 304", 1.2346e-300), ("3.3e-25, 26", 3.3e-25),
    ("123456789.98765433, 20", 123456789.98765433), ("5e-324, 308", 0), ("2.5e25, -26", 0),
    ("1.7976931348623157e308, 308", 1.7976931348623157e308), ("2.5, 0", 2), ("3.5, 0", 4),
  ])
  func float(arguments: String, expected: Double) throws {
    let script = "range 1 | derive x = round(\(arguments)) | select x"
    #expect(Double(Run.lines(try Run.table(script))) == expected)
  }

  @Test("a bare null among values, or between them, is null", arguments: [
    "null in [\"c\"]", "isin(null, [\"c\"])", "null in [1, null]", "null in 1..3", "null in \"a\"..\"c\"",
    "null in n..3", "null in null..n",
  ])
  func nullAmongValues(expression: String) throws {
    let table = try Run.table("range 2 | derive x = \(expression) | select x")
    #expect(table.columns[0].type == .bool && table.columns[0].nullCount == 2)
  }

  @Test("values of two types are none to look among", arguments: [
    "null in [1, \"a\"]", "isin(null, [1, \"a\"])", "null in 1..\"a\"", "null in n..\"a\"", "null in 1..null",
  ])
  func mixed(expression: String) {
    #expect(Run.failure("range 2 | derive x = \(expression)")?.contains("error[E15]") ?? false)
  }
}
