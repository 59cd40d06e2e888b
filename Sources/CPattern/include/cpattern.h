#pragma once
// Regular expressions that match in time linear in the text, by RE2.
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct carnet_pattern carnet_pattern;

/// Why a pattern cannot be read.
enum carnet_pattern_fault {
  CARNET_PATTERN_FINE = 0,
  CARNET_PATTERN_ESCAPE,
  CARNET_PATTERN_CLASS,
  CARNET_PATTERN_RANGE,
  CARNET_PATTERN_BRACKET,
  CARNET_PATTERN_GROUP_OPEN,
  CARNET_PATTERN_GROUP_CLOSED,
  CARNET_PATTERN_BACKSLASH,
  CARNET_PATTERN_NOTHING_REPEATED,
  CARNET_PATTERN_REPEAT_SIZE,
  CARNET_PATTERN_REPEAT_TWICE,
  CARNET_PATTERN_GROUP_KIND,
  CARNET_PATTERN_GROUP_NAME,
  CARNET_PATTERN_TOO_LARGE,
  CARNET_PATTERN_OTHER,
};

/// What is wrong with a pattern, and the piece of it that is.
struct carnet_pattern_error {
  int32_t fault;
  int32_t piece_count;
  char piece[128];
};

/// The compiled pattern, or NULL with the error filled in. Matching changes nothing: threads may share a pattern.
carnet_pattern *carnet_pattern_make(const char *bytes, size_t count, struct carnet_pattern_error *error);
void carnet_pattern_free(carnet_pattern *);

/// How many groups the pattern has.
int32_t carnet_pattern_groups(const carnet_pattern *);

/// How many instructions the pattern is compiled to. A search takes at most about so many steps for each byte.
int64_t carnet_pattern_size(const carnet_pattern *);

/// Where a group (0 for the whole, -1 for none) of the first match lies: 1 where there is a match, with -1 in `start`
/// where the group has no part in it.
int32_t carnet_pattern_find(
  const carnet_pattern *, const char *text, size_t count, int32_t group, int64_t *start, int64_t *end);

/// A search on a thread of its own, which nobody has to wait for: it holds the pattern and a copy of the text, and ends
/// by itself. NULL where there is no memory or no thread for it.
typedef struct carnet_search carnet_search;
carnet_search *carnet_search_begin(const carnet_pattern *, const char *text, size_t count, int32_t group);

/// Whether the search has ended, after so many milliseconds at most.
int32_t carnet_search_wait(carnet_search *, int32_t milliseconds);

/// What a search that has ended found, as `carnet_pattern_find` does.
int32_t carnet_search_result(carnet_search *, int64_t *start, int64_t *end);

/// Lets go of a search, whether it has ended or not.
void carnet_search_leave(carnet_search *);

#ifdef __cplusplus
}
#endif
