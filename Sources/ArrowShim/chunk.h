#pragma once
#include <arrow/api.h>
#include <parquet/column_writer.h>
#include <parquet/metadata.h>

#include <string>
#include <string_view>
#include <vector>

#include "shim.h"

namespace carrow {

/// A column of the table to write.
struct WrittenColumn {
  std::string name;
  int32_t kind;
  /// The texts that the codes of a text column stand for, one after another, and where each ends.
  std::string text_bytes;
  std::vector<int64_t> text_ends;

  std::string_view text(int64_t code) const {
    const int64_t start = code == 0 ? 0 : text_ends[size_t(code - 1)];
    return std::string_view(text_bytes).substr(size_t(start), size_t(text_ends[size_t(code)] - start));
  }
};

/// The rows of a column in a row group.
using ChunkValues = carrow_block;

/// Where the pages of a chunk go.
struct ChunkTarget {
  parquet::PageWriter &pages;
  parquet::ColumnChunkMetaDataBuilder &metadata;
  bool has_dictionary = false;
  /// The bytes of the pages before compression, with their headers.
  int64_t bytes = 0;
};

/// Encodes and compresses a column chunk: with a dictionary where that is smaller, else plainly.
arrow::Status encode_chunk(const WrittenColumn &column, const ChunkValues &values, ChunkTarget &target);

/// The same for texts, `values` being codes.
arrow::Status encode_texts(const WrittenColumn &column, const ChunkValues &values, ChunkTarget &target);

}  // namespace carrow
