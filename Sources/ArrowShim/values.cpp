#include <arrow/util/decimal.h>
#include <arrow/util/float16.h>

#include <charconv>
#include <cmath>
#include <cstdio>
#include <deque>
#include <unordered_map>

#include "shim.h"

namespace carrow {
namespace {

constexpr int64_t milliseconds_per_day = 86'400'000;
/// Decimals with as many digits at most fit in 64 bits.
constexpr int32_t integer_digits = 18;

const arrow::DataType &stored(const arrow::DataType &type) {
  if (type.id() != arrow::Type::EXTENSION) return type;
  return *static_cast<const arrow::ExtensionType &>(type).storage_type();
}

/// What numpy writes for NaT, whatever the unit.
constexpr int64_t not_a_time = INT64_MIN;

int64_t floor_divide(int64_t value, int64_t divisor) {
  return value / divisor - (value % divisor < 0 ? 1 : 0);
}

/// Fills the values of one kind, row after row, over all chunks of a column.
class Filler {
 public:
  Filler(int64_t rows, Style style, carrow_values &out) : out(out), style(style) {
    out.rows = rows;
    out.nulls.resize((rows + 63) / 64);
  }

  arrow::Status append(const arrow::Array &array) {
    switch (array.type_id()) {
      case arrow::Type::NA: return empty(array);
      case arrow::Type::BOOL: return integers<arrow::BooleanArray>(array);
      case arrow::Type::INT8: return integers<arrow::Int8Array>(array);
      case arrow::Type::INT16: return integers<arrow::Int16Array>(array);
      case arrow::Type::INT32: return integers<arrow::Int32Array>(array);
      case arrow::Type::INT64: return integers<arrow::Int64Array>(array);
      case arrow::Type::UINT8: return integers<arrow::UInt8Array>(array);
      case arrow::Type::UINT16: return integers<arrow::UInt16Array>(array);
      case arrow::Type::UINT32: return integers<arrow::UInt32Array>(array);
      case arrow::Type::UINT64: return unsigneds(static_cast<const arrow::UInt64Array &>(array));
      case arrow::Type::TIME32: return clocks(static_cast<const arrow::Time32Array &>(array));
      case arrow::Type::TIME64: return clocks(static_cast<const arrow::Time64Array &>(array));
      case arrow::Type::DATE32: return integers<arrow::Date32Array>(array);
      case arrow::Type::DATE64: return days(static_cast<const arrow::Date64Array &>(array));
      case arrow::Type::TIMESTAMP: return times(static_cast<const arrow::TimestampArray &>(array));
      case arrow::Type::HALF_FLOAT: return halves(static_cast<const arrow::HalfFloatArray &>(array));
      case arrow::Type::FLOAT: return floats<arrow::FloatArray>(array);
      case arrow::Type::DOUBLE: return floats<arrow::DoubleArray>(array);
      case arrow::Type::DECIMAL32: return decimals<arrow::Decimal32Array>(array);
      case arrow::Type::DECIMAL64: return decimals<arrow::Decimal64Array>(array);
      case arrow::Type::DECIMAL128: return decimals<arrow::Decimal128Array>(array);
      case arrow::Type::DECIMAL256: return decimals<arrow::Decimal256Array>(array);
      case arrow::Type::STRING:
      case arrow::Type::BINARY: return texts<arrow::BinaryArray>(array);
      case arrow::Type::LARGE_STRING:
      case arrow::Type::LARGE_BINARY: return texts<arrow::LargeBinaryArray>(array);
      case arrow::Type::STRING_VIEW:
      case arrow::Type::BINARY_VIEW: return texts<arrow::BinaryViewArray>(array);
      case arrow::Type::FIXED_SIZE_BINARY:
        if (style.is_uuid) return uuids(static_cast<const arrow::FixedSizeBinaryArray &>(array));
        return texts<arrow::FixedSizeBinaryArray>(array);
      case arrow::Type::DICTIONARY: return encoded(static_cast<const arrow::DictionaryArray &>(array));
      case arrow::Type::EXTENSION: return append(*static_cast<const arrow::ExtensionArray &>(array).storage());
      default: return arrow::Status::NotImplemented("values of type ", array.type()->ToString());
    }
  }

  void end() {
    int64_t end = 0;
    for (const auto text : distinct) {
      end += int64_t(text.size());
      out.text_ends.push_back(end);
    }
    out.text_bytes.reserve(size_t(end));
    for (const auto text : distinct) out.text_bytes.append(text);
  }

 private:
  carrow_values &out;
  const Style style;
  int64_t row = 0;
  /// Views of the chunks' own bytes, which outlive the filler, or of `made`.
  std::unordered_map<std::string_view, int32_t> code_of;
  /// Texts that stand in no chunk; they stay where they are when more are added.
  std::deque<std::string> made;
  std::vector<std::string_view> distinct;

  void set_null() {
    out.nulls[size_t(row >> 6)] |= uint64_t(1) << (row & 63);
    out.null_count += 1;
  }

  /// Calls `value(index)` for each index that has a value; it returns a Status or stores what the index holds.
  template <class T, class Value>
  arrow::Status each(const arrow::Array &array, std::vector<T> &into, Value value) {
    into.reserve(size_t(out.rows));
    for (int64_t index = 0; index < array.length(); index++, row++) {
      T element = 0;
      if (array.IsNull(index)) {
        set_null();
      } else {
        ARROW_RETURN_NOT_OK(value(index, element));
      }
      into.push_back(element);
    }
    return arrow::Status::OK();
  }

  arrow::Status empty(const arrow::Array &array) {
    out.floats.resize(out.floats.size() + size_t(array.length()));
    for (int64_t index = 0; index < array.length(); index++, row++) set_null();
    return arrow::Status::OK();
  }

  template <class Array>
  arrow::Status integers(const arrow::Array &array) {
    const auto &typed = static_cast<const Array &>(array);
    return each(array, out.integers, [&](int64_t index, int64_t &element) {
      element = int64_t(typed.Value(index));
      return arrow::Status::OK();
    });
  }

  arrow::Status unsigneds(const arrow::UInt64Array &array) {
    if (style.as_text) {
      return each(array, out.codes, [&](int64_t index, int32_t &element) {
        return code_of_made(std::to_string(array.Value(index))).Value(&element);
      });
    }
    return each(array, out.integers, [&](int64_t index, int64_t &element) {
      const uint64_t value = array.Value(index);
      const bool is_beyond = value > uint64_t(INT64_MAX);
      out.beyond += is_beyond;
      element = is_beyond ? 0 : int64_t(value);
      return arrow::Status::OK();
    });
  }

  /// Times of day as `12:30:00`, with as many digits of the second as the last one that is not zero needs.
  template <class Array>
  arrow::Status clocks(const Array &array) {
    const auto unit = static_cast<const arrow::TimeType &>(*array.type()).unit();
    int64_t second = 1;
    int digits = 0;
    for (int power = 0; power < int(unit); power++, digits += 3) second *= 1000;
    return each(array, out.codes, [&](int64_t index, int32_t &element) {
      const int64_t value = array.Value(index), whole = floor_divide(value, second);
      if (whole < 0 || whole >= 86'400) return arrow::Status::Invalid("a time outside of the day: ", value);
      char text[32];
      std::snprintf(text, sizeof text, "%02d:%02d:%02d", int(whole / 3600), int(whole / 60 % 60), int(whole % 60));
      std::string clock = text;
      if (const int64_t rest = value - whole * second; rest != 0) {
        std::snprintf(text, sizeof text, ".%0*lld", digits, static_cast<long long>(rest));
        clock += text;
        clock.erase(clock.find_last_not_of('0') + 1);
      }
      return code_of_made(std::move(clock)).Value(&element);
    });
  }

  arrow::Status uuids(const arrow::FixedSizeBinaryArray &array) {
    static const char digits[] = "0123456789abcdef";
    return each(array, out.codes, [&](int64_t index, int32_t &element) {
      std::string text;
      const std::string_view bytes = array.GetView(index);
      for (size_t place = 0; place < bytes.size(); place++) {
        if (place == 4 || place == 6 || place == 8 || place == 10) text += '-';
        const auto byte = static_cast<unsigned char>(bytes[place]);
        text += digits[byte >> 4];
        text += digits[byte & 15];
      }
      return code_of_made(std::move(text)).Value(&element);
    });
  }

  void set_float(double value, double &element) {
    if (std::isfinite(value)) {
      element = value;
    } else {
      set_null();
      out.non_finite += 1;
    }
  }

  template <class Array>
  arrow::Status floats(const arrow::Array &array) {
    const auto &typed = static_cast<const Array &>(array);
    return each(array, out.floats, [&](int64_t index, double &element) {
      set_float(typed.Value(index), element);
      return arrow::Status::OK();
    });
  }

  arrow::Status halves(const arrow::HalfFloatArray &array) {
    return each(array, out.floats, [&](int64_t index, double &element) {
      set_float(arrow::util::Float16::FromBits(array.Value(index)).ToDouble(), element);
      return arrow::Status::OK();
    });
  }

  arrow::Status days(const arrow::Date64Array &array) {
    return each(array, out.integers, [&](int64_t index, int64_t &element) {
      element = floor_divide(array.Value(index), milliseconds_per_day);
      return arrow::Status::OK();
    });
  }

  arrow::Status times(const arrow::TimestampArray &array) {
    const auto unit = static_cast<const arrow::TimestampType &>(*array.type()).unit();
    const int64_t factor = unit == arrow::TimeUnit::SECOND ? 1'000'000 : unit == arrow::TimeUnit::MILLI ? 1000 : 1;
    return each(array, out.integers, [&](int64_t index, int64_t &element) {
      const int64_t value = array.Value(index);
      if (value == not_a_time) {
        set_null();
        out.non_finite += 1;
      } else if (unit == arrow::TimeUnit::NANO) {
        element = floor_divide(value, 1000);
        out.cut += value % 1000 != 0;
      } else if (__builtin_mul_overflow(value, factor, &element)) {
        return arrow::Status::Invalid("a time beyond what microseconds of 64 bits hold: ", value);
      }
      return arrow::Status::OK();
    });
  }

  /// Decimals go through their digits, so that a float is the one nearest to the decimal.
  template <class Array>
  arrow::Status decimals(const arrow::Array &array) {
    const auto &typed = static_cast<const Array &>(array);
    if (kind_of(*array.type()) == CARROW_INTEGER) {
      return each(array, out.integers, [&](int64_t index, int64_t &element) {
        return parse(typed.FormatValue(index), element);
      });
    }
    return each(array, out.floats, [&](int64_t index, double &element) {
      double value = 0;
      ARROW_RETURN_NOT_OK(parse(typed.FormatValue(index), value));
      set_float(value, element);
      return arrow::Status::OK();
    });
  }

  template <class T>
  static arrow::Status parse(const std::string &digits, T &value) {
    const auto result = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (result.ec == std::errc() && result.ptr == digits.data() + digits.size()) return arrow::Status::OK();
    return arrow::Status::Invalid("a decimal that does not fit: ", digits);
  }

  arrow::Result<int32_t> code(std::string_view text) {
    const auto [place, is_new] = code_of.try_emplace(text, int32_t(distinct.size()));
    if (is_new) {
      if (distinct.size() == size_t(INT32_MAX)) return arrow::Status::CapacityError("too many distinct texts");
      distinct.push_back(text);
    }
    return place->second;
  }

  arrow::Result<int32_t> code_of_made(std::string text) {
    if (const auto known = code_of.find(text); known != code_of.end()) return known->second;
    made.push_back(std::move(text));
    return code(made.back());
  }

  template <class Array>
  arrow::Status texts(const arrow::Array &array) {
    const auto &typed = static_cast<const Array &>(array);
    return each(array, out.codes, [&](int64_t index, int32_t &element) {
      return code(typed.GetView(index)).Value(&element);
    });
  }

  template <class Array>
  static arrow::Status views(const arrow::Array &array, std::vector<std::string_view> &out) {
    const auto &typed = static_cast<const Array &>(array);
    for (int64_t index = 0; index < array.length(); index++) out.push_back(typed.GetView(index));
    return arrow::Status::OK();
  }

  /// The texts of a dictionary.
  static arrow::Status views(const arrow::Array &array, std::vector<std::string_view> &out) {
    switch (array.type_id()) {
      case arrow::Type::STRING:
      case arrow::Type::BINARY: return views<arrow::BinaryArray>(array, out);
      case arrow::Type::LARGE_STRING:
      case arrow::Type::LARGE_BINARY: return views<arrow::LargeBinaryArray>(array, out);
      case arrow::Type::STRING_VIEW:
      case arrow::Type::BINARY_VIEW: return views<arrow::BinaryViewArray>(array, out);
      case arrow::Type::FIXED_SIZE_BINARY: return views<arrow::FixedSizeBinaryArray>(array, out);
      default: return arrow::Status::NotImplemented("a dictionary of type ", array.type()->ToString());
    }
  }

  /// Codes in order of first appearance, whatever the order of the file's dictionary.
  arrow::Status encoded(const arrow::DictionaryArray &array) {
    const auto &dictionary = *array.dictionary();
    std::vector<std::string_view> entries;
    ARROW_RETURN_NOT_OK(views(dictionary, entries));
    std::vector<int32_t> codes(entries.size(), -1);
    code_of.reserve(distinct.size() + entries.size());
    return each(array, out.codes, [&](int64_t index, int32_t &element) {
      const int64_t place = array.GetValueIndex(index);
      if (place < 0 || place >= int64_t(codes.size())) return arrow::Status::IndexError("a code outside its dictionary");
      if (dictionary.IsNull(place)) {
        set_null();
        return arrow::Status::OK();
      }
      if (codes[size_t(place)] < 0) {
        ARROW_RETURN_NOT_OK(code(entries[size_t(place)]).Value(&codes[size_t(place)]));
      }
      element = codes[size_t(place)];
      return arrow::Status::OK();
    });
  }
};

}  // namespace

carrow_kind kind_of(const arrow::DataType &declared) {
  const arrow::DataType &type = stored(declared);
  switch (type.id()) {
    case arrow::Type::BOOL: return CARROW_BOOL;
    case arrow::Type::DATE32:
    case arrow::Type::DATE64: return CARROW_DATE;
    case arrow::Type::TIMESTAMP: return CARROW_TIME;
    case arrow::Type::TIME32:
    case arrow::Type::TIME64: return CARROW_TEXT;
    case arrow::Type::NA: return CARROW_FLOAT;
    case arrow::Type::DICTIONARY: {
      const auto kind = kind_of(*static_cast<const arrow::DictionaryType &>(type).value_type());
      return kind == CARROW_TEXT ? kind : CARROW_REFUSED;
    }
    default: break;
  }
  if (arrow::is_integer(type.id())) return CARROW_INTEGER;
  if (arrow::is_floating(type.id())) return CARROW_FLOAT;
  if (arrow::is_decimal(type.id())) {
    const auto &decimal = static_cast<const arrow::DecimalType &>(type);
    return decimal.scale() == 0 && decimal.precision() <= integer_digits ? CARROW_INTEGER : CARROW_FLOAT;
  }
  if (arrow::is_base_binary_like(type.id()) || arrow::is_binary_view_like(type.id()) ||
      type.id() == arrow::Type::FIXED_SIZE_BINARY) {
    return CARROW_TEXT;
  }
  return CARROW_REFUSED;
}

arrow::Status convert(const arrow::ChunkedArray &column, Style style, carrow_values &out) {
  Filler filler(column.length(), style, out);
  for (const auto &chunk : column.chunks()) ARROW_RETURN_NOT_OK(filler.append(*chunk));
  filler.end();
  return arrow::Status::OK();
}

}  // namespace carrow
