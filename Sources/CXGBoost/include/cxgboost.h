#pragma once
// XGBoost's C API (xgboost/c_api.h, version 3.4), loaded at run time: building Carnet does not need the library.
#include <stdint.h>

typedef struct xgb_library xgb_library;
typedef struct xgb_matrix xgb_matrix;
typedef struct xgb_booster xgb_booster;

/// Some rows of a column-major matrix of doubles, in which NaN is missing: `rows` of them from `first` on, of `height`.
typedef struct {
  const double *values;
  uint64_t height;
  uint64_t first;
  uint64_t rows;
  uint64_t columns;
} xgb_rows;

/// Loads the library; NULL on failure, and then *error points to the loader's message. Makes waiting OpenMP threads sleep.
const xgb_library *xgb_load(const char *path, const char **error);

/// The message of this thread's last call that did not return 0.
const char *xgb_last_error(const xgb_library *);

/// The library's own copy of the rows, in single precision.
int xgb_matrix_create(const xgb_library *, xgb_rows, int32_t threads, xgb_matrix **out);
/// Sets "label" or "weight", a number for each row.
int xgb_matrix_set_field(const xgb_library *, xgb_matrix *, const char *field, const double *values, uint64_t count);
int xgb_matrix_free(const xgb_library *, xgb_matrix *);

/// A booster that knows some matrices: the one that it learns from, and those that it is judged on.
int xgb_booster_create(const xgb_library *, xgb_matrix *const *, uint64_t count, xgb_booster **out);
int xgb_booster_load(const xgb_library *, const char *model, uint64_t length, xgb_booster **out);
int xgb_booster_set(const xgb_library *, xgb_booster *, const char *name, const char *value);
/// Names the features, which the model keeps; `names` are the names one after another, each ended by a zero byte.
int xgb_booster_set_names(const xgb_library *, xgb_booster *, const char *names, uint64_t count);
int xgb_booster_update(const xgb_library *, xgb_booster *, int32_t iteration, xgb_matrix *);
/// The metric on a matrix as a text behind its last colon; the memory is the booster's, until the next call of this
/// thread.
int xgb_booster_evaluate(const xgb_library *, xgb_booster *, int32_t iteration, xgb_matrix *, const char **out);
/// A booster of the first rounds.
int xgb_booster_slice(const xgb_library *, xgb_booster *, int32_t rounds, xgb_booster **out);
/// Probabilities; writes at most `capacity` numbers, *count is how many there are.
int xgb_booster_predict(const xgb_library *, xgb_booster *, xgb_rows, uint64_t capacity, uint64_t *count, float *out);
/// For each row a contribution of each feature, and the expected value last.
int xgb_booster_contributions(const xgb_library *, xgb_booster *, xgb_matrix *, uint64_t capacity, uint64_t *count,
                              float *out);
/// The model as JSON; the memory is the booster's, until the next call of this thread.
int xgb_booster_save(const xgb_library *, xgb_booster *, uint64_t *length, const char **out);
/// The scores of the features that are used, and their names; the memory is the booster's.
int xgb_booster_scores(const xgb_library *, xgb_booster *, const char *config, uint64_t *count,
                       const char *const **names, const float **out);
int xgb_booster_feature_count(const xgb_library *, xgb_booster *, uint64_t *out);
int xgb_booster_free(const xgb_library *, xgb_booster *);
