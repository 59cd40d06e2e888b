#include "cworkbook.h"

#include <stdlib.h>
#include <string.h>

/// The cells of a sheet as they come.
typedef struct {
  void *context;
  int (*cell)(void *context, const sheets_cell *);
  int64_t merged;
  /// Where the next row and the next cell stand where they do not say so themselves.
  int32_t next_row, next_column;
  int32_t row;
  sheets_cell current;
  int is_in_cell, takes_text, skips;
  int has_value, failed;
  char *text;
  size_t length, room;
} sheet;

static const char *attribute(const char *const *attributes, const char *name) {
  for (int i = 0; attributes[i]; i += 2)
    if (strcmp(attributes[i], name) == 0) return attributes[i + 1];
  return NULL;
}

/// A whole number from 0 up, or -1.
static int32_t whole(const char *text) {
  if (!text || !*text) return -1;
  int64_t value = 0;
  for (; *text; text++) {
    if (*text < '0' || *text > '9') return -1;
    value = value * 10 + (*text - '0');
    if (value > INT32_MAX) return -1;
  }
  return (int32_t)value;
}

/// `BC12` as a row and a column from 0; 0 for what is none.
static int place(const char *text, int32_t *row, int32_t *column) {
  int32_t letters = 0;
  while (*text >= 'A' && *text <= 'Z') {
    letters = letters * 26 + (*text++ - 'A' + 1);
    if (letters > 16384) return 0;
  }
  int32_t number = whole(text);
  if (letters == 0 || number < 1 || number > 1048576) return 0;
  *row = number - 1;
  *column = letters - 1;
  return 1;
}

static int start_cell(sheet *s, const char *const *attributes) {
  const char *reference = attribute(attributes, "r"), *type = attribute(attributes, "t");
  sheets_cell cell = {s->row, s->next_column, 'n', 0, 0, NULL, 0};
  if (reference && !place(reference, &cell.row, &cell.column)) return 1;
  // A cell that stands where another one does, or before it, is none that could be put in its place.
  if (cell.row != s->row || cell.column < s->next_column || cell.column >= 16384) return 1;
  s->next_column = cell.column + 1;
  int32_t style = whole(attribute(attributes, "s"));
  cell.style = style < 0 ? 0 : style;
  if (type) cell.kind = strcmp(type, "inlineStr") == 0 ? 'i' : strcmp(type, "str") == 0 ? 'r' : *type;
  if (!strchr("nsirbed", cell.kind)) return 1;
  s->current = cell;
  s->is_in_cell = 1;
  s->length = 0;
  s->has_value = 0;
  return 0;
}

static int on_start(void *context, const char *name, const char *const *attributes) {
  sheet *s = context;
  if (strcmp(name, "row") == 0) {
    const char *number = attribute(attributes, "r");
    s->row = number ? whole(number) - 1 : s->next_row;
    if (s->row < s->next_row || s->row >= 1048576) return s->failed = 1;
    s->next_row = s->row + 1;
    s->next_column = 0;
  } else if (strcmp(name, "c") == 0) {
    if (start_cell(s, attributes)) return s->failed = 1;
  } else if (strcmp(name, "si") == 0) {
    // A shared text is told as a cell of its own row.
    s->current = (sheets_cell){s->next_row++, 0, 'i', 0, 0, NULL, 0};
    s->is_in_cell = 1;
    s->length = 0;
    s->has_value = 1;
  } else if (strcmp(name, "mergeCell") == 0) {
    s->merged++;
  } else if (s->is_in_cell) {
    if (strcmp(name, "f") == 0) s->current.has_formula = 1;
    if (strcmp(name, "rPh") == 0) s->skips++;
    if (strcmp(name, "v") == 0 || (strcmp(name, "t") == 0 && !s->skips)) s->takes_text = s->has_value = 1;
  }
  return 0;
}

static int on_text(void *context, const char *text, int length) {
  sheet *s = context;
  if (!s->takes_text) return 0;
  size_t needed = s->length + (size_t)length;
  if (needed > s->room) {
    size_t room = needed < 256 ? 256 : 2 * needed;
    char *larger = realloc(s->text, room);
    if (!larger) return 1;
    s->text = larger;
    s->room = room;
  }
  memcpy(s->text + s->length, text, (size_t)length);
  s->length = needed;
  return 0;
}

static int on_end(void *context, const char *name) {
  sheet *s = context;
  if (strcmp(name, "v") == 0 || strcmp(name, "t") == 0) s->takes_text = 0;
  if (strcmp(name, "rPh") == 0 && s->skips) s->skips--;
  if (strcmp(name, "c") != 0 && strcmp(name, "si") != 0) return 0;
  s->is_in_cell = s->skips = 0;
  s->current.text = s->has_value ? (s->text ? s->text : "") : NULL;
  s->current.length = (int64_t)s->length;
  return s->cell(s->context, &s->current);
}

enum sheets_state sheets_cells(
  sheets_archive *archive, const char *part, void *context, int (*cell)(void *, const sheets_cell *),
  int64_t *merged, int64_t *bad_row) {
  sheet s = {.context = context, .cell = cell};
  sheets_receiver receiver = {&s, on_start, on_text, on_end};
  enum sheets_state state = sheets_read(archive, part, receiver);
  free(s.text);
  *merged = s.merged;
  *bad_row = s.row + 1;
  if (state == SHEETS_STOPPED && s.failed) return SHEETS_BROKEN;
  return state;
}
