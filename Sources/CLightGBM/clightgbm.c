#define _GNU_SOURCE
#include "clightgbm.h"

#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>
#ifdef __linux__
#include <link.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>
#endif

enum { LGBM_FLOAT32 = 0, LGBM_FLOAT64 = 1 };

struct lgbm_library {
  const char *(*GetLastError)(void);
  int (*DatasetCreateFromMat)(const void *, int, int32_t, int32_t, int, const char *, const void *, void **);
  int (*DatasetSetField)(void *, const char *, const void *, int, int);
  int (*DatasetSetFeatureNames)(void *, const char **, int);
  int (*DatasetGetSubset)(const void *, const int32_t *, int32_t, const char *, void **);
  int (*DatasetFree)(void *);
  int (*BoosterCreate)(const void *, const char *, void **);
  int (*BoosterLoadModelFromString)(const char *, int *, void **);
  int (*BoosterUpdateOneIter)(void *, int *);
  int (*BoosterAddValidData)(void *, const void *);
  int (*BoosterGetEvalCounts)(void *, int *);
  int (*BoosterGetEval)(void *, int, int *, double *);
  int (*BoosterPredictForMat)(void *, const void *, int, int32_t, int32_t, int, int, int, int, const char *, int64_t *,
                              double *);
  int (*BoosterSaveModelToString)(void *, int, int, int, int64_t, int64_t *, char *);
  int (*BoosterFeatureImportance)(void *, int, int, double *);
  int (*BoosterGetNumFeature)(void *, int *);
  int (*BoosterGetNumClasses)(void *, int *);
  int (*BoosterFree)(void *);
  int (*RegisterLogCallback)(void (*)(const char *));
  int (*SetMaxThreads)(int);
};

// The library prints to stdout, which belongs to the program's data; what goes wrong comes back as an error.
static void discard_log(const char *message) { (void)message; }

// Before it throws, the library prints what is fatal to stderr, past the callback. Its own reference to `stderr`, which the
// loader has filled in, is made to lead to a stream that goes nowhere: nothing else in the process sees another stream.
// Where no such reference is found, and elsewhere than on Linux, the library prints.
#ifdef __linux__
static void divert_stderr(void *handle) {
  static FILE *nowhere;
  struct link_map *map;
  if (dlinfo(handle, RTLD_DI_LINKMAP, &map) != 0) return;
  const ElfW(Rela) *table = NULL;
  size_t bytes = 0;
  for (const ElfW(Dyn) *entry = map->l_ld; entry->d_tag != DT_NULL; entry++) {
    if (entry->d_tag == DT_RELA) table = (const ElfW(Rela) *)entry->d_un.d_ptr;
    if (entry->d_tag == DT_RELASZ) bytes = entry->d_un.d_val;
  }
  if (!table || (ElfW(Addr))table < map->l_addr) return;
  if (!nowhere && !(nowhere = fopen("/dev/null", "we"))) return;
  const size_t page = (size_t)sysconf(_SC_PAGESIZE);
  for (size_t i = 0; i < bytes / sizeof *table; i++) {
    // Relocations of a symbol that is looked up, not of the library's own addresses.
    if (table[i].r_info >> (sizeof(ElfW(Addr)) == 8 ? 32 : 8) == 0) continue;
    FILE ***slot = (FILE ***)(map->l_addr + table[i].r_offset);
    if (*slot != &stderr) continue;
    void *start = (void *)((uintptr_t)slot & ~(uintptr_t)(page - 1));
    // The loader has closed the page to writers.
    if (mprotect(start, page, PROT_READ | PROT_WRITE) == 0) *slot = &nowhere;
  }
}
#else
static void divert_stderr(void *handle) { (void)handle; }
#endif

// The library asks each thread for its own callback.
static void silence(const lgbm_library *l) {
  static _Thread_local int silent;
  if (silent) return;
  silent = 1;
  l->RegisterLogCallback(discard_log);
}

const lgbm_library *lgbm_load(const char *path, const char **error) {
  // libgomp reads this once, when it is loaded. By default waiting threads spin for long, and a busy neighbour makes two
  // threads many times slower than one; asleep, the second one is worth nothing, since they wait so often. So they spin
  // for some microseconds, unless somebody has settled it.
  if (!getenv("OMP_WAIT_POLICY")) setenv("GOMP_SPINCOUNT", "1000", 0);
  void *handle = dlopen(path, RTLD_NOW | RTLD_LOCAL);
  if (!handle) {
    *error = dlerror();
    return NULL;
  }
  lgbm_library *library = calloc(1, sizeof *library);
  if (!library) {
    *error = "out of memory";
    return NULL;
  }
#define SYMBOL(name)                                                          \
  if (!(*(void **)(&library->name) = dlsym(handle, "LGBM_" #name))) {         \
    *error = "the library has no function LGBM_" #name;                       \
    free(library);                                                            \
    return NULL;                                                              \
  }
  SYMBOL(GetLastError)
  SYMBOL(DatasetCreateFromMat)
  SYMBOL(DatasetSetField)
  SYMBOL(DatasetSetFeatureNames)
  SYMBOL(DatasetGetSubset)
  SYMBOL(DatasetFree)
  SYMBOL(BoosterCreate)
  SYMBOL(BoosterLoadModelFromString)
  SYMBOL(BoosterUpdateOneIter)
  SYMBOL(BoosterAddValidData)
  SYMBOL(BoosterGetEvalCounts)
  SYMBOL(BoosterGetEval)
  SYMBOL(BoosterPredictForMat)
  SYMBOL(BoosterSaveModelToString)
  SYMBOL(BoosterFeatureImportance)
  SYMBOL(BoosterGetNumFeature)
  SYMBOL(BoosterGetNumClasses)
  SYMBOL(BoosterFree)
  SYMBOL(RegisterLogCallback)
  SYMBOL(SetMaxThreads)
#undef SYMBOL
  divert_stderr(handle);
  return library;
}

const char *lgbm_last_error(const lgbm_library *l) { return l->GetLastError(); }

int lgbm_dataset_create(const lgbm_library *l, const double *values, int32_t rows, int32_t columns, const char *parameters,
                        const lgbm_dataset *like, lgbm_dataset **out) {
  silence(l);
  return l->DatasetCreateFromMat(values, LGBM_FLOAT64, rows, columns, 0, parameters, like, (void **)out);
}

int lgbm_dataset_set_field(const lgbm_library *l, lgbm_dataset *d, const char *field, const float *values, int32_t count) {
  silence(l);
  return l->DatasetSetField(d, field, values, count, LGBM_FLOAT32);
}

int lgbm_dataset_set_names(const lgbm_library *l, lgbm_dataset *d, const char *names, int32_t count) {
  const char **table = malloc((size_t)count * sizeof *table);
  if (!table) return -1;
  for (int32_t i = 0; i < count; i++) {
    table[i] = names;
    names += strlen(names) + 1;
  }
  int status = l->DatasetSetFeatureNames(d, table, count);
  free(table);
  return status;
}

int lgbm_dataset_subset(const lgbm_library *l, const lgbm_dataset *d, const int32_t *rows, int32_t count,
                        const char *parameters, lgbm_dataset **out) {
  silence(l);
  return l->DatasetGetSubset(d, rows, count, parameters, (void **)out);
}

int lgbm_dataset_free(const lgbm_library *l, lgbm_dataset *d) { return l->DatasetFree(d); }

int lgbm_booster_create(const lgbm_library *l, lgbm_dataset *d, const char *parameters, lgbm_booster **out) {
  silence(l);
  return l->BoosterCreate(d, parameters, (void **)out);
}

int lgbm_booster_load(const lgbm_library *l, const char *model, int32_t *iterations, lgbm_booster **out) {
  silence(l);
  return l->BoosterLoadModelFromString(model, iterations, (void **)out);
}

int lgbm_booster_update(const lgbm_library *l, lgbm_booster *b, int32_t *finished) {
  silence(l);
  return l->BoosterUpdateOneIter(b, finished);
}

int lgbm_booster_judge(const lgbm_library *l, lgbm_booster *b, const lgbm_dataset *d) {
  silence(l);
  return l->BoosterAddValidData(b, d);
}

int lgbm_booster_metric(const lgbm_library *l, lgbm_booster *b, double *out) {
  silence(l);
  int count = 0;
  int status = l->BoosterGetEvalCounts(b, &count);
  // The library writes as many numbers as it has metrics.
  if (status != 0 || count != 1) return status != 0 ? status : -1;
  return l->BoosterGetEval(b, 1, &count, out);
}

int lgbm_booster_predict(const lgbm_library *l, lgbm_booster *b, const double *values, int32_t rows, int32_t columns,
                         int32_t kind, const char *parameters, int64_t *out_count, double *out) {
  silence(l);
  return l->BoosterPredictForMat(b, values, LGBM_FLOAT64, rows, columns, 0, kind, 0, -1, parameters, out_count, out);
}

int lgbm_booster_save(const lgbm_library *l, lgbm_booster *b, int32_t rounds, int64_t capacity, int64_t *needed,
                      char *out) {
  silence(l);
  return l->BoosterSaveModelToString(b, 0, rounds, LGBM_GAIN, capacity, needed, out);
}

int lgbm_booster_importance(const lgbm_library *l, lgbm_booster *b, int32_t kind, double *out) {
  return l->BoosterFeatureImportance(b, 0, kind, out);
}

int lgbm_booster_feature_count(const lgbm_library *l, lgbm_booster *b, int32_t *out) {
  return l->BoosterGetNumFeature(b, out);
}

int lgbm_booster_class_count(const lgbm_library *l, lgbm_booster *b, int32_t *out) {
  return l->BoosterGetNumClasses(b, out);
}

int lgbm_booster_free(const lgbm_library *l, lgbm_booster *b) { return l->BoosterFree(b); }

int lgbm_set_threads(const lgbm_library *l, int32_t count) { return l->SetMaxThreads(count); }
