import Foundation

/// Which columns of a Parquet file are the index of the data frame that it was, as pandas notes in the file.
enum PandasIndex {
  /// - Parameter note: the JSON text under the key `pandas`.
  /// - Returns: names of columns; an index that pandas keeps as a range has no column.
  static func columns(_ note: String) -> [String] {
    guard let object = try? JSONSerialization.jsonObject(with: Data(note.utf8)) as? [String: Any],
      let columns = object["index_columns"] as? [Any]
    else { return [] }
    return columns.compactMap { $0 as? String }
  }
}
