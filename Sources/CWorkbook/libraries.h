#pragma once
// libzip, Expat and libxlsxwriter are opened when a workbook is: they and what they need themselves would add a quarter to
// the time of every start.
#include <expat.h>
#include <xlsxwriter.h>
#include <zip.h>

#define SHEETS_ZIP(X) \
  X(zip_error_init) X(zip_error_code_zip) X(zip_get_error) X(zip_source_buffer_create) X(zip_source_free) \
  X(zip_open_from_source) X(zip_discard) X(zip_name_locate) X(zip_fopen_index) X(zip_fread) X(zip_fclose)
#define SHEETS_EXPAT(X) \
  X(XML_ParserCreateNS) X(XML_ParserFree) X(XML_SetUserData) X(XML_SetElementHandler) X(XML_SetCharacterDataHandler) \
  X(XML_SetStartDoctypeDeclHandler) X(XML_StopParser) X(XML_GetBuffer) X(XML_ParseBuffer) X(XML_GetErrorCode)
#define SHEETS_WRITER(X) \
  X(workbook_new_opt) X(workbook_set_properties) X(workbook_add_worksheet) X(workbook_add_format) X(workbook_close) \
  X(lxw_workbook_free) X(lxw_strerror) X(format_set_num_format) X(format_set_bold) X(worksheet_freeze_panes) \
  X(worksheet_write_number) X(worksheet_write_string) X(worksheet_write_boolean)

/// Their functions, by the names that they have there.
struct sheets_libraries {
#define SHEETS_MEMBER(name) __typeof__(&name) name;
  SHEETS_ZIP(SHEETS_MEMBER) SHEETS_EXPAT(SHEETS_MEMBER) SHEETS_WRITER(SHEETS_MEMBER)
#undef SHEETS_MEMBER
};

/// Filled once `sheets_available` has said that they are there.
extern struct sheets_libraries sheets_lib;
