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

/// Whether the pattern matches somewhere in the text.
int32_t carnet_pattern_occurs(const carnet_pattern *, const char *text, size_t count);

/// Where a group (0 for the whole) of the first match lies: 1 where there is a match, with -1 in `start` where the group
/// has no part in it.
int32_t carnet_pattern_find(
  const carnet_pattern *, const char *text, size_t count, int32_t group, int64_t *start, int64_t *end);

#ifdef __cplusplus
}
#endif
