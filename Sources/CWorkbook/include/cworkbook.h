#pragma once
// Reads and writes the parts of workbooks (.xlsx): libzip unpacks them, Expat reads their XML as it comes, libxlsxwriter
// writes. Nothing is unpacked as a whole, and no part reaches outside of its file: document types and entities are refused.
#include <stdint.h>

typedef struct sheets_archive sheets_archive;

enum sheets_state {
  SHEETS_DONE = 0,
  /// There is no such part.
  SHEETS_ABSENT = 1,
  /// The file is none of the kind, or is broken.
  SHEETS_BROKEN = 2,
  /// It unpacks to more than is allowed.
  SHEETS_TOO_LARGE = 3,
  SHEETS_NO_MEMORY = 4,
  /// The receiver of the parts wants no more.
  SHEETS_STOPPED = 5,
  /// It is locked by a password.
  SHEETS_ENCRYPTED = 6,
  /// The libraries are not installed.
  SHEETS_NO_LIBRARY = 7,
};

/// Whether the libraries are installed; opens them the first time.
int sheets_available(void);

/// Opens an archive whose bytes stay where they are until it is closed. No more than `limit` bytes are unpacked of all of
/// its parts together.
enum sheets_state sheets_open(const void *bytes, int64_t count, int64_t limit, sheets_archive **archive);
void sheets_close(sheets_archive *);

/// What an element, its attributes or its end are told to. Names are without prefixes; attributes come as pairs of names and
/// values, and a NULL. Texts end in a zero byte. A receiver that answers other than 0 ends the reading.
typedef struct {
  void *context;
  int (*start)(void *context, const char *name, const char *const *attributes);
  int (*text)(void *context, const char *text, int length);
  int (*end)(void *context, const char *name);
} sheets_receiver;

/// Reads a part of XML.
enum sheets_state sheets_read(sheets_archive *, const char *part, sheets_receiver);

/// A cell of a sheet as it stands in the file.
typedef struct {
  /// Counted from 0.
  int32_t row, column;
  /// `n`, `s` (a shared string), `i` (a text of its own), `r` (a formula's text), `b`, `e`, `d`.
  char kind;
  int32_t style;
  int32_t has_formula;
  /// The value, not ended by a zero byte; NULL where there is none.
  const char *text;
  int64_t length;
} sheets_cell;

/// Reads the cells of a sheet, or the texts that sheets share, in the order of the file. `merged` is the number of merged
/// areas, `bad_row` the row (from 1) of a place that cannot be read.
enum sheets_state sheets_cells(
  sheets_archive *, const char *part, void *context, int (*cell)(void *context, const sheets_cell *), int64_t *merged,
  int64_t *bad_row);

typedef struct sheets_output sheets_output;

/// A new workbook with one sheet, which is written row by row, where the libraries are there; NULL where there is no memory, or no room for what waits.
sheets_output *sheets_output_open(const char *sheet);
/// Whether a number comes back as another one: libxlsxwriter writes 16 digits, and some doubles need 17.
int sheets_output_loses(double);
/// 0, or what libxlsxwriter says.
int sheets_output_number(sheets_output *, int32_t row, int32_t column, double);
int sheets_output_text(sheets_output *, int32_t row, int32_t column, const char *);
int sheets_output_bool(sheets_output *, int32_t row, int32_t column, int);
int sheets_output_date(sheets_output *, int32_t row, int32_t column, double serial, int with_time);
int sheets_output_heading(sheets_output *, int32_t row, int32_t column, const char *);
/// Ends the workbook. `bytes` are the file, to be freed by `sheets_output_free`, and NULL after a failure.
int sheets_output_close(sheets_output *, char **bytes, int64_t *count);
void sheets_output_free(char *bytes);
const char *sheets_output_message(int error);
