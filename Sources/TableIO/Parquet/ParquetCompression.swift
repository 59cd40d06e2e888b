/// How the columns of a Parquet file are compressed, by the names that pyarrow and polars use.
public enum ParquetCompression: String, Sendable, CaseIterable {
  case zstd, snappy, lz4, gzip, brotli, none

  /// Arrow's name.
  var codecName: String {
    switch self {
    case .none: "uncompressed"
    case .lz4: "lz4_raw"
    default: rawValue
    }
  }
}
