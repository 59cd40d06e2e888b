#pragma once
#include <arrow/api.h>

#include <cstring>
#include <exception>
#include <string>
#include <string_view>
#include <vector>

#include "../CArrow/include/carrow.h"

/// One column of one row group as plain vectors; only the one of its kind is filled.
struct carrow_values {
  int64_t rows = 0;
  std::vector<int64_t> integers;
  std::vector<double> floats;
  std::vector<int32_t> codes;
  std::vector<uint64_t> nulls;
  std::vector<int64_t> text_ends;
  std::string text_bytes;
  int64_t null_count = 0, non_finite = 0, cut = 0, beyond = 0;
};

namespace carrow {

/// What a column of an Arrow type becomes.
carrow_kind kind_of(const arrow::DataType &type);

/// What the values of a column are written as, beyond what their Arrow type tells.
struct Style {
  /// Sixteen bytes are an identifier, written as 8-4-4-4-12 hexadecimal digits.
  bool is_uuid = false;
  /// Integers are written as texts of their digits.
  bool as_text = false;
};

/// Turns a decoded column into plain values.
arrow::Status convert(const arrow::ChunkedArray &column, Style style, carrow_values &out);

extern const carrow_table functions;
carrow_writer *new_writer(const char *codec, carrow_message message);
void free_writer(carrow_writer *writer);
void add_column(carrow_writer *writer, const char *name, int32_t kind);
void set_texts(carrow_writer *writer, int32_t column, const uint8_t *bytes, const int64_t *ends, int64_t count);
int32_t begin_group(carrow_writer *writer, int64_t rows, carrow_message message);
int32_t encode(carrow_writer *writer, int32_t column, carrow_block block, carrow_message message);
int32_t put_column(carrow_writer *writer, int32_t column, carrow_message message);
int32_t end_group(carrow_writer *writer, carrow_message message);
int32_t finish(carrow_writer *writer, carrow_message message);
int32_t pending(const carrow_writer *writer);
carrow_bytes pending_bytes(const carrow_writer *writer, int32_t index);
void clear(carrow_writer *writer);

inline void say(carrow_message message, std::string_view text) {
  if (message.capacity <= 0) return;
  const size_t length = std::min(text.size(), size_t(message.capacity) - 1);
  std::memcpy(message.text, text.data(), length);
  message.text[length] = 0;
}

/// Runs `body`, which returns a Status; nothing that it throws gets past here. 0, or -1 after a message.
template <class Body>
int32_t guarded(carrow_message message, Body body) noexcept {
  try {
    const arrow::Status status = body();
    if (status.ok()) return 0;
    say(message, status.message());
  } catch (const std::exception &error) {
    say(message, error.what());
  } catch (...) {
    say(message, "an unknown error");
  }
  return -1;
}

}  // namespace carrow
