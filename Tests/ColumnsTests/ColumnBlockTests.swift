import Columns
import TestSupport
import Testing

@Suite struct ColumnBlockTests {
  private func integers(_ block: ColumnBlock) -> [Int64] {
    switch block.values {
    case .floats: []
    case .w8(let values): values.view.map(Int64.init)
    case .w16(let values): values.view.map(Int64.init)
    case .w32(let values): values.view.map(Int64.init)
    case .w64(let values): Array(values.view)
    }
  }

  /// The cells of a block of an `int` column.
  private func cells(_ block: ColumnBlock) -> [Int64?] {
    integers(block).enumerated().map { row, value in
      let isPresent = block.validity.map { $0.view[row >> 6] >> UInt64(row & 63) & 1 == 1 } ?? true
      return isPresent ? value : nil
    }
  }

  @Test func blocksHoldTheRowsOfTheirRange() {
    var random = SplitMix64(seed: 3)
    for bits in [6, 14, 30, 62] {
      let values = (0..<200).map { _ -> Int64? in
        random.next() % 5 == 0 ? nil : Int64(random.next() >> UInt64(64 - bits))
      }
      let column = Column(ints: values)
      for rows in [0..<200, 64..<128, 64..<200, 128..<130, 192..<192] {
        #expect(cells(column.block(rows)) == Array(values[rows]), "\(bits) bits, rows \(rows), seed 3")
      }
    }
  }

  @Test func indicatorsAreWrittenOutForTheirBlock() {
    var random = SplitMix64(seed: 4)
    let texts = (0..<200).map { _ in ["a", "b", nil][Int(random.next() % 3)] }
    let column = Column(texts: texts)
    guard case .text(let codes, _) = column.storage else {
      Issue.record("text has codes")
      return
    }
    for validity in [column.validity, nil] {
      for code in [0, 1, 300, nil] as [Int64?] {
        let indicator = Column(
          type: .int, count: 200, validity: nil,
          storage: .indicator(codes: codes, codeValidity: validity, code: code))
        for rows in [0..<200, 64..<150] {
          #expect(integers(indicator.block(rows)) == indicator.integers(rows), "code \(code ?? -1)")
        }
      }
    }
  }
}
