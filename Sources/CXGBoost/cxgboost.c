#define _GNU_SOURCE
#include "cxgboost.h"

#include <dlfcn.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct xgb_library {
  const char *(*GetLastError)(void);
  int (*RegisterLogCallback)(void (*)(const char *));
  int (*DMatrixCreateFromDense)(const char *, const char *, void **);
  int (*DMatrixSetInfoFromInterface)(void *, const char *, const char *);
  int (*DMatrixFree)(void *);
  int (*BoosterCreate)(void *const *, uint64_t, void **);
  int (*BoosterSetStrFeatureInfo)(void *, const char *, const char **, uint64_t);
  int (*BoosterSetParam)(void *, const char *, const char *);
  int (*BoosterUpdateOneIter)(void *, int, void *);
  int (*BoosterEvalOneIter)(void *, int, void **, const char **, uint64_t, const char **);
  int (*BoosterSlice)(void *, int, int, int, void **);
  int (*BoosterPredictFromDense)(void *, const char *, const char *, void *, const uint64_t **, uint64_t *, const float **);
  int (*BoosterPredictFromDMatrix)(void *, void *, const char *, const uint64_t **, uint64_t *, const float **);
  int (*BoosterSaveModelToBuffer)(void *, const char *, uint64_t *, const char **);
  int (*BoosterLoadModelFromBuffer)(void *, const void *, uint64_t);
  int (*BoosterFeatureScore)(void *, const char *, uint64_t *, const char *const **, uint64_t *, const uint64_t **,
                             const float **);
  int (*BoosterGetNumFeature)(void *, uint64_t *);
  int (*BoosterFree)(void *);
};

static void discard_log(const char *message) { (void)message; }

// What the library has to say goes to stderr otherwise; what goes wrong comes back as an error. Each thread has a logger
// of its own.
static void silence(const xgb_library *l) {
  static _Thread_local int silent;
  if (silent) return;
  silent = 1;
  l->RegisterLogCallback(discard_log);
}

const xgb_library *xgb_load(const char *path, const char **error) {
  // libgomp reads this once, when it is loaded. By default waiting threads spin for long, and a busy neighbour makes two
  // threads many times slower than one; asleep, the second one is worth nothing, since they wait so often. So they spin
  // for some microseconds, unless somebody has settled it.
  if (!getenv("OMP_WAIT_POLICY")) setenv("GOMP_SPINCOUNT", "1000", 0);
  void *handle = dlopen(path, RTLD_NOW | RTLD_LOCAL);
  if (!handle) {
    *error = dlerror();
    return NULL;
  }
  xgb_library *library = calloc(1, sizeof *library);
  if (!library) {
    *error = "out of memory";
    return NULL;
  }
#define SYMBOL(prefix, name)                                                  \
  if (!(*(void **)(&library->name) = dlsym(handle, prefix #name))) {          \
    *error = "the library has no function " prefix #name;                     \
    free(library);                                                            \
    return NULL;                                                              \
  }
  SYMBOL("XGB", GetLastError)
  SYMBOL("XGB", RegisterLogCallback)
  SYMBOL("XG", DMatrixCreateFromDense)
  SYMBOL("XG", DMatrixSetInfoFromInterface)
  SYMBOL("XG", DMatrixFree)
  SYMBOL("XG", BoosterCreate)
  SYMBOL("XG", BoosterSetStrFeatureInfo)
  SYMBOL("XG", BoosterSetParam)
  SYMBOL("XG", BoosterUpdateOneIter)
  SYMBOL("XG", BoosterEvalOneIter)
  SYMBOL("XG", BoosterSlice)
  SYMBOL("XG", BoosterPredictFromDense)
  SYMBOL("XG", BoosterPredictFromDMatrix)
  SYMBOL("XG", BoosterSaveModelToBuffer)
  SYMBOL("XG", BoosterLoadModelFromBuffer)
  SYMBOL("XG", BoosterFeatureScore)
  SYMBOL("XG", BoosterGetNumFeature)
  SYMBOL("XG", BoosterFree)
#undef SYMBOL
  return library;
}

const char *xgb_last_error(const xgb_library *l) { return l->GetLastError(); }

// The library takes arrays as numpy's array interface, in JSON.
enum { INTERFACE_BYTES = 256 };

static void describe(xgb_rows rows, char text[INTERFACE_BYTES]) {
  snprintf(text, INTERFACE_BYTES,
           "{\"data\":[%" PRIuPTR ",true],\"shape\":[%" PRIu64 ",%" PRIu64 "],\"strides\":[8,%" PRIu64
           "],\"typestr\":\"<f8\",\"version\":3}",
           (uintptr_t)(rows.values + rows.first), rows.rows, rows.columns, rows.height * 8);
}

int xgb_matrix_create(const xgb_library *l, xgb_rows rows, int32_t threads, xgb_matrix **out) {
  silence(l);
  char values[INTERFACE_BYTES], config[INTERFACE_BYTES];
  describe(rows, values);
  snprintf(config, sizeof config, "{\"missing\":NaN,\"nthread\":%" PRId32 "}", threads);
  return l->DMatrixCreateFromDense(values, config, (void **)out);
}

int xgb_matrix_set_field(const xgb_library *l, xgb_matrix *m, const char *field, const double *values, uint64_t count) {
  silence(l);
  char text[INTERFACE_BYTES];
  snprintf(text, sizeof text,
           "{\"data\":[%" PRIuPTR ",true],\"shape\":[%" PRIu64 "],\"typestr\":\"<f8\",\"version\":3}", (uintptr_t)values,
           count);
  return l->DMatrixSetInfoFromInterface(m, field, text);
}

int xgb_matrix_free(const xgb_library *l, xgb_matrix *m) { return l->DMatrixFree(m); }

int xgb_booster_create(const xgb_library *l, xgb_matrix *const *matrices, uint64_t count, xgb_booster **out) {
  silence(l);
  return l->BoosterCreate((void *const *)matrices, count, (void **)out);
}

int xgb_booster_load(const xgb_library *l, const char *model, uint64_t length, xgb_booster **out) {
  silence(l);
  void *booster = NULL;
  int status = l->BoosterCreate(NULL, 0, &booster);
  if (status == 0 && (status = l->BoosterLoadModelFromBuffer(booster, model, length)) != 0) {
    l->BoosterFree(booster);
    booster = NULL;
  }
  *out = booster;
  return status;
}

int xgb_booster_set(const xgb_library *l, xgb_booster *b, const char *name, const char *value) {
  silence(l);
  return l->BoosterSetParam(b, name, value);
}

int xgb_booster_set_names(const xgb_library *l, xgb_booster *b, const char *names, uint64_t count) {
  silence(l);
  const char **table = malloc((size_t)count * sizeof *table);
  if (!table) return -1;
  for (uint64_t i = 0; i < count; i++) {
    table[i] = names;
    names += strlen(names) + 1;
  }
  int status = l->BoosterSetStrFeatureInfo(b, "feature_name", table, count);
  free(table);
  return status;
}

int xgb_booster_update(const xgb_library *l, xgb_booster *b, int32_t iteration, xgb_matrix *m) {
  silence(l);
  return l->BoosterUpdateOneIter(b, iteration, m);
}

int xgb_booster_evaluate(const xgb_library *l, xgb_booster *b, int32_t iteration, xgb_matrix *m, const char **out) {
  silence(l);
  void *matrix = m;
  const char *name = "inner";
  return l->BoosterEvalOneIter(b, iteration, &matrix, &name, 1, out);
}

int xgb_booster_slice(const xgb_library *l, xgb_booster *b, int32_t rounds, xgb_booster **out) {
  silence(l);
  return l->BoosterSlice(b, 0, rounds, 1, (void **)out);
}

// The result is the library's, so it is copied.
static int copy(int status, const float *values, const uint64_t *shape, uint64_t dimensions, uint64_t capacity,
                uint64_t *count, float *out) {
  if (status != 0) return status;
  *count = 1;
  for (uint64_t i = 0; i < dimensions; i++) *count *= shape[i];
  memcpy(out, values, (size_t)(*count < capacity ? *count : capacity) * sizeof *out);
  return 0;
}

#define PREDICTION(type) \
  "{\"type\":" #type ",\"training\":false,\"iteration_begin\":0,\"iteration_end\":0,\"strict_shape\":true"

int xgb_booster_predict(const xgb_library *l, xgb_booster *b, xgb_rows rows, uint64_t capacity, uint64_t *count,
                        float *out) {
  silence(l);
  char values[INTERFACE_BYTES];
  describe(rows, values);
  const uint64_t *shape;
  uint64_t dimensions;
  const float *result;
  int status = l->BoosterPredictFromDense(b, values, PREDICTION(0) ",\"cache_id\":0,\"missing\":NaN}", NULL, &shape,
                                          &dimensions, &result);
  return copy(status, result, shape, dimensions, capacity, count, out);
}

int xgb_booster_contributions(const xgb_library *l, xgb_booster *b, xgb_matrix *m, uint64_t capacity, uint64_t *count,
                              float *out) {
  silence(l);
  const uint64_t *shape;
  uint64_t dimensions;
  const float *result;
  int status = l->BoosterPredictFromDMatrix(b, m, PREDICTION(2) "}", &shape, &dimensions, &result);
  return copy(status, result, shape, dimensions, capacity, count, out);
}

int xgb_booster_save(const xgb_library *l, xgb_booster *b, uint64_t *length, const char **out) {
  silence(l);
  return l->BoosterSaveModelToBuffer(b, "{\"format\":\"json\"}", length, out);
}

int xgb_booster_scores(const xgb_library *l, xgb_booster *b, const char *config, uint64_t *count,
                       const char *const **names, const float **out) {
  silence(l);
  uint64_t dimensions;
  const uint64_t *shape;
  return l->BoosterFeatureScore(b, config, count, names, &dimensions, &shape, out);
}

int xgb_booster_feature_count(const xgb_library *l, xgb_booster *b, uint64_t *out) {
  return l->BoosterGetNumFeature(b, out);
}

int xgb_booster_free(const xgb_library *l, xgb_booster *b) { return l->BoosterFree(b); }
