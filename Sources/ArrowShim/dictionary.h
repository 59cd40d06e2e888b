#pragma once
#include <algorithm>
#include <cstring>
#include <limits>
#include <memory>
#include <vector>

#include "pages.h"

namespace carrow {

/// The distinct values of a column chunk in order of first appearance, and the code of each value.
template <class T>
struct Dictionary {
  std::vector<T> entries;
  std::unique_ptr<uint16_t[]> codes;
};

/// Whether so many distinct values among the first `seen` ones tell that a dictionary will not pay. Of 65 536 values
/// that are equally frequent, 97 % differ among 4 096 and 79 % among 32 768.
inline bool is_hopeless(size_t distinct, int64_t seen) {
  return (seen == 4096 && distinct > 3972) || (seen == 32768 && distinct > 26000);
}

/// Finds codes by the bits of the values, so that 0 and -0 keep apart.
template <class T>
class HashedCodes {
 public:
  HashedCodes() { grow(10); }

  /// The code of a value, or -1 where the dictionary is full.
  int32_t code(T value, std::vector<T> &entries) {
    for (size_t place = place_of(value);; place = (place + 1) & mask) {
      Slot &slot = slots[place];
      if (slot.code >= 0 && std::memcmp(&slot.value, &value, sizeof(T)) == 0) return slot.code;
      if (slot.code >= 0) continue;
      if (entries.size() == size_t(dictionary_limit)) return -1;
      slot = {value, int32_t(entries.size())};
      entries.push_back(value);
      if (entries.size() * 2 > slots.size()) enlarge(entries);
      return int32_t(entries.size()) - 1;
    }
  }

 private:
  struct Slot {
    T value;
    int32_t code;
  };
  std::vector<Slot> slots;
  size_t mask;
  int shift;

  size_t place_of(T value) const {
    uint64_t bits = 0;
    std::memcpy(&bits, &value, sizeof(T));
    return size_t((bits ^ bits >> 32) * 0x9E3779B97F4A7C15u >> shift);
  }

  void grow(int bits) {
    slots.assign(size_t(1) << bits, Slot{T(), -1});
    mask = slots.size() - 1;
    shift = 64 - bits;
  }

  void enlarge(const std::vector<T> &entries) {
    grow(64 - shift + 2);
    for (size_t code = 0; code < entries.size(); code++) {
      size_t place = place_of(entries[code]);
      while (slots[place].code >= 0) place = (place + 1) & mask;
      slots[place] = {entries[code], int32_t(code)};
    }
  }
};

/// Finds the codes of integers of 8 or 16 bits in a table.
template <class T>
class TabledCodes {
 public:
  TabledCodes() : table(size_t(1) << (8 * sizeof(T)), -1) {}

  int32_t code(T value, std::vector<T> &entries) {
    int32_t &slot = table[std::make_unsigned_t<T>(value)];
    if (slot < 0) {
      slot = int32_t(entries.size());
      entries.push_back(value);
    }
    return slot;
  }

 private:
  std::vector<int32_t> table;
};

/// The dictionary of a chunk, or one without codes where it would not pay. `stored` is how many bytes a value takes.
template <class T>
Dictionary<T> make_dictionary(const T *values, int64_t count, int64_t stored) {
  std::conditional_t<sizeof(T) <= 2, TabledCodes<T>, HashedCodes<T>> finder;
  Dictionary<T> result;
  auto codes = uninitialised<uint16_t>(count);
  for (int64_t start = 0; start < count; start += 4096) {
    if (is_hopeless(result.entries.size(), start)) return result;
    const int64_t end = std::min(count, start + 4096);
    for (int64_t index = start; index < end; index++) {
      const int32_t code = finder.code(values[index], result.entries);
      if (code < 0) return result;
      codes[size_t(index)] = uint16_t(code);
    }
  }
  const int64_t entries = int64_t(result.entries.size());
  if (entries * stored + codes_bound(count, bit_width(entries)) < count * stored) result.codes = std::move(codes);
  return result;
}

}  // namespace carrow
