#define _GNU_SOURCE
#include "cworkbook.h"
#include "libraries.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct sheets_output {
  lxw_workbook *workbook;
  lxw_worksheet *sheet;
  lxw_format *date, *moment, *heading;
  char path[];
};

/// A name in the folder for what is not kept, which libxlsxwriter writes to: it takes names only.
static sheets_output *with_path(void) {
  const char *folder = getenv("TMPDIR");
  if (!folder || !*folder) folder = "/tmp";
  const char *name = "/carnet-XXXXXX.xlsx";
  size_t room = strlen(folder) + strlen(name) + 1;
  sheets_output *output = calloc(1, sizeof *output + room);
  if (!output) return NULL;
  strcpy(output->path, folder);
  strcat(output->path, name);
  int file = mkstemps(output->path, 5);
  if (file < 0) {
    free(output);
    return NULL;
  }
  close(file);
  return output;
}

static void discard(sheets_output *output) {
  unlink(output->path);
  free(output);
}

sheets_output *sheets_output_open(const char *sheet) {
  sheets_output *output = with_path();
  if (!output) return NULL;
  lxw_workbook_options options = {.constant_memory = LXW_TRUE, .use_zip64 = LXW_TRUE};
  output->workbook = sheets_lib.workbook_new_opt(output->path, &options);
  if (!output->workbook) {
    discard(output);
    return NULL;
  }
  // The same table gives the same bytes, whenever it is written.
  lxw_doc_properties properties = {.created = 946684800};
  sheets_lib.workbook_set_properties(output->workbook, &properties);
  output->sheet = sheets_lib.workbook_add_worksheet(output->workbook, sheet);
  output->date = sheets_lib.workbook_add_format(output->workbook);
  output->moment = sheets_lib.workbook_add_format(output->workbook);
  output->heading = sheets_lib.workbook_add_format(output->workbook);
  if (!output->sheet || !output->date || !output->moment || !output->heading) {
    sheets_lib.lxw_workbook_free(output->workbook);
    discard(output);
    return NULL;
  }
  sheets_lib.format_set_num_format(output->date, "yyyy\\-mm\\-dd");
  sheets_lib.format_set_num_format(output->moment, "yyyy\\-mm\\-dd\\ hh:mm:ss.000");
  sheets_lib.format_set_bold(output->heading);
  sheets_lib.worksheet_freeze_panes(output->sheet, 1, 0);
  return output;
}

int sheets_output_loses(double value) {
  char text[32];
  snprintf(text, sizeof text, "%.16G", value);
  return strtod(text, NULL) != value;
}

int sheets_output_number(sheets_output *o, int32_t row, int32_t column, double value) {
  return sheets_lib.worksheet_write_number(o->sheet, (lxw_row_t)row, (lxw_col_t)column, value, NULL);
}

int sheets_output_text(sheets_output *o, int32_t row, int32_t column, const char *text) {
  return sheets_lib.worksheet_write_string(o->sheet, (lxw_row_t)row, (lxw_col_t)column, text, NULL);
}

int sheets_output_heading(sheets_output *o, int32_t row, int32_t column, const char *text) {
  return sheets_lib.worksheet_write_string(o->sheet, (lxw_row_t)row, (lxw_col_t)column, text, o->heading);
}

int sheets_output_bool(sheets_output *o, int32_t row, int32_t column, int value) {
  return sheets_lib.worksheet_write_boolean(o->sheet, (lxw_row_t)row, (lxw_col_t)column, value, NULL);
}

int sheets_output_date(sheets_output *o, int32_t row, int32_t column, double serial, int with_time) {
  return sheets_lib.worksheet_write_number(
    o->sheet, (lxw_row_t)row, (lxw_col_t)column, serial, with_time ? o->moment : o->date);
}

/// All bytes of a file; NULL where it cannot be read.
static char *contents(const char *path, int64_t *count) {
  FILE *file = fopen(path, "rbe");
  if (!file) return NULL;
  char *bytes = NULL;
  if (fseeko(file, 0, SEEK_END) == 0 && (*count = ftello(file)) >= 0) {
    rewind(file);
    bytes = malloc((size_t)*count + 1);
    if (bytes && fread(bytes, 1, (size_t)*count, file) != (size_t)*count) {
      free(bytes);
      bytes = NULL;
    }
  }
  fclose(file);
  return bytes;
}

int sheets_output_close(sheets_output *o, char **bytes, int64_t *count) {
  lxw_error error = sheets_lib.workbook_close(o->workbook);
  *bytes = error == LXW_NO_ERROR ? contents(o->path, count) : NULL;
  if (error == LXW_NO_ERROR && !*bytes) error = LXW_ERROR_CREATING_XLSX_FILE;
  discard(o);
  return (int)error;
}

void sheets_output_free(char *bytes) { free(bytes); }

const char *sheets_output_message(int error) { return sheets_lib.lxw_strerror((lxw_error)error); }
