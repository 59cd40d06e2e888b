#include "chunk_pages.h"
#include "dictionary.h"

namespace carrow {
namespace {

using parquet::Encoding;

/// The values of the rows that have one, without a copy where all have.
template <class T>
class Present {
 public:
  explicit Present(const ChunkValues &chunk)
      : values(static_cast<const T *>(chunk.values)), count(count_valid(chunk.valid, 0, chunk.rows)) {
    if (count == chunk.rows) return;
    // A slot more than there are values, for those of null rows behind the last.
    copy = uninitialised<T>(count + 1);
    T *out = copy.get();
    for (int64_t row = 0; row < chunk.rows; row += 64) put_word(chunk, row, out);
    values = copy.get();
  }

  const T *values;
  const int64_t count;

 private:
  std::unique_ptr<T[]> copy;

  void put_word(const ChunkValues &chunk, int64_t row, T *&out) const {
    const int64_t rows = std::min<int64_t>(64, chunk.rows - row);
    const uint64_t word = chunk.valid[row >> 6];
    if (word == 0) return;
    if (word == ~uint64_t(0)) {
      std::memcpy(out, values + row, size_t(rows) * sizeof(T));
      out += rows;
      return;
    }
    for (int64_t bit = 0; bit < rows; bit++) {
      *out = values[row + bit];
      out += word >> bit & 1;
    }
  }
};

template <class T>
std::string bytes_of(T value) {
  return std::string(reinterpret_cast<const char *>(&value), sizeof(T));
}

/// The least and the greatest of some values, stored as `Stored`; none of no values.
template <class Stored, class T>
void set_bounds(const T *values, int64_t count, int64_t nulls, ChunkTarget &target) {
  if (count == 0) return set_statistics(nullptr, nullptr, nulls, target);
  T least = values[0], greatest = values[0];
  for (int64_t index = 1; index < count; index++) {
    least = std::min(least, values[index]);
    greatest = std::max(greatest, values[index]);
  }
  Stored low = Stored(least), high = Stored(greatest);
  if constexpr (std::is_floating_point_v<Stored>) {
    // What Parquet asks for: a bound of zero says nothing about the sign of the zeros.
    if (low == 0) low = -0.0;
    if (high == 0) high = 0.0;
  }
  const std::string low_bytes = bytes_of(low), high_bytes = bytes_of(high);
  set_statistics(&low_bytes, &high_bytes, nulls, target);
}

template <class Stored, class T>
uint8_t *put_plain(const T *values, int64_t count, uint8_t *out) {
  if constexpr (std::is_same_v<Stored, T>) {
    std::memcpy(out, values, size_t(count) * sizeof(T));
  } else {
    for (int64_t index = 0; index < count; index++) {
      const Stored value = Stored(values[index]);
      std::memcpy(out + index * int64_t(sizeof(Stored)), &value, sizeof(Stored));
    }
  }
  return out + count * int64_t(sizeof(Stored));
}

/// Writes the pages of a chunk plainly, `put` appending as many values as it is told to.
template <class Put>
arrow::Status write_plain(const ChunkValues &chunk, int64_t value_bytes, ChunkTarget &target, Put put) {
  for (int64_t start = 0; start < chunk.rows; start += page_rows) {
    const int64_t rows = std::min(page_rows, chunk.rows - start);
    const int64_t count = count_valid(chunk.valid, start, rows);
    PageBytes page(chunk.valid, start, rows, count * value_bytes);
    page.end = put(count, page.end);
    ARROW_RETURN_NOT_OK(page.write(Encoding::PLAIN, target));
  }
  return arrow::Status::OK();
}

template <class Stored, class T>
arrow::Status encode_values(const ChunkValues &chunk, ChunkTarget &target) {
  const Present<T> present(chunk);
  const int64_t nulls = chunk.rows - present.count;
  const auto dictionary = make_dictionary(present.values, present.count, int64_t(sizeof(Stored)));
  if (!dictionary.codes) {
    set_bounds<Stored>(present.values, present.count, nulls, target);
    const T *values = present.values;
    return write_plain(chunk, int64_t(sizeof(Stored)), target, [&](int64_t count, uint8_t *out) {
      values += count;
      return put_plain<Stored>(values - count, count, out);
    });
  }
  const auto &entries = dictionary.entries;
  set_bounds<Stored>(entries.data(), int64_t(entries.size()), nulls, target);
  std::vector<uint8_t> bytes(entries.size() * sizeof(Stored));
  put_plain<Stored>(entries.data(), int64_t(entries.size()), bytes.data());
  ARROW_RETURN_NOT_OK(write_dictionary(bytes.data(), int64_t(bytes.size()), int64_t(entries.size()), target));
  return write_codes(dictionary.codes.get(), int64_t(entries.size()), chunk, target);
}

template <class T>
arrow::Status encode_bools(const ChunkValues &chunk, ChunkTarget &target) {
  const Present<T> present(chunk);
  set_bounds<bool>(present.values, present.count, chunk.rows - present.count, target);
  const T *values = present.values;
  return write_plain(chunk, 1, target, [&](int64_t count, uint8_t *out) {
    std::memset(out, 0, size_t(count + 7) / 8);
    for (int64_t index = 0; index < count; index++) out[index >> 3] |= uint8_t(values[index] != 0) << (index & 7);
    values += count;
    return out + (count + 7) / 8;
  });
}

/// Parquet holds days in 32 bits.
arrow::Status check_days(const ChunkValues &chunk) {
  const auto *days = static_cast<const int64_t *>(chunk.values);
  for (int64_t row = 0; row < chunk.rows; row++) {
    const bool is_valid = !chunk.valid || (chunk.valid[row >> 6] >> (row & 63) & 1);
    if (is_valid && days[row] != int32_t(days[row])) {
      return arrow::Status::Invalid("a date beyond what Parquet holds: day ", days[row]);
    }
  }
  return arrow::Status::OK();
}

template <class T>
arrow::Status encode_integers(int32_t kind, const ChunkValues &chunk, ChunkTarget &target) {
  switch (kind) {
    case CARROW_BOOL: return encode_bools<T>(chunk, target);
    case CARROW_DATE:
      if constexpr (sizeof(T) == 8) ARROW_RETURN_NOT_OK(check_days(chunk));
      return encode_values<int32_t, T>(chunk, target);
    default: return encode_values<int64_t, T>(chunk, target);
  }
}

}  // namespace

arrow::Status encode_chunk(const WrittenColumn &column, const ChunkValues &chunk, ChunkTarget &target) {
  if (column.kind == CARROW_TEXT) return encode_texts(column, chunk, target);
  if (column.kind == CARROW_FLOAT) return encode_values<double, double>(chunk, target);
  switch (chunk.width) {
    case 1: return encode_integers<int8_t>(column.kind, chunk, target);
    case 2: return encode_integers<int16_t>(column.kind, chunk, target);
    case 4: return encode_integers<int32_t>(column.kind, chunk, target);
    case 8: return encode_integers<int64_t>(column.kind, chunk, target);
    default: return arrow::Status::Invalid("integers of ", chunk.width, " bytes");
  }
}

}  // namespace carrow
