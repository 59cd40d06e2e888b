#pragma once
#include "chunk.h"
#include "pages.h"

namespace carrow {

/// How many rows a page of fixed-width values holds, a multiple of 64: a mebibyte of the widest.
constexpr int64_t page_rows = 1 << 17;

/// A page in the making: definition levels, then what the caller appends.
class PageBytes {
 public:
  PageBytes(const uint64_t *valid, int64_t start, int64_t rows, int64_t body_bound)
      : rows(rows), bytes(uninitialised<uint8_t>(levels_bound(rows) + body_bound)) {
    end = put_levels(valid, start, rows, bytes.get());
  }

  const int64_t rows;
  /// Where the next byte goes.
  uint8_t *end;

  /// Compresses the page and hands it over.
  arrow::Status write(parquet::Encoding::type encoding, ChunkTarget &target) const;

 private:
  std::unique_ptr<uint8_t[]> bytes;
};

/// Hands over a dictionary whose entries are encoded plainly.
arrow::Status write_dictionary(const uint8_t *bytes, int64_t count, int64_t entries, ChunkTarget &target);

/// Writes the pages of a chunk whose values are codes; `present` are those of the rows that have a value.
arrow::Status write_codes(const uint16_t *present, int64_t entries, const ChunkValues &chunk, ChunkTarget &target);

/// The statistics of a chunk, without bounds where `low` and `high` are NULL.
void set_statistics(const std::string *low, const std::string *high, int64_t nulls, ChunkTarget &target);

}  // namespace carrow
