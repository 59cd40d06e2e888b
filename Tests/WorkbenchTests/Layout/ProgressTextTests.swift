import Diagnostics
import Testing
import Workbench

@Suite struct ProgressTextTests {
  @Test func wholeLine() {
    let line = ProgressText.line(("reading bureau.csv", 1_112_000, 1_716_428), seconds: 3.24, width: 100)
    #expect(line == "reading bureau.csv  ████████████▉░░░░░░░  64 %  1 112 000/1 716 428  3.2 s")
  }

  @Test func unknownTotal() {
    #expect(ProgressText.line(("sorting", 0, 0), seconds: 61, width: 80) == "sorting  1 min 01 s")
    #expect(ProgressText.line(("", 2000, 0), seconds: 0.5, width: 80) == "running  2 000  0.5 s")
  }

  @Test func counterBeyondItsTotal() {
    #expect(ProgressText.line(("a", 12, 10), seconds: 0, width: 80) == "a  ████████████████████  100 %  10/10  0.0 s")
  }

  @Test(arguments: 1...120) func fits(width: Int) {
    let line = ProgressText.line(("reading 日本語.csv", 999_999, 1_000_000), seconds: 7384, width: width)
    #expect(DisplayWidth.of(line) <= width)
    if width > 40 { #expect(line.hasSuffix("2 h 03 min")) }
  }
}
