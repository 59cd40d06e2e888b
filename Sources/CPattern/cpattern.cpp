#include "cpattern.h"

#include <re2/re2.h>

#include <cstring>
#include <new>
#include <vector>

struct carnet_pattern {
  RE2 expression;
  carnet_pattern(const re2::StringPiece &source, const RE2::Options &options) : expression(source, options) {}
};

// The numbers of RE2's own codes differ between its versions; their names do not.
static int32_t fault_of(RE2::ErrorCode code) {
  switch (code) {
  case RE2::NoError: return CARNET_PATTERN_FINE;
  case RE2::ErrorBadEscape: return CARNET_PATTERN_ESCAPE;
  case RE2::ErrorBadCharClass: return CARNET_PATTERN_CLASS;
  case RE2::ErrorBadCharRange: return CARNET_PATTERN_RANGE;
  case RE2::ErrorMissingBracket: return CARNET_PATTERN_BRACKET;
  case RE2::ErrorMissingParen: return CARNET_PATTERN_GROUP_OPEN;
  case RE2::ErrorUnexpectedParen: return CARNET_PATTERN_GROUP_CLOSED;
  case RE2::ErrorTrailingBackslash: return CARNET_PATTERN_BACKSLASH;
  case RE2::ErrorRepeatArgument: return CARNET_PATTERN_NOTHING_REPEATED;
  case RE2::ErrorRepeatSize: return CARNET_PATTERN_REPEAT_SIZE;
  case RE2::ErrorRepeatOp: return CARNET_PATTERN_REPEAT_TWICE;
  case RE2::ErrorBadPerlOp: return CARNET_PATTERN_GROUP_KIND;
  case RE2::ErrorBadNamedCapture: return CARNET_PATTERN_GROUP_NAME;
  case RE2::ErrorPatternTooLarge: return CARNET_PATTERN_TOO_LARGE;
  default: return CARNET_PATTERN_OTHER;
  }
}

extern "C" carnet_pattern *carnet_pattern_make(const char *bytes, size_t count, carnet_pattern_error *error) {
  RE2::Options options;
  options.set_log_errors(false);
  auto *pattern = new (std::nothrow) carnet_pattern(re2::StringPiece(bytes, count), options);
  if (pattern == nullptr) {
    error->fault = CARNET_PATTERN_TOO_LARGE;
    error->piece_count = 0;
    return nullptr;
  }
  if (pattern->expression.ok()) return pattern;
  const std::string &piece = pattern->expression.error_arg();
  const size_t kept = piece.size() < sizeof error->piece ? piece.size() : 0;
  error->fault = fault_of(pattern->expression.error_code());
  error->piece_count = static_cast<int32_t>(kept);
  std::memcpy(error->piece, piece.data(), kept);
  delete pattern;
  return nullptr;
}

extern "C" void carnet_pattern_free(carnet_pattern *pattern) { delete pattern; }

extern "C" int32_t carnet_pattern_groups(const carnet_pattern *pattern) {
  return pattern->expression.NumberOfCapturingGroups();
}

extern "C" int32_t carnet_pattern_occurs(const carnet_pattern *pattern, const char *text, size_t count) {
  const re2::StringPiece whole(text, count);
  return pattern->expression.Match(whole, 0, count, RE2::UNANCHORED, nullptr, 0);
}

extern "C" int32_t carnet_pattern_find(
  const carnet_pattern *pattern, const char *text, size_t count, int32_t group, int64_t *start, int64_t *end) {
  const re2::StringPiece whole(text, count);
  std::vector<re2::StringPiece> groups(static_cast<size_t>(group) + 1);
  if (!pattern->expression.Match(whole, 0, count, RE2::UNANCHORED, groups.data(), group + 1)) return 0;
  const re2::StringPiece &found = groups[static_cast<size_t>(group)];
  const bool has_part = found.data() != nullptr;
  *start = has_part ? found.data() - text : -1;
  *end = has_part ? *start + static_cast<int64_t>(found.size()) : -1;
  return 1;
}
