import CLightGBM
import Columns

/// A model inside LightGBM's library.
final class LightGBMBooster: @unchecked Sendable {
  // SAFETY: unchecked because of the handle: it is changed only while one thread trains it, and the library locks
  // predictions.
  private let library: LightGBMLibrary
  private let handle: OpaquePointer
  /// The data that the library grows trees on, which must live as long as the booster.
  private let dataset: LightGBMDataset?
  /// The rows that it is judged on, which must live as long.
  private let judged: LightGBMDataset?

  init(dataset: LightGBMDataset, judged: LightGBMDataset? = nil, parameters: String) throws {
    (library, self.dataset, self.judged) = (dataset.library, dataset, judged)
    var made: OpaquePointer?
    try library.check(lgbm_booster_create(library.handle, dataset.handle, parameters, &made))
    handle = try Self.require(made)
    if let judged { try library.check(lgbm_booster_judge(library.handle, handle, judged.handle)) }
  }

  /// A booster from its library's own text form.
  init(text: String) throws {
    (library, dataset, judged) = (try LightGBMLibrary.shared(), nil, nil)
    var made: OpaquePointer?
    var iterations: Int32 = 0
    try library.check(lgbm_booster_load(library.handle, text, &iterations, &made))
    handle = try Self.require(made)
  }

  deinit { _ = lgbm_booster_free(library.handle, handle) }

  private static func require(_ handle: OpaquePointer?) throws -> OpaquePointer {
    guard let handle else { throw LearningError("LightGBM made no model and gave no reason") }
    return handle
  }

  /// Grows one more tree.
  func update() throws {
    var finished: Int32 = 0
    try library.check(lgbm_booster_update(library.handle, handle, &finished))
  }

  /// The metric on the rows that it is judged on.
  func metric() throws -> Double {
    var value = Double.nan
    try library.check(lgbm_booster_metric(library.handle, handle, &value))
    return value
  }

  /// Predictions of one kind for each row: one value, or for contributions one for each feature and the expected value.
  ///
  /// It takes one thread: whoever has more gives each some of the rows.
  func predict(_ features: Matrix, kind: lgbm_prediction) throws -> [Double] {
    guard let rows = Int32(exactly: features.rows) else {
      throw LearningError("LightGBM takes at most \(Int32.max) rows, not \(features.rows)")
    }
    let width = kind == LGBM_CONTRIBUTION ? features.columns + 1 : 1
    var values = [Double](repeating: 0, count: features.rows * width)
    if rows == 0 { return values }
    var count: Int64 = 0
    try library.on(threads: 1) {
      try library.check(
        lgbm_booster_predict(
          library.handle, handle, features.values, rows, Int32(features.columns), Int32(kind.rawValue),
          "num_threads=1 verbosity=-1", &count, &values))
    }
    guard count == values.count else { throw LearningError("LightGBM gave \(count) values for \(rows) rows") }
    return values
  }

  func importances(_ kind: lgbm_importance) throws -> [Double] {
    var count: Int32 = 0
    try library.check(lgbm_booster_feature_count(library.handle, handle, &count))
    var values = [Double](repeating: 0, count: Int(count))
    try library.check(lgbm_booster_importance(library.handle, handle, Int32(kind.rawValue), &values))
    return values
  }

  func featureCount() throws -> Int {
    var count: Int32 = 0
    try library.check(lgbm_booster_feature_count(library.handle, handle, &count))
    return Int(count)
  }

  /// The library's own text form, but for the number of threads that it was trained on: that is not the model's.
  ///
  /// - Parameter rounds: the first rounds alone; all of them where none are given.
  func text(rounds: Int? = nil) throws -> String {
    let rounds = Int32(rounds ?? -1)
    var needed: Int64 = 0
    var buffer = [CChar](repeating: 0, count: 1 << 16)
    try library.check(lgbm_booster_save(library.handle, handle, rounds, Int64(buffer.count), &needed, &buffer))
    if needed > buffer.count {
      buffer = [CChar](repeating: 0, count: Int(needed))
      try library.check(lgbm_booster_save(library.handle, handle, rounds, Int64(buffer.count), &needed, &buffer))
    }
    var bytes = buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
    Self.forgetThreads(&bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Puts 0, as many as there are, for the number in the line `[num_threads: 2]`, which stands near the end.
  private static func forgetThreads(_ text: inout [UInt8]) {
    let mark = Array("\n[num_threads: ".utf8)
    let places = stride(from: text.count - mark.count, through: 0, by: -1)
    guard let line = places.first(where: { text[$0] == mark[0] && text[$0...].starts(with: mark) }),
      let end = text[line...].firstIndex(of: UInt8(ascii: "]"))
    else { return }
    text.replaceSubrange(line + mark.count..<end, with: [UInt8(ascii: "0")])
  }
}

/// Binned training data inside LightGBM's library.
final class LightGBMDataset {
  let library: LightGBMLibrary
  let handle: OpaquePointer
  let rows: Int

  /// - Parameter like: the data set whose bins it takes; its own where there is none.
  init(_ training: TrainingSet, parameters: String, like: LightGBMDataset? = nil) throws {
    library = try LightGBMLibrary.shared()
    let features = training.features
    guard let rows = Int32(exactly: features.rows), let columns = Int32(exactly: features.columns) else {
      throw LearningError("LightGBM takes at most \(Int32.max) rows, not \(features.rows)")
    }
    var made: OpaquePointer?
    try library.check(
      lgbm_dataset_create(library.handle, features.values, rows, columns, parameters, like?.handle, &made))
    guard let made else { throw LearningError("LightGBM made no data set and gave no reason") }
    (handle, self.rows) = (made, training.labels.count)
    try library.check(
      lgbm_dataset_set_field(library.handle, handle, "label", training.labels.map { Float($0) }, rows))
    if let weights = training.weights {
      try library.check(lgbm_dataset_set_field(library.handle, handle, "weight", weights.map { Float($0) }, rows))
    }
    let names = Self.acceptable(training.featureNames).flatMap { $0.utf8CString }
    try library.check(lgbm_dataset_set_names(library.handle, handle, names, columns))
  }

  /// Some rows of a data set, ascending, with its bins.
  init(_ whole: LightGBMDataset, rows: [Int], parameters: String) throws {
    library = whole.library
    var made: OpaquePointer?
    let places = rows.map { Int32($0) }
    try library.check(
      lgbm_dataset_subset(library.handle, whole.handle, places, Int32(rows.count), parameters, &made))
    guard let made else { throw LearningError("LightGBM made no data set and gave no reason") }
    (handle, self.rows) = (made, rows.count)
  }

  deinit { _ = lgbm_dataset_free(library.handle, handle) }

  /// LightGBM refuses names with characters that mean something in JSON, and equal names. Its own text has these
  /// stand-ins; ours keeps the real names beside it.
  static func acceptable(_ names: [String]) -> [String] {
    var used: Set<String> = []
    return names.enumerated().map { index, name in
      let plain = String(name.map { $0.isWhitespace || #",:[]{}""#.contains($0) || $0 == "\0" ? "_" : $0 })
      let unique = used.contains(plain) ? "\(plain)_\(index)" : plain
      used.insert(unique)
      return unique
    }
  }
}
