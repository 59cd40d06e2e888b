import Columns
import Kernels
@testable import Session
import Testing

struct TableDifferenceTests {
  private func table(_ ids: [Int64], _ x: [Double?], _ name: String = "x", key: [String] = ["id"]) -> Table {
    Table([("id", Column(ints: ids.map { $0 })), (name, Column(floats: x))], key: key)
  }

  @Test func rowsAreMatchedByTheKey() throws {
    let one = table([1, 2, 3, 4], [1, 2, nil, 4]), other = table([4, 3, 2, 9], [4.5, nil, 2, 9])
    let found = try TableDifference(one, other, .serial)
    #expect(found.key == ["id"] && found.matchedRows == 3 && found.rowsOnlyInFirst == 1 && found.rowsOnlyInSecond == 1)
    #expect(found.isInAnotherOrder)
    #expect(found.columns == [.init(name: "x", count: 1, row: "id 4", first: "4.0", second: "4.5")])
  }

  @Test func withoutAKeyRowsAreMatchedByTheirPlaces() throws {
    let found = try TableDifference(
      table([1, 1], [1, 2], key: []), table([1, 2, 3], [1, nil, 3], "y", key: []), .serial)
    #expect(found.key.isEmpty && found.matchedRows == 2 && found.rowsOnlyInSecond == 1)
    #expect(found.columnsOnlyInFirst == ["x"] && found.columnsOnlyInSecond == ["y"])
    #expect(found.columns == [.init(name: "id", count: 1, row: "row 1", first: "1", second: "2")])
    // Neither do keys that repeat say which rows belong together.
    #expect(try TableDifference(table([1, 1], [1, 2]), table([1, 1], [1, 3]), .serial).columns.map(\.row) == ["row 1"])
  }

  @Test func theSameIsTheSame() throws {
    #expect(try TableDifference(table([1, 2], [1, nil]), table([1, 2], [1, nil]), .serial).isEmpty)
    #expect(try TableDifference(table([], []), table([], []), .serial).isEmpty)
    #expect(try !TableDifference(table([1], [1]), table([], []), .serial).isEmpty)
  }

  @Test func theOrderOfColumnsAndTheKeyAreTold() throws {
    let one = Table([("id", Column(ints: [1, 2])), ("x", Column(ints: [3, 4]))], key: ["id"])
    let turned = Table([("x", Column(ints: [3, 4])), ("id", Column(ints: [1, 2]))], key: ["id"])
    let order = try TableDifference(one, turned, .serial)
    #expect(!order.isEmpty && order.hasColumnsInAnotherOrder && order.columns.isEmpty && order.keys == nil)
    let keyless = Table([("id", Column(ints: [1, 2])), ("x", Column(ints: [3, 4]))])
    let keys = try TableDifference(one, keyless, .serial)
    #expect(!keys.isEmpty && keys.keys?.first == ["id"] && keys.keys?.second == [])
    // A key of another type would match nothing, without a word.
    let texts = Table([("id", Column(texts: ["1", "2"])), ("x", Column(ints: [3, 4]))], key: ["id"])
    let typed = try TableDifference(one, texts, .serial)
    #expect(typed.key.isEmpty && typed.matchedRows == 2 && typed.columns.map(\.name) == ["id"])
  }

  @Test func anotherTypeDiffersEverywhere() throws {
    let ints = Table([("x", Column(ints: [1, 2]))]), floats = Table([("x", Column(floats: [1, 2]))])
    let found = try TableDifference(ints, floats, .serial)
    #expect(found.columns == [.init(name: "x", count: 2, row: "", first: "int", second: "float")])
  }
}
