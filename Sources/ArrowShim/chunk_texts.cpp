#include <algorithm>

#include "chunk_pages.h"

namespace carrow {
namespace {

using parquet::Encoding;

/// More bytes of texts than these in a dictionary would cost its readers more than it saves.
constexpr int64_t dictionary_bytes = 1 << 20;
/// How many bytes of plain texts make up a page.
constexpr int64_t page_bytes = 1 << 20;

/// The texts of the rows of a chunk by their codes in the column.
template <class T>
class Texts {
 public:
  Texts(const WrittenColumn &column, const ChunkValues &chunk, ChunkTarget &target)
      : column(column), chunk(chunk), target(target), codes(static_cast<const T *>(chunk.values)) {}

  arrow::Status encode() {
    find_distinct();
    set_bounds();
    const bool pays = distinct_bytes <= dictionary_bytes && int64_t(distinct.size()) <= dictionary_limit &&
                      distinct_bytes < text_bytes;
    return pays ? write_dictionary_and_codes() : write_plain();
  }

 private:
  const WrittenColumn &column;
  const ChunkValues &chunk;
  ChunkTarget &target;
  const T *codes;
  /// For each code of the column its place among those of the chunk, or -1.
  std::vector<int32_t> place_of;
  /// The codes of the chunk in order of first appearance.
  std::vector<T> distinct;
  int64_t count = 0, distinct_bytes = 0, text_bytes = 0;

  bool is_valid(int64_t row) const { return !chunk.valid || (chunk.valid[row >> 6] >> (row & 63) & 1); }
  int64_t size_of(T code) const { return 4 + int64_t(column.text(code).size()); }

  void find_distinct() {
    place_of.assign(column.text_ends.size(), -1);
    for (int64_t row = 0; row < chunk.rows; row++) {
      if (!is_valid(row)) continue;
      const T code = codes[row];
      const int64_t size = size_of(code);
      count += 1;
      text_bytes += size;
      if (place_of[size_t(code)] >= 0) continue;
      place_of[size_t(code)] = int32_t(distinct.size());
      distinct.push_back(code);
      distinct_bytes += size;
    }
  }

  void set_bounds() const {
    if (distinct.empty()) return set_statistics(nullptr, nullptr, chunk.rows, target);
    const auto is_less = [&](T left, T right) { return column.text(left) < column.text(right); };
    const auto [least, greatest] = std::minmax_element(distinct.begin(), distinct.end(), is_less);
    const std::string low(column.text(*least)), high(column.text(*greatest));
    set_statistics(&low, &high, chunk.rows - count, target);
  }

  uint8_t *put(T code, uint8_t *out) const {
    const auto text = column.text(code);
    const uint32_t length = uint32_t(text.size());
    std::memcpy(out, &length, 4);
    if (length > 0) std::memcpy(out + 4, text.data(), length);
    return out + 4 + length;
  }

  arrow::Status write_dictionary_and_codes() const {
    std::vector<uint8_t> bytes(size_t(distinct_bytes) + 1);
    uint8_t *out = bytes.data();
    for (const T code : distinct) out = put(code, out);
    ARROW_RETURN_NOT_OK(write_dictionary(bytes.data(), distinct_bytes, int64_t(distinct.size()), target));
    auto present = uninitialised<uint16_t>(count);
    int64_t place = 0;
    for (int64_t row = 0; row < chunk.rows; row++) {
      if (is_valid(row)) present[size_t(place++)] = uint16_t(place_of[size_t(codes[row])]);
    }
    return write_codes(present.get(), int64_t(distinct.size()), chunk, target);
  }

  /// Pages end behind 64 rows once they are large.
  arrow::Status write_plain() const {
    for (int64_t start = 0; start < chunk.rows;) {
      int64_t end = start, bytes = 0;
      while (end < chunk.rows && end - start < page_rows && bytes < page_bytes) {
        const int64_t stop = std::min(chunk.rows, end + 64);
        for (; end < stop; end++) bytes += is_valid(end) ? size_of(codes[end]) : 0;
      }
      PageBytes page(chunk.valid, start, end - start, bytes);
      for (int64_t row = start; row < end; row++) {
        if (is_valid(row)) page.end = put(codes[row], page.end);
      }
      ARROW_RETURN_NOT_OK(page.write(Encoding::PLAIN, target));
      start = end;
    }
    return arrow::Status::OK();
  }
};

}  // namespace

arrow::Status encode_texts(const WrittenColumn &column, const ChunkValues &chunk, ChunkTarget &target) {
  switch (chunk.width) {
    case 1: return Texts<int8_t>(column, chunk, target).encode();
    case 2: return Texts<int16_t>(column, chunk, target).encode();
    case 4: return Texts<int32_t>(column, chunk, target).encode();
    case 8: return Texts<int64_t>(column, chunk, target).encode();
    default: return arrow::Status::Invalid("codes of ", chunk.width, " bytes");
  }
}

}  // namespace carrow
