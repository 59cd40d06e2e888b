#pragma once
#include <cstdint>
#include <memory>

// The encodings of Parquet's pages: https://parquet.apache.org/docs/file-format/data-pages/encodings/

namespace carrow {

/// Memory that is not cleared before it is written.
template <class T>
std::unique_ptr<T[]> uninitialised(int64_t count) {
  return std::unique_ptr<T[]>(new T[size_t(count)]);
}

/// How many of the `rows` rows from `start` on, a multiple of 64, have a value. `valid` has a bit for each row, or is
/// NULL.
int64_t count_valid(const uint64_t *valid, int64_t start, int64_t rows);

/// How many bytes the definition levels of `rows` rows take at most.
int64_t levels_bound(int64_t rows);

/// Writes the definition levels 0 and 1 of the rows from `start` on, a multiple of 64, behind their length in 4 bytes.
/// Returns where they end.
uint8_t *put_levels(const uint64_t *valid, int64_t start, int64_t rows, uint8_t *out);

/// The most entries that a dictionary has: its codes fit in 16 bits.
constexpr int64_t dictionary_limit = 1 << 16;

/// How many bits a code of a dictionary takes: 1 to 16.
int bit_width(int64_t entries);

/// How many bytes `count` codes take at most.
int64_t codes_bound(int64_t count, int width);

/// Writes codes as runs of equal ones and as packed bits, behind their width in one byte. Returns where they end.
uint8_t *put_codes(const uint16_t *codes, int64_t count, int width, uint8_t *out);

}  // namespace carrow
