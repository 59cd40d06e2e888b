#define _GNU_SOURCE
#include "carrow.h"

#include <dlfcn.h>
#include <stdio.h>

struct carrow_library {
  struct carrow_table table;
};

const carrow_library *carrow_load(const char *path, carrow_message message) {
  void *handle = dlopen(path, RTLD_NOW | RTLD_LOCAL);
  if (!handle) {
    snprintf(message.text, (size_t)message.capacity, "%s", dlerror());
    return NULL;
  }
  const struct carrow_table *(*functions)(void);
  *(void **)&functions = dlsym(handle, "carrow_functions");
  const struct carrow_table *table = functions ? functions() : NULL;
  if (!table || table->version != CARROW_VERSION) {
    snprintf(message.text, (size_t)message.capacity, "%s was built for another version of Carnet", path);
    return NULL;
  }
  return (const carrow_library *)table;
}

carrow_file *carrow_open(const carrow_library *l, const void *bytes, int64_t count, carrow_message message) {
  return l->table.open(bytes, count, message);
}

void carrow_close(const carrow_library *l, carrow_file *file) { l->table.close(file); }

int32_t carrow_field_count(const carrow_library *l, const carrow_file *file) { return l->table.field_count(file); }

int32_t carrow_group_count(const carrow_library *l, const carrow_file *file) { return l->table.group_count(file); }

int64_t carrow_group_rows(const carrow_library *l, const carrow_file *file, int32_t group) {
  return l->table.group_rows(file, group);
}

carrow_field carrow_field_at(const carrow_library *l, const carrow_file *file, int32_t field) {
  return l->table.field(file, field);
}

const char *carrow_note(const carrow_library *l, const carrow_file *file, const char *key) {
  return l->table.note(file, key);
}

carrow_values *carrow_read(const carrow_library *l, carrow_file *file, int32_t group, int32_t field, int32_t as_text,
                           carrow_message message) {
  return l->table.read(file, group, field, as_text, message);
}

void carrow_release(const carrow_library *l, carrow_values *values) { l->table.release(values); }

carrow_summary carrow_summarise(const carrow_library *l, const carrow_values *values) {
  return l->table.summary(values);
}

void carrow_copy_integers(const carrow_library *l, const carrow_values *values, int64_t *out) {
  l->table.copy_integers(values, out);
}

void carrow_copy_floats(const carrow_library *l, const carrow_values *values, double *out) {
  l->table.copy_floats(values, out);
}

void carrow_copy_codes(const carrow_library *l, const carrow_values *values, int32_t *out) {
  l->table.copy_codes(values, out);
}

void carrow_copy_nulls(const carrow_library *l, const carrow_values *values, uint64_t *out) {
  l->table.copy_nulls(values, out);
}

void carrow_copy_texts(const carrow_library *l, const carrow_values *values, uint8_t *bytes, int64_t *ends) {
  l->table.copy_texts(values, bytes, ends);
}

carrow_writer *carrow_new_writer(const carrow_library *l, const char *codec, carrow_message message) {
  return l->table.new_writer(codec, message);
}

void carrow_free_writer(const carrow_library *l, carrow_writer *writer) { l->table.free_writer(writer); }

void carrow_add_column(const carrow_library *l, carrow_writer *writer, const char *name, int32_t kind) {
  l->table.add_column(writer, name, kind);
}

void carrow_set_texts(const carrow_library *l, carrow_writer *writer, int32_t column, const uint8_t *bytes,
                      const int64_t *ends, int64_t count) {
  l->table.set_texts(writer, column, bytes, ends, count);
}

int32_t carrow_begin_group(const carrow_library *l, carrow_writer *writer, int64_t rows, carrow_message message) {
  return l->table.begin_group(writer, rows, message);
}

int32_t carrow_encode(const carrow_library *l, carrow_writer *writer, int32_t column, carrow_block block,
                      carrow_message message) {
  return l->table.encode(writer, column, block, message);
}

int32_t carrow_put_column(const carrow_library *l, carrow_writer *writer, int32_t column, carrow_message message) {
  return l->table.put_column(writer, column, message);
}

int32_t carrow_end_group(const carrow_library *l, carrow_writer *writer, carrow_message message) {
  return l->table.end_group(writer, message);
}

int32_t carrow_finish(const carrow_library *l, carrow_writer *writer, carrow_message message) {
  return l->table.finish(writer, message);
}

int32_t carrow_pending(const carrow_library *l, const carrow_writer *writer) { return l->table.pending(writer); }

carrow_bytes carrow_pending_bytes(const carrow_library *l, const carrow_writer *writer, int32_t index) {
  return l->table.pending_bytes(writer, index);
}

void carrow_clear(const carrow_library *l, carrow_writer *writer) { l->table.clear(writer); }
