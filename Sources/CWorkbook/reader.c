#include "cworkbook.h"
#include "libraries.h"

#include <stdlib.h>
#include <string.h>

struct sheets_archive {
  zip_t *zip;
  int64_t left;
};

enum sheets_state sheets_open(const void *bytes, int64_t count, int64_t limit, sheets_archive **archive) {
  static const unsigned char compound[] = {0xD0, 0xCF, 0x11, 0xE0};
  // What a password protects lies in a file of the older kind, and so do workbooks of that kind.
  if (count >= 4 && memcmp(bytes, compound, 4) == 0) return SHEETS_ENCRYPTED;
  if (!sheets_available()) return SHEETS_NO_LIBRARY;
  zip_error_t error;
  sheets_lib.zip_error_init(&error);
  zip_source_t *source = sheets_lib.zip_source_buffer_create(bytes, (zip_uint64_t)count, 0, &error);
  if (!source) return SHEETS_NO_MEMORY;
  zip_t *zip = sheets_lib.zip_open_from_source(source, ZIP_RDONLY, &error);
  if (!zip) {
    sheets_lib.zip_source_free(source);
    return sheets_lib.zip_error_code_zip(&error) == ZIP_ER_MEMORY ? SHEETS_NO_MEMORY : SHEETS_BROKEN;
  }
  sheets_archive *made = malloc(sizeof *made);
  if (!made) {
    sheets_lib.zip_discard(zip);
    return SHEETS_NO_MEMORY;
  }
  *made = (sheets_archive){zip, limit};
  *archive = made;
  return SHEETS_DONE;
}

void sheets_close(sheets_archive *archive) {
  if (!archive) return;
  sheets_lib.zip_discard(archive->zip);
  free(archive);
}

/// A reading that is under way.
typedef struct {
  XML_Parser parser;
  sheets_receiver receiver;
  enum sheets_state state;
} reading;

/// The name without what tells its namespace.
static const char *local(const char *name) {
  const char *bar = strrchr(name, '|');
  return bar ? bar + 1 : name;
}

static void stop(reading *reading, enum sheets_state state) {
  reading->state = state;
  sheets_lib.XML_StopParser(reading->parser, XML_FALSE);
}

static void XMLCALL on_start(void *data, const XML_Char *name, const XML_Char **attributes) {
  reading *reading = data;
  // What is told of the attributes needs no namespaces either.
  enum { most = 64 };
  const char *plain[2 * most + 1];
  int count = 0;
  for (int i = 0; attributes[i] && count < 2 * most; i += 2) {
    plain[count++] = local(attributes[i]);
    plain[count++] = attributes[i + 1];
  }
  plain[count] = NULL;
  if (reading->receiver.start(reading->receiver.context, local(name), plain)) stop(reading, SHEETS_STOPPED);
}

static void XMLCALL on_text(void *data, const XML_Char *text, int length) {
  reading *reading = data;
  if (reading->receiver.text(reading->receiver.context, text, length)) stop(reading, SHEETS_STOPPED);
}

static void XMLCALL on_end(void *data, const XML_Char *name) {
  reading *reading = data;
  if (reading->receiver.end(reading->receiver.context, local(name))) stop(reading, SHEETS_STOPPED);
}

/// Workbooks have no document type; with one, a few bytes could stand for gigabytes.
static void XMLCALL on_document_type(
  void *data, const XML_Char *name, const XML_Char *system, const XML_Char *public, int has_own) {
  (void)name, (void)system, (void)public, (void)has_own;
  stop(data, SHEETS_BROKEN);
}

static enum sheets_state feed(sheets_archive *archive, zip_file_t *file, reading *reading) {
  for (;;) {
    void *room = sheets_lib.XML_GetBuffer(reading->parser, 1 << 16);
    if (!room) return SHEETS_NO_MEMORY;
    zip_int64_t count = sheets_lib.zip_fread(file, room, 1 << 16);
    if (count < 0) return SHEETS_BROKEN;
    archive->left -= count;
    if (archive->left < 0) return SHEETS_TOO_LARGE;
    enum XML_Status status = sheets_lib.XML_ParseBuffer(reading->parser, (int)count, count == 0);
    if (reading->state != SHEETS_DONE) return reading->state;
    if (status != XML_STATUS_OK)
      return sheets_lib.XML_GetErrorCode(reading->parser) == XML_ERROR_NO_MEMORY ? SHEETS_NO_MEMORY : SHEETS_BROKEN;
    if (count == 0) return SHEETS_DONE;
  }
}

enum sheets_state sheets_read(sheets_archive *archive, const char *part, sheets_receiver receiver) {
  while (*part == '/') part++;
  zip_int64_t index = sheets_lib.zip_name_locate(archive->zip, part, ZIP_FL_NOCASE);
  if (index < 0) return SHEETS_ABSENT;
  zip_file_t *file = sheets_lib.zip_fopen_index(archive->zip, (zip_uint64_t)index, 0);
  if (!file) {
    int error = sheets_lib.zip_error_code_zip(sheets_lib.zip_get_error(archive->zip));
    return error == ZIP_ER_NOPASSWD ? SHEETS_ENCRYPTED : error == ZIP_ER_MEMORY ? SHEETS_NO_MEMORY : SHEETS_BROKEN;
  }
  reading reading = {sheets_lib.XML_ParserCreateNS(NULL, '|'), receiver, SHEETS_DONE};
  enum sheets_state state = SHEETS_NO_MEMORY;
  if (reading.parser) {
    sheets_lib.XML_SetUserData(reading.parser, &reading);
    sheets_lib.XML_SetElementHandler(reading.parser, on_start, on_end);
    sheets_lib.XML_SetCharacterDataHandler(reading.parser, on_text);
    sheets_lib.XML_SetStartDoctypeDeclHandler(reading.parser, on_document_type);
    state = feed(archive, file, &reading);
    sheets_lib.XML_ParserFree(reading.parser);
  }
  sheets_lib.zip_fclose(file);
  return state;
}
