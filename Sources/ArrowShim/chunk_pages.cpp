#include "chunk_pages.h"

#include <parquet/column_page.h>
#include <parquet/statistics.h>

namespace carrow {

using parquet::Encoding;

arrow::Status PageBytes::write(Encoding::type encoding, ChunkTarget &target) const {
  const int64_t count = end - bytes.get();
  if (count > INT32_MAX) return arrow::Status::Invalid("a page of ", count, " bytes, which Parquet does not hold");
  auto plain = std::make_shared<arrow::Buffer>(bytes.get(), count);
  std::shared_ptr<arrow::Buffer> stored = plain;
  if (target.pages.has_compressor()) {
    ARROW_ASSIGN_OR_RAISE(auto compressed, arrow::AllocateResizableBuffer(0));
    target.pages.Compress(*plain, compressed.get());
    stored = std::move(compressed);
  }
  const parquet::DataPageV1 page(stored, int32_t(rows), encoding, Encoding::RLE, Encoding::RLE, count);
  target.bytes += target.pages.WriteDataPage(page);
  return arrow::Status::OK();
}

arrow::Status write_dictionary(const uint8_t *bytes, int64_t count, int64_t entries, ChunkTarget &target) {
  const auto buffer = std::make_shared<arrow::Buffer>(bytes, count);
  target.bytes += target.pages.WriteDictionaryPage(parquet::DictionaryPage(buffer, int32_t(entries), Encoding::PLAIN));
  target.has_dictionary = true;
  return arrow::Status::OK();
}

arrow::Status write_codes(const uint16_t *present, int64_t entries, const ChunkValues &chunk, ChunkTarget &target) {
  const int width = bit_width(entries);
  for (int64_t start = 0; start < chunk.rows; start += page_rows) {
    const int64_t rows = std::min(page_rows, chunk.rows - start);
    const int64_t count = count_valid(chunk.valid, start, rows);
    PageBytes page(chunk.valid, start, rows, codes_bound(count, width));
    page.end = put_codes(present, count, width, page.end);
    ARROW_RETURN_NOT_OK(page.write(Encoding::RLE_DICTIONARY, target));
    present += count;
  }
  return arrow::Status::OK();
}

void set_statistics(const std::string *low, const std::string *high, int64_t nulls, ChunkTarget &target) {
  parquet::EncodedStatistics statistics;
  statistics.set_null_count(nulls);
  if (low && high) {
    statistics.set_min(*low).set_max(*high);
    statistics.is_min_value_exact = statistics.is_max_value_exact = true;
  }
  statistics.set_is_signed(target.metadata.descr()->sort_order() == parquet::SortOrder::SIGNED);
  statistics.ApplyStatSizeLimits(parquet::DEFAULT_MAX_STATISTICS_SIZE);
  target.metadata.SetStatistics(statistics);
}

}  // namespace carrow
