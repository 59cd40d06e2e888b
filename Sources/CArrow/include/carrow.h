#pragma once
// Parquet through Apache Arrow. The library that does it is built by scripts/setup from Sources/ArrowShim and loaded at run
// time: building Carnet does not need Arrow, and starting it does not load 60 MB.
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct carrow_library carrow_library;
typedef struct carrow_file carrow_file;
typedef struct carrow_values carrow_values;
typedef struct carrow_writer carrow_writer;

/// What a column becomes. Integers, bools, dates (days since 1970-01-01) and times (microseconds since then, UTC) are held
/// as 64-bit integers.
enum carrow_kind {
  CARROW_REFUSED = 0, CARROW_INTEGER = 1, CARROW_FLOAT = 2, CARROW_TEXT = 3, CARROW_BOOL = 4, CARROW_DATE = 5,
  CARROW_TIME = 6
};

/// A column of a file. The texts live as long as the file is open.
typedef struct carrow_field {
  int32_t kind;
  /// Whether the texts were stored as bytes, which need not be text at all.
  int32_t is_binary;
  int32_t is_decimal;
  /// Whether its integers are unsigned ones of 64 bits, of which some may not fit into 64 bits with a sign.
  int32_t is_unsigned;
  const char *name;
  /// Arrow's name of the type.
  const char *type;
  /// The time zone of a time, or "".
  const char *zone;
} carrow_field;

/// One column of one row group, decoded.
typedef struct carrow_summary {
  int64_t rows, nulls;
  /// How many values became null, being no finite number or no time, and how many times lost digits below a microsecond.
  int64_t non_finite, cut;
  /// How many unsigned integers were too large, and stand as 0: the column has to be read as texts.
  int64_t beyond;
  /// How many distinct texts there are, and their bytes altogether.
  int64_t texts, text_bytes;
} carrow_summary;

/// Where a message goes: `capacity` bytes with the ending zero. Calls that fail write one and return NULL or -1.
typedef struct carrow_message {
  char *text;
  int32_t capacity;
} carrow_message;

/// The rows of a column in a row group: floats, or integers or codes of `width` bytes. `values` starts at the first row,
/// as does `valid`, which has a bit for each row that has a value, or is NULL where all have.
typedef struct carrow_block {
  const void *values;
  int32_t width;
  const uint64_t *valid;
  int64_t rows;
} carrow_block;

typedef struct carrow_bytes {
  const uint8_t *bytes;
  int64_t count;
} carrow_bytes;

#define CARROW_VERSION 4

/// What the library exports, as `carrow_functions()`.
struct carrow_table {
  int32_t version;
  carrow_file *(*open)(const void *bytes, int64_t count, carrow_message);
  void (*close)(carrow_file *);
  int32_t (*field_count)(const carrow_file *);
  int32_t (*group_count)(const carrow_file *);
  int64_t (*group_rows)(const carrow_file *, int32_t group);
  carrow_field (*field)(const carrow_file *, int32_t field);
  const char *(*note)(const carrow_file *, const char *key);
  carrow_values *(*read)(carrow_file *, int32_t group, int32_t field, int32_t as_text, carrow_message);
  void (*release)(carrow_values *);
  carrow_summary (*summary)(const carrow_values *);
  void (*copy_integers)(const carrow_values *, int64_t *);
  void (*copy_floats)(const carrow_values *, double *);
  void (*copy_codes)(const carrow_values *, int32_t *);
  void (*copy_nulls)(const carrow_values *, uint64_t *);
  void (*copy_texts)(const carrow_values *, uint8_t *bytes, int64_t *ends);
  carrow_writer *(*new_writer)(const char *codec, carrow_message);
  void (*free_writer)(carrow_writer *);
  void (*add_column)(carrow_writer *, const char *name, int32_t kind);
  void (*set_texts)(carrow_writer *, int32_t column, const uint8_t *bytes, const int64_t *ends, int64_t count);
  int32_t (*begin_group)(carrow_writer *, int64_t rows, carrow_message);
  int32_t (*encode)(carrow_writer *, int32_t column, carrow_block, carrow_message);
  int32_t (*put_column)(carrow_writer *, int32_t column, carrow_message);
  int32_t (*end_group)(carrow_writer *, carrow_message);
  int32_t (*finish)(carrow_writer *, carrow_message);
  int32_t (*pending)(const carrow_writer *);
  carrow_bytes (*pending_bytes)(const carrow_writer *, int32_t index);
  void (*clear)(carrow_writer *);
};

/// Loads the library; NULL on failure, and then there is a message.
const carrow_library *carrow_load(const char *path, carrow_message);

/// Opens a Parquet file that lies in memory, which has to stay there until the file is closed. Threads may share it.
carrow_file *carrow_open(const carrow_library *, const void *bytes, int64_t count, carrow_message);
void carrow_close(const carrow_library *, carrow_file *);
int32_t carrow_field_count(const carrow_library *, const carrow_file *);
int32_t carrow_group_count(const carrow_library *, const carrow_file *);
/// How many rows a row group has, as the footer says; -1 where it says nothing that can be.
int64_t carrow_group_rows(const carrow_library *, const carrow_file *, int32_t group);
carrow_field carrow_field_at(const carrow_library *, const carrow_file *, int32_t field);

/// What the file's writer noted under a key, which lives as long as the file is open; NULL where there is nothing.
const char *carrow_note(const carrow_library *, const carrow_file *, const char *key);

/// Decodes one column of one row group; integers may be asked for as texts of their digits.
carrow_values *carrow_read(const carrow_library *, carrow_file *, int32_t group, int32_t field, int32_t as_text,
                           carrow_message);
void carrow_release(const carrow_library *, carrow_values *);
carrow_summary carrow_summarise(const carrow_library *, const carrow_values *);
/// Copies as many values as there are rows: the integers, the floats, or the codes of the texts.
void carrow_copy_integers(const carrow_library *, const carrow_values *, int64_t *);
void carrow_copy_floats(const carrow_library *, const carrow_values *, double *);
void carrow_copy_codes(const carrow_library *, const carrow_values *, int32_t *);
/// Copies one bit for each row, set where the row is null, in words of 64.
void carrow_copy_nulls(const carrow_library *, const carrow_values *, uint64_t *);
/// Copies the distinct texts by code, in order of first appearance: one after another, and where each ends.
void carrow_copy_texts(const carrow_library *, const carrow_values *, uint8_t *bytes, int64_t *ends);

/// A writer that keeps what it has written until it is taken. `codec` is the name of a compression in lower case, or
/// `uncompressed`.
carrow_writer *carrow_new_writer(const carrow_library *, const char *codec, carrow_message);
void carrow_free_writer(const carrow_library *, carrow_writer *);
/// Adds a column; all are added before the first rows.
void carrow_add_column(const carrow_library *, carrow_writer *, const char *name, int32_t kind);
/// Sets the texts that the codes of a text column stand for.
void carrow_set_texts(const carrow_library *, carrow_writer *, int32_t column, const uint8_t *bytes, const int64_t *ends,
                      int64_t count);
/// Starts a row group.
int32_t carrow_begin_group(const carrow_library *, carrow_writer *, int64_t rows, carrow_message);
/// Encodes and compresses a column of the row group. Threads may encode different columns at once.
int32_t carrow_encode(const carrow_library *, carrow_writer *, int32_t column, carrow_block, carrow_message);
/// Puts an encoded column behind those before it; columns are put one at a time and in their order.
int32_t carrow_put_column(const carrow_library *, carrow_writer *, int32_t column, carrow_message);
/// Ends the row group whose columns have all been put.
int32_t carrow_end_group(const carrow_library *, carrow_writer *, carrow_message);
/// Writes the footer.
int32_t carrow_finish(const carrow_library *, carrow_writer *, carrow_message);
/// How many pieces have been put since the last `carrow_clear`, and the bytes of each, which stay until then.
int32_t carrow_pending(const carrow_library *, const carrow_writer *);
carrow_bytes carrow_pending_bytes(const carrow_library *, const carrow_writer *, int32_t index);
void carrow_clear(const carrow_library *, carrow_writer *);

#ifdef __cplusplus
}
#endif
