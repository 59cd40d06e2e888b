#include <arrow/io/interfaces.h>
#include <arrow/util/compression.h>
#include <parquet/arrow/schema.h>
#include <parquet/file_writer.h>

#include "chunk.h"

namespace {

/// Keeps what is written until it is taken: the file itself belongs to the caller.
class Outbox : public arrow::io::OutputStream {
 public:
  std::vector<std::shared_ptr<arrow::Buffer>> pending;

  arrow::Status Write(const void *data, int64_t count) override {
    return Write(arrow::Buffer::FromString(std::string(static_cast<const char *>(data), size_t(count))));
  }
  arrow::Status Write(const std::shared_ptr<arrow::Buffer> &bytes) override {
    position += bytes->size();
    pending.push_back(bytes);
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

/// A column of the row group in the making. Its pages wait in memory until it is their turn.
struct Chunk {
  parquet::ColumnChunkMetaDataBuilder *metadata = nullptr;
  std::unique_ptr<parquet::PageWriter> pages;
  bool has_dictionary = false;
  int64_t bytes = 0;
};

std::shared_ptr<arrow::DataType> type_of(int32_t kind) {
  switch (kind) {
    case CARROW_FLOAT: return arrow::float64();
    case CARROW_TEXT: return arrow::large_utf8();
    case CARROW_BOOL: return arrow::boolean();
    case CARROW_DATE: return arrow::date32();
    // A table's times belong to no zone.
    case CARROW_TIME: return arrow::timestamp(arrow::TimeUnit::MICRO);
    default: return arrow::int64();
  }
}

}  // namespace

struct carrow_writer {
  arrow::Compression::type codec;
  arrow::util::CodecOptions options;
  std::vector<carrow::WrittenColumn> columns;
  std::shared_ptr<Outbox> outbox = std::make_shared<Outbox>();
  std::shared_ptr<parquet::WriterProperties> properties;
  std::shared_ptr<parquet::SchemaDescriptor> schema;
  std::unique_ptr<parquet::FileMetaDataBuilder> file;
  parquet::RowGroupMetaDataBuilder *group = nullptr;
  int16_t group_count = 0;
  std::vector<Chunk> chunks;

  arrow::Status start() {
    if (file) return arrow::Status::OK();
    arrow::FieldVector fields;
    for (const auto &column : columns) fields.push_back(arrow::field(column.name, type_of(column.kind)));
    parquet::WriterProperties::Builder builder;
    properties = builder.compression(codec)->build();
    ARROW_RETURN_NOT_OK(
        parquet::arrow::ToParquetSchema(arrow::schema(fields).get(), *properties,
                                        *parquet::default_arrow_writer_properties(), &schema));
    file = parquet::FileMetaDataBuilder::Make(schema.get(), properties);
    return outbox->Write("PAR1", 4);
  }
};

namespace carrow {

carrow_writer *new_writer(const char *codec, carrow_message message) {
  std::unique_ptr<carrow_writer> writer;
  const int32_t status = guarded(message, [&]() -> arrow::Status {
    writer = std::make_unique<carrow_writer>();
    return arrow::util::Codec::GetCompressionType(codec).Value(&writer->codec);
  });
  return status == 0 ? writer.release() : nullptr;
}

void free_writer(carrow_writer *writer) { delete writer; }

void add_column(carrow_writer *writer, const char *name, int32_t kind) {
  writer->columns.push_back({name, kind, {}, {}});
}

void set_texts(carrow_writer *writer, int32_t column, const uint8_t *bytes, const int64_t *ends, int64_t count) {
  auto &target = writer->columns[size_t(column)];
  target.text_ends.assign(ends, ends + count);
  target.text_bytes.assign(reinterpret_cast<const char *>(bytes), count == 0 ? 0 : size_t(ends[count - 1]));
}

int32_t begin_group(carrow_writer *writer, int64_t rows, carrow_message message) {
  return guarded(message, [&]() -> arrow::Status {
    ARROW_RETURN_NOT_OK(writer->start());
    writer->group = writer->file->AppendRowGroup();
    writer->group->set_num_rows(rows);
    writer->chunks.clear();
    writer->chunks.resize(writer->columns.size());
    for (auto &chunk : writer->chunks) chunk.metadata = writer->group->NextColumnChunk();
    return arrow::Status::OK();
  });
}

int32_t encode(carrow_writer *writer, int32_t column, carrow_block block, carrow_message message) {
  return guarded(message, [&]() -> arrow::Status {
    auto &chunk = writer->chunks[size_t(column)];
    const auto ordinal = int16_t(column);
    chunk.pages = parquet::PageWriter::Open(writer->outbox, writer->codec, chunk.metadata, writer->group_count, ordinal,
                                            arrow::default_memory_pool(), true, nullptr, nullptr, false, nullptr,
                                            nullptr, writer->options);
    ChunkTarget target = {*chunk.pages, *chunk.metadata};
    ARROW_RETURN_NOT_OK(encode_chunk(writer->columns[size_t(column)], block, target));
    chunk.has_dictionary = target.has_dictionary;
    chunk.bytes = target.bytes;
    return arrow::Status::OK();
  });
}

int32_t put_column(carrow_writer *writer, int32_t column, carrow_message message) {
  return guarded(message, [&]() -> arrow::Status {
    auto &chunk = writer->chunks[size_t(column)];
    chunk.pages->Close(chunk.has_dictionary, false);
    chunk.pages.reset();
    return arrow::Status::OK();
  });
}

int32_t end_group(carrow_writer *writer, carrow_message message) {
  return guarded(message, [&]() -> arrow::Status {
    int64_t bytes = 0;
    for (const auto &chunk : writer->chunks) bytes += chunk.bytes;
    writer->group->Finish(bytes, writer->group_count++);
    return arrow::Status::OK();
  });
}

int32_t finish(carrow_writer *writer, carrow_message message) {
  return guarded(message, [&]() -> arrow::Status {
    ARROW_RETURN_NOT_OK(writer->start());
    parquet::WriteFileMetaData(*writer->file->Finish(), writer->outbox.get());
    return arrow::Status::OK();
  });
}

int32_t pending(const carrow_writer *writer) { return int32_t(writer->outbox->pending.size()); }

carrow_bytes pending_bytes(const carrow_writer *writer, int32_t index) {
  const auto &bytes = *writer->outbox->pending[size_t(index)];
  return {bytes.data(), bytes.size()};
}

void clear(carrow_writer *writer) { writer->outbox->pending.clear(); }

}  // namespace carrow
