import CXGBoost
import Columns
import Synchronization

/// A model inside XGBoost's library.
final class XGBoostBooster: @unchecked Sendable {
  // SAFETY: unchecked because of the handle: whoever calls the library with it holds the lock.
  private let library: XGBoostLibrary
  private let handle: OpaquePointer
  private let lock = Mutex(())

  /// A booster that learns from a matrix.
  ///
  /// - Parameter judged: what it is judged on.
  init(
    _ matrix: XGBoostMatrix, judged: XGBoostMatrix? = nil, names: [String], parameters: [(name: String, value: String)]
  ) throws {
    library = matrix.library
    var made: OpaquePointer?
    var matrices: [OpaquePointer?] = [matrix.handle] + (judged.map { [$0.handle] } ?? [])
    try library.check(xgb_booster_create(library.handle, &matrices, UInt64(matrices.count), &made))
    handle = try Self.require(made)
    let letters = Self.acceptable(names).flatMap { $0.utf8CString }
    try library.check(xgb_booster_set_names(library.handle, handle, letters, UInt64(names.count)))
    for parameter in parameters { try set(parameter.name, parameter.value) }
  }

  /// A booster from its library's own JSON.
  init(text: String) throws {
    let library = try XGBoostLibrary.shared()
    self.library = library
    var made: OpaquePointer?
    var text = text
    try library.check(
      text.withUTF8 { bytes in
        bytes.withMemoryRebound(to: CChar.self) { letters in
          xgb_booster_load(library.handle, letters.baseAddress, UInt64(letters.count), &made)
        }
      })
    handle = try Self.require(made)
  }

  private init(_ library: XGBoostLibrary, _ handle: OpaquePointer) { (self.library, self.handle) = (library, handle) }

  deinit { _ = xgb_booster_free(library.handle, handle) }

  private static func require(_ handle: OpaquePointer?) throws -> OpaquePointer {
    guard let handle else { throw LearningError("XGBoost made no model and gave no reason") }
    return handle
  }

  /// Python's package takes no names with `[`, `]` and `<`, and no equal names; characters below a space do not come
  /// back from the library's text. That text has these stand-ins; ours keeps the real names beside it.
  static func acceptable(_ names: [String]) -> [String] {
    var used: Set<String> = []
    return names.enumerated().map { index, name in
      let scalars = name.unicodeScalars.map { $0.value < 0x20 || "[]<".unicodeScalars.contains($0) ? "_" : $0 }
      let plain = String(String.UnicodeScalarView(scalars))
      var unique = plain, number = index
      while !used.insert(unique).inserted {
        unique = "\(plain)_\(number)"
        number += 1
      }
      return unique
    }
  }

  private func set(_ name: String, _ value: String) throws {
    try library.check(xgb_booster_set(library.handle, handle, name, value))
  }

  /// Grows the trees of one more round, counted from 0.
  func update(round: Int, on matrix: XGBoostMatrix) throws {
    try lock.withLock { _ in
      try library.check(xgb_booster_update(library.handle, handle, Int32(round), matrix.handle))
    }
  }

  /// The metric on a matrix after a round.
  func metric(on matrix: XGBoostMatrix, round: Int) throws -> Double {
    try lock.withLock { _ in
      var text: UnsafePointer<CChar>?
      try library.check(xgb_booster_evaluate(library.handle, handle, Int32(round), matrix.handle, &text))
      let told = text.map { String(cString: $0) } ?? ""
      guard let value = told.split(separator: ":").last.flatMap({ Double($0) }) else {
        throw LearningError("XGBoost told no metric but `\(told)`")
      }
      return value
    }
  }

  /// The library's own JSON of the first rounds alone.
  func text(rounds: Int) throws -> String {
    var made: OpaquePointer?
    try lock.withLock { _ in try library.check(xgb_booster_slice(library.handle, handle, Int32(rounds), &made)) }
    return try XGBoostBooster(library, Self.require(made)).text()
  }

  /// The probability of class 1 for each of some rows.
  func probabilities(_ features: Matrix, rows: Range<Int>, threads: Int) throws -> [Double] {
    try collected(rows.count, threads) { capacity, count, out in
      features.values.withUnsafeBufferPointer { values in
        xgb_booster_predict(library.handle, handle, features.lent(values, rows), capacity, count, out)
      }
    }
  }

  /// For each row a contribution of each feature and the expected value, one row after another.
  func contributions(_ matrix: XGBoostMatrix, count: Int, threads: Int) throws -> [Double] {
    try collected(count, threads) { capacity, count, out in
      xgb_booster_contributions(library.handle, handle, matrix.handle, capacity, count, out)
    }
  }

  /// What a call writes, in double precision: it is as many numbers as expected.
  private func collected(
    _ expected: Int, _ threads: Int,
    _ call: (UInt64, UnsafeMutablePointer<UInt64>, UnsafeMutablePointer<Float>) -> Int32
  ) throws -> [Double] {
    var values = [Float](repeating: 0, count: expected)
    if expected == 0 { return [] }
    var count: UInt64 = 0
    try lock.withLock { _ in
      try set("nthread", "\(threads)")
      try library.check(call(UInt64(expected), &count, &values))
    }
    guard count == expected else { throw LearningError("XGBoost gave \(count) values instead of \(expected)") }
    return values.map { Double($0) }
  }

  /// The scores of the features by their stand-in names; those that no tree uses are missing.
  func scores(_ kind: String) throws -> [String: Double] {
    try lock.withLock { _ in
      var count: UInt64 = 0
      var names: UnsafePointer<UnsafePointer<CChar>?>?
      var scores: UnsafePointer<Float>?
      let config = #"{"importance_type":"\#(kind)"}"#
      try library.check(xgb_booster_scores(library.handle, handle, config, &count, &names, &scores))
      guard let names, let scores else { return [:] }
      return Dictionary(
        (0..<Int(count)).compactMap { place in names[place].map { (String(cString: $0), Double(scores[place])) } },
        uniquingKeysWith: { first, _ in first })
    }
  }

  func featureCount() throws -> Int {
    var count: UInt64 = 0
    try library.check(xgb_booster_feature_count(library.handle, handle, &count))
    return Int(count)
  }

  /// The library's own JSON, without a line break.
  func text() throws -> String {
    try lock.withLock { _ in
      var length: UInt64 = 0
      var start: UnsafePointer<CChar>?
      try library.check(xgb_booster_save(library.handle, handle, &length, &start))
      let bytes = UnsafeRawBufferPointer(start: start, count: Int(length))
      return String(decoding: bytes, as: UTF8.self)
    }
  }
}
