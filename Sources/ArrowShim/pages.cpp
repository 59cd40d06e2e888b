#include "pages.h"

#include <bit>
#include <cstring>
#include <utility>

namespace carrow {
namespace {

constexpr uint64_t all_ones = ~uint64_t(0);

uint8_t *put_varint(uint64_t value, uint8_t *out) {
  for (; value >= 0x80; value >>= 7) *out++ = uint8_t(value) | 0x80;
  *out++ = uint8_t(value);
  return out;
}

uint8_t *put_run(uint64_t count, uint32_t value, int width, uint8_t *out) {
  out = put_varint(count << 1, out);
  for (int bits = 0; bits < width; bits += 8) *out++ = uint8_t(value >> bits);
  return out;
}

/// The bits of up to 64 rows from `row` on, which is a multiple of 64; bits past the end are zero.
uint64_t word_at(const uint64_t *valid, int64_t row, int64_t end) {
  const uint64_t word = valid[row >> 6];
  return end - row >= 64 ? word : word & ((uint64_t(1) << (end - row)) - 1);
}

/// Packs groups of eight codes, each into `width` bytes.
template <int width>
uint8_t *pack(const uint16_t *codes, int64_t groups, uint8_t *out) {
  for (int64_t group = 0; group < groups; group++, codes += 8, out += width) {
    uint64_t low = 0, high = 0;
    for (int place = 0; place < 4; place++) {
      low |= uint64_t(codes[place]) << (place * width);
      high |= uint64_t(codes[place + 4]) << (place * width);
    }
    const auto bits = low | static_cast<unsigned __int128>(high) << (4 * width);
    std::memcpy(out, &bits, width);
  }
  return out;
}

using Pack = uint8_t *(*)(const uint16_t *, int64_t, uint8_t *);

template <int... index>
Pack pack_of(int width, std::integer_sequence<int, index...>) {
  constexpr Pack table[] = {pack<index + 1>...};
  return table[width - 1];
}

uint8_t *put_packed(const uint16_t *codes, int64_t count, int width, Pack pack, uint8_t *out) {
  if (count == 0) return out;
  out = put_varint(uint64_t((count + 7) / 8) << 1 | 1, out);
  out = pack(codes, count / 8, out);
  if (count % 8 == 0) return out;
  uint16_t last[8] = {};
  std::memcpy(last, codes + count / 8 * 8, size_t(count % 8) * sizeof(uint16_t));
  return pack(last, 1, out);
}

/// Whether eight codes are all the same.
bool is_uniform(const uint16_t *codes) {
  uint64_t low, high;
  std::memcpy(&low, codes, 8);
  std::memcpy(&high, codes + 4, 8);
  return low == high && low == std::rotl(low, 16);
}

}  // namespace

int64_t count_valid(const uint64_t *valid, int64_t start, int64_t rows) {
  if (!valid) return rows;
  int64_t count = 0;
  for (int64_t row = start; row < start + rows; row += 64) count += std::popcount(word_at(valid, row, start + rows));
  return count;
}

int64_t levels_bound(int64_t rows) { return 32 + (rows + 63) / 64 * 16; }

uint8_t *put_levels(const uint64_t *valid, int64_t start, int64_t rows, uint8_t *out) {
  uint8_t *const length_place = out;
  out += 4;
  const int64_t end = start + rows;
  if (!valid) out = put_run(uint64_t(rows), 1, 1, out);
  for (int64_t row = start; valid && row < end;) {
    const int64_t first = row;
    const uint64_t word = word_at(valid, row, end);
    const bool is_run = end - row >= 64 && (word == 0 || word == all_ones);
    for (row += 64; row < end; row += 64) {
      const uint64_t next = word_at(valid, row, end);
      const bool is_whole = end - row >= 64 && (next == 0 || next == all_ones);
      if (is_run ? next != word || !is_whole : is_whole) break;
    }
    row = std::min(row, end);
    if (is_run) {
      out = put_run(uint64_t(row - first), uint32_t(word & 1), 1, out);
      continue;
    }
    out = put_varint(uint64_t((row - first + 7) / 8) << 1 | 1, out);
    for (int64_t place = first; place < row; place += 64) {
      const uint64_t bits = word_at(valid, place, end);
      const size_t bytes = size_t(std::min<int64_t>(64, row - place) + 7) / 8;
      std::memcpy(out, &bits, bytes);
      out += bytes;
    }
  }
  const uint32_t length = uint32_t(out - length_place - 4);
  std::memcpy(length_place, &length, 4);
  return out;
}

int bit_width(int64_t entries) { return entries <= 2 ? 1 : std::bit_width(uint64_t(entries - 1)); }

int64_t codes_bound(int64_t count, int width) { return 64 + (count + 7) / 8 * width; }

uint8_t *put_codes(const uint16_t *codes, int64_t count, int width, uint8_t *out) {
  // A shorter run would take more room than its packed bits, whose own run it cuts in two.
  const int64_t least_run = std::max(32, 160 / width);
  const Pack pack = pack_of(width, std::make_integer_sequence<int, 16>());
  *out++ = uint8_t(width);
  int64_t packed_from = 0, place = 0;
  while (place + least_run <= count) {
    if (!is_uniform(codes + place)) {
      place += 8;
      continue;
    }
    int64_t end = place + 8;
    while (end + 8 <= count && codes[end] == codes[place] && is_uniform(codes + end)) end += 8;
    while (end < count && codes[end] == codes[place]) end++;
    if (end - place < least_run) {
      place += (end - place) / 8 * 8;
      continue;
    }
    out = put_packed(codes + packed_from, place - packed_from, width, pack, out);
    out = put_run(uint64_t(end - place), codes[place], width, out);
    packed_from = place = end;
  }
  return put_packed(codes + packed_from, count - packed_from, width, pack, out);
}

}  // namespace carrow
