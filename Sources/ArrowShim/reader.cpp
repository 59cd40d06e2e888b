#include <arrow/io/memory.h>
#include <parquet/arrow/reader.h>
#include <parquet/arrow/schema.h>
#include <parquet/file_reader.h>

#include <algorithm>
#include <memory>
#include <mutex>

#include "shim.h"

using parquet::arrow::FileReader;

/// An open file. A reader of Arrow serves one thread at a time, so that each decoding borrows one of its own.
struct carrow_file {
  std::shared_ptr<arrow::io::BufferReader> source;
  std::shared_ptr<parquet::FileMetaData> metadata;
  parquet::ArrowReaderProperties properties;
  std::vector<carrow_field> fields;
  /// The place among the file's leaves, or -1 for nested columns.
  std::vector<int> leaves;
  std::vector<bool> are_uuids;
  std::vector<std::string> names, types, zones;
  std::mutex lock;
  std::vector<std::unique_ptr<FileReader>> idle;

  arrow::Result<std::unique_ptr<FileReader>> borrow() {
    {
      std::lock_guard guard(lock);
      if (!idle.empty()) {
        auto reader = std::move(idle.back());
        idle.pop_back();
        return reader;
      }
    }
    return make();
  }

  void give_back(std::unique_ptr<FileReader> reader) {
    std::lock_guard guard(lock);
    idle.push_back(std::move(reader));
  }

  arrow::Result<std::unique_ptr<FileReader>> make() {
    auto pages = parquet::default_reader_properties();
    pages.set_page_checksum_verification(true);
    parquet::arrow::FileReaderBuilder builder;
    ARROW_RETURN_NOT_OK(builder.Open(source, pages, metadata));
    if (!metadata) metadata = builder.raw_reader()->metadata();
    return builder.properties(properties)->Build();
  }
};

namespace carrow {
namespace {

/// Whether texts can be decoded as codes of a dictionary, which Arrow does for some encodings only.
bool has_codes(const parquet::FileMetaData &metadata, int leaf) {
  if (metadata.schema()->Column(leaf)->physical_type() != parquet::Type::BYTE_ARRAY) return false;
  if (metadata.num_row_groups() == 0) return false;
  for (int group = 0; group < metadata.num_row_groups(); group++) {
    const auto chunk = metadata.RowGroup(group)->ColumnChunk(leaf);
    for (const auto encoding : chunk->encodings()) {
      if (encoding > parquet::Encoding::BIT_PACKED && encoding != parquet::Encoding::RLE_DICTIONARY) return false;
    }
  }
  return true;
}

bool stores_bytes(const arrow::DataType &type) {
  if (type.id() == arrow::Type::EXTENSION) {
    return stores_bytes(*static_cast<const arrow::ExtensionType &>(type).storage_type());
  }
  if (type.id() == arrow::Type::DICTIONARY) {
    return stores_bytes(*static_cast<const arrow::DictionaryType &>(type).value_type());
  }
  return type.id() == arrow::Type::BINARY || type.id() == arrow::Type::LARGE_BINARY ||
         type.id() == arrow::Type::BINARY_VIEW || type.id() == arrow::Type::FIXED_SIZE_BINARY;
}

bool is_uuid(const parquet::FileMetaData &metadata, int leaf) {
  const auto &logical = metadata.schema()->Column(leaf)->logical_type();
  return logical && logical->is_UUID();
}

void describe(carrow_file &file, const FileReader &reader) {
  for (const auto &entry : reader.manifest().schema_fields) {
    const auto &type = *entry.field->type();
    file.names.push_back(entry.field->name());
    file.types.push_back(type.ToString());
    const bool is_time = type.id() == arrow::Type::TIMESTAMP;
    file.zones.push_back(is_time ? static_cast<const arrow::TimestampType &>(type).timezone() : "");
    file.leaves.push_back(entry.is_leaf() ? entry.column_index : -1);
    carrow_field field = {};
    field.kind = entry.is_leaf() ? kind_of(type) : CARROW_REFUSED;
    file.are_uuids.push_back(entry.is_leaf() && is_uuid(*file.metadata, entry.column_index));
    field.is_binary = stores_bytes(type) && !file.are_uuids.back();
    field.is_unsigned = type.id() == arrow::Type::UINT64;
    field.is_decimal = arrow::is_decimal(type.id());
    file.fields.push_back(field);
  }
  // Only now do the texts stay where they are.
  for (size_t index = 0; index < file.fields.size(); index++) {
    file.fields[index].name = file.names[index].c_str();
    file.fields[index].type = file.types[index].c_str();
    file.fields[index].zone = file.zones[index].c_str();
  }
}

carrow_file *open(const void *bytes, int64_t count, carrow_message message) {
  std::unique_ptr<carrow_file> file;
  const int32_t status = guarded(message, [&]() -> arrow::Status {
    file = std::make_unique<carrow_file>();
    file->source = std::make_shared<arrow::io::BufferReader>(
        std::make_shared<arrow::Buffer>(static_cast<const uint8_t *>(bytes), count));
    // Old files keep times in 96 bits, which reach far beyond what nanoseconds of 64 bits hold.
    file->properties.set_coerce_int96_timestamp_unit(arrow::TimeUnit::MICRO);
    ARROW_ASSIGN_OR_RAISE(auto first, file->make());
    describe(*file, *first);
    for (const int leaf : file->leaves) {
      if (leaf >= 0 && has_codes(*file->metadata, leaf)) file->properties.set_read_dictionary(leaf, true);
    }
    return arrow::Status::OK();
  });
  return status == 0 ? file.release() : nullptr;
}

void close(carrow_file *file) { delete file; }
int32_t field_count(const carrow_file *file) { return int32_t(file->fields.size()); }
int32_t group_count(const carrow_file *file) { return file->metadata->num_row_groups(); }

int64_t group_rows(const carrow_file *file, int32_t group) {
  int64_t rows = -1;
  guarded({}, [&]() -> arrow::Status {
    rows = file->metadata->RowGroup(group)->num_rows();
    return arrow::Status::OK();
  });
  return std::max(rows, int64_t(-1));
}

carrow_field field(const carrow_file *file, int32_t index) { return file->fields[size_t(index)]; }

const char *note(const carrow_file *file, const char *key) {
  const auto &notes = file->metadata->key_value_metadata();
  const int place = notes ? notes->FindKey(key) : -1;
  return place < 0 ? nullptr : notes->value(place).c_str();
}

carrow_values *read(carrow_file *file, int32_t group, int32_t field, int32_t as_text, carrow_message message) {
  auto values = std::make_unique<carrow_values>();
  const int32_t status = guarded(message, [&]() -> arrow::Status {
    ARROW_ASSIGN_OR_RAISE(auto reader, file->borrow());
    ARROW_ASSIGN_OR_RAISE(auto table, reader->ReadRowGroup(group, {file->leaves[size_t(field)]}));
    file->give_back(std::move(reader));
    if (table->num_columns() != 1) return arrow::Status::Invalid("the column is not there");
    const auto &column = *table->column(0);
    if (column.length() != file->metadata->RowGroup(group)->num_rows()) {
      return arrow::Status::Invalid("it has ", column.length(), " values in ", table->num_rows(), " rows");
    }
    return convert(column, {file->are_uuids[size_t(field)], as_text != 0}, *values);
  });
  return status == 0 ? values.release() : nullptr;
}

void release(carrow_values *values) { delete values; }

carrow_summary summary(const carrow_values *values) {
  return {values->rows, values->null_count, values->non_finite, values->cut, values->beyond,
          int64_t(values->text_ends.size()), int64_t(values->text_bytes.size())};
}

template <class T>
void copy(const std::vector<T> &from, T *to) {
  if (!from.empty()) std::memcpy(to, from.data(), from.size() * sizeof(T));
}

void copy_integers(const carrow_values *values, int64_t *out) { copy(values->integers, out); }
void copy_floats(const carrow_values *values, double *out) { copy(values->floats, out); }
void copy_codes(const carrow_values *values, int32_t *out) { copy(values->codes, out); }
void copy_nulls(const carrow_values *values, uint64_t *out) { copy(values->nulls, out); }

void copy_texts(const carrow_values *values, uint8_t *bytes, int64_t *ends) {
  copy(values->text_ends, ends);
  if (!values->text_bytes.empty()) std::memcpy(bytes, values->text_bytes.data(), values->text_bytes.size());
}

}  // namespace

const carrow_table functions = {
    CARROW_VERSION, open,       close,         field_count, group_count, group_rows,  field,      note,
    read,           release,    summary,       copy_integers, copy_floats, copy_codes, copy_nulls, copy_texts,
    new_writer,     free_writer, add_column,   set_texts,   begin_group, encode,      put_column, end_group,
    finish,         pending,    pending_bytes, clear,
};

}  // namespace carrow

extern "C" __attribute__((visibility("default"))) const carrow_table *carrow_functions(void) {
  return &carrow::functions;
}
