#include <arrow/io/interfaces.h>
#include <arrow/util/thread_pool.h>
#include <parquet/arrow/writer.h>

#include <memory>

#include "shim.h"

namespace {

/// Keeps what is written until it is taken: the file itself belongs to the caller.
class Outbox : public arrow::io::OutputStream {
 public:
  std::string pending;

  arrow::Status Write(const void *data, int64_t count) override {
    pending.append(static_cast<const char *>(data), size_t(count));
    position += count;
    return arrow::Status::OK();
  }
  arrow::Result<int64_t> Tell() const override { return position; }
  arrow::Status Close() override {
    is_closed = true;
    return arrow::Status::OK();
  }
  bool closed() const override { return is_closed; }

 private:
  int64_t position = 0;
  bool is_closed = false;
};

struct WrittenColumn {
  std::string name;
  int32_t kind;
  std::string text_bytes;
  std::vector<int64_t> text_ends;
  std::shared_ptr<arrow::Array> values;

  std::string_view text(int64_t code) const {
    const int64_t start = code == 0 ? 0 : text_ends[size_t(code - 1)];
    return std::string_view(text_bytes).substr(size_t(start), size_t(text_ends[size_t(code)] - start));
  }
};

std::shared_ptr<arrow::DataType> type_of(int32_t kind) {
  switch (kind) {
    case CARROW_FLOAT: return arrow::float64();
    case CARROW_TEXT: return arrow::large_utf8();
    case CARROW_BOOL: return arrow::boolean();
    case CARROW_DATE: return arrow::date32();
    case CARROW_TIME: return arrow::timestamp(arrow::TimeUnit::MICRO, "UTC");
    default: return arrow::int64();
  }
}

bool is_valid(const uint64_t *valid, int64_t row) { return !valid || (valid[row >> 6] >> (row & 63) & 1) == 1; }

/// Builds an array row by row; `value` turns a row into what the builder takes.
template <class Builder, class Value>
arrow::Status fill(Builder &builder, const uint64_t *valid, int64_t rows, Value value,
                   std::shared_ptr<arrow::Array> &out) {
  ARROW_RETURN_NOT_OK(builder.Reserve(rows));
  for (int64_t row = 0; row < rows; row++) {
    ARROW_RETURN_NOT_OK(is_valid(valid, row) ? builder.Append(value(row)) : builder.AppendNull());
  }
  return builder.Finish(&out);
}

}  // namespace

struct carrow_writer {
  bool uses_threads = false;
  std::vector<WrittenColumn> columns;
  std::shared_ptr<arrow::Schema> schema;
  std::shared_ptr<Outbox> outbox = std::make_shared<Outbox>();
  std::unique_ptr<parquet::arrow::FileWriter> file;

  arrow::Status start() {
    if (file) return arrow::Status::OK();
    arrow::FieldVector fields;
    for (const auto &column : columns) fields.push_back(arrow::field(column.name, type_of(column.kind)));
    schema = arrow::schema(fields);
    const auto properties = parquet::WriterProperties::Builder()
                                .compression(arrow::Compression::ZSTD)
                                ->max_row_group_length(INT64_MAX)
                                ->build();
    const auto arrow_properties = parquet::ArrowWriterProperties::Builder().set_use_threads(uses_threads)->build();
    return parquet::arrow::FileWriter::Open(*schema, arrow::default_memory_pool(), outbox, properties, arrow_properties)
        .Value(&file);
  }
};

namespace carrow {

carrow_writer *new_writer(int32_t threads, carrow_message message) {
  std::unique_ptr<carrow_writer> writer;
  const int32_t status = guarded(message, [&]() -> arrow::Status {
    writer = std::make_unique<carrow_writer>();
    writer->uses_threads = threads > 1;
    return arrow::SetCpuThreadPoolCapacity(threads);
  });
  return status == 0 ? writer.release() : nullptr;
}

void free_writer(carrow_writer *writer) { delete writer; }

void add_column(carrow_writer *writer, const char *name, int32_t kind) {
  writer->columns.push_back({name, kind, {}, {}, nullptr});
}

void set_texts(carrow_writer *writer, int32_t column, const uint8_t *bytes, const int64_t *ends, int64_t count) {
  auto &target = writer->columns[size_t(column)];
  target.text_ends.assign(ends, ends + count);
  target.text_bytes.assign(reinterpret_cast<const char *>(bytes), count == 0 ? 0 : size_t(ends[count - 1]));
}

int32_t put_integers(carrow_writer *writer, int32_t column, const int64_t *values, const uint64_t *valid, int64_t rows,
                     carrow_message message) {
  auto &target = writer->columns[size_t(column)];
  return guarded(message, [&]() -> arrow::Status {
    switch (target.kind) {
      case CARROW_TEXT: {
        arrow::LargeStringBuilder builder;
        return fill(builder, valid, rows, [&](int64_t row) { return target.text(values[row]); }, target.values);
      }
      case CARROW_BOOL: {
        arrow::BooleanBuilder builder;
        return fill(builder, valid, rows, [&](int64_t row) { return values[row] != 0; }, target.values);
      }
      case CARROW_DATE: {
        arrow::Date32Builder builder;
        for (int64_t row = 0; row < rows; row++) {
          if (is_valid(valid, row) && values[row] != int32_t(values[row])) {
            return arrow::Status::Invalid("a date beyond what Parquet holds: day ", values[row]);
          }
        }
        return fill(builder, valid, rows, [&](int64_t row) { return int32_t(values[row]); }, target.values);
      }
      case CARROW_TIME: {
        arrow::TimestampBuilder builder(type_of(CARROW_TIME), arrow::default_memory_pool());
        return fill(builder, valid, rows, [&](int64_t row) { return values[row]; }, target.values);
      }
      default: {
        arrow::Int64Builder builder;
        return fill(builder, valid, rows, [&](int64_t row) { return values[row]; }, target.values);
      }
    }
  });
}

int32_t put_floats(carrow_writer *writer, int32_t column, const double *values, const uint64_t *valid, int64_t rows,
                   carrow_message message) {
  auto &target = writer->columns[size_t(column)];
  return guarded(message, [&]() -> arrow::Status {
    arrow::DoubleBuilder builder;
    return fill(builder, valid, rows, [&](int64_t row) { return values[row]; }, target.values);
  });
}

int32_t end_group(carrow_writer *writer, int64_t rows, carrow_message message) {
  return guarded(message, [&]() -> arrow::Status {
    ARROW_RETURN_NOT_OK(writer->start());
    arrow::ArrayVector arrays;
    for (auto &column : writer->columns) arrays.push_back(std::move(column.values));
    ARROW_RETURN_NOT_OK(writer->file->NewBufferedRowGroup());
    return writer->file->WriteRecordBatch(*arrow::RecordBatch::Make(writer->schema, rows, arrays));
  });
}

int32_t finish(carrow_writer *writer, carrow_message message) {
  return guarded(message, [&]() -> arrow::Status {
    ARROW_RETURN_NOT_OK(writer->start());
    return writer->file->Close();
  });
}

int64_t pending(const carrow_writer *writer) { return int64_t(writer->outbox->pending.size()); }

void take(carrow_writer *writer, uint8_t *out) {
  std::memcpy(out, writer->outbox->pending.data(), writer->outbox->pending.size());
  writer->outbox->pending.clear();
}

}  // namespace carrow
