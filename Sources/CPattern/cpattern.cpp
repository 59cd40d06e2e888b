#include "cpattern.h"

#include <re2/re2.h>

#include <chrono>
#include <condition_variable>
#include <cstring>
#include <memory>
#include <mutex>
#include <new>
#include <string>
#include <thread>
#include <vector>

struct carnet_pattern {
  /// Shared with the searches that nobody waits for any more.
  std::shared_ptr<const RE2> expression;
  /// Whether it may match between the bytes of a character: RE2 looks for `\B` at every byte.
  bool may_split;
  carnet_pattern(const re2::StringPiece &source, const RE2::Options &options)
    : expression(std::make_shared<const RE2>(source, options)),
      may_split(std::string(source).find("\\B") != std::string::npos) {}
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
  if (pattern->expression->ok()) return pattern;
  const std::string &piece = pattern->expression->error_arg();
  const size_t kept = piece.size() < sizeof error->piece ? piece.size() : 0;
  error->fault = fault_of(pattern->expression->error_code());
  error->piece_count = static_cast<int32_t>(kept);
  std::memcpy(error->piece, piece.data(), kept);
  delete pattern;
  return nullptr;
}

extern "C" void carnet_pattern_free(carnet_pattern *pattern) { delete pattern; }

extern "C" int32_t carnet_pattern_groups(const carnet_pattern *pattern) {
  return pattern->expression->NumberOfCapturingGroups();
}

extern "C" int64_t carnet_pattern_size(const carnet_pattern *pattern) { return pattern->expression->ProgramSize(); }

/// Where a group of the first match lies, as offsets; false without a match. A match that begins between the bytes of
/// a character is none.
static bool find(
  const RE2 &expression, bool may_split, const re2::StringPiece &whole, int32_t group, int64_t *start, int64_t *end) {
  const int32_t count = group + 1 > 0 || !may_split ? group + 1 : 1;
  std::vector<re2::StringPiece> groups(static_cast<size_t>(count));
  size_t from = 0;
  while (true) {
    if (!expression.Match(whole, from, whole.size(), RE2::UNANCHORED, groups.data(), count)) return false;
    if (!may_split) break;
    from = static_cast<size_t>(groups[0].data() - whole.data());
    if (from >= whole.size() || (whole[from] & 0xC0) != 0x80) break;
    from += 1;
  }
  if (group < 0) return true;
  const re2::StringPiece &found = groups[static_cast<size_t>(group)];
  const bool has_part = found.data() != nullptr;
  *start = has_part ? found.data() - whole.data() : -1;
  *end = has_part ? *start + static_cast<int64_t>(found.size()) : -1;
  return true;
}

extern "C" int32_t carnet_pattern_find(
  const carnet_pattern *pattern, const char *text, size_t count, int32_t group, int64_t *start, int64_t *end) {
  return find(*pattern->expression, pattern->may_split, re2::StringPiece(text, count), group, start, end);
}

/// What the thread that searches and the one that waits for it share; gone with the later of them.
struct search_state {
  std::shared_ptr<const RE2> expression;
  bool may_split = false;
  std::string text;
  int32_t group;
  std::mutex lock;
  std::condition_variable end_of_search;
  bool is_over = false, is_found = false;
  int64_t start = -1, end = -1;
};

struct carnet_search {
  std::shared_ptr<search_state> state;
};

extern "C" carnet_search *carnet_search_begin(
  const carnet_pattern *pattern, const char *text, size_t count, int32_t group) {
  try {
    auto state = std::make_shared<search_state>();
    state->expression = pattern->expression;
    state->may_split = pattern->may_split;
    state->text.assign(text, count);
    state->group = group;
    std::unique_ptr<carnet_search> search(new carnet_search{state});
    std::thread([state] {
      int64_t start = -1, end = -1;
      const bool is_found = find(*state->expression, state->may_split, state->text, state->group, &start, &end);
      const std::lock_guard<std::mutex> guard(state->lock);
      state->is_found = is_found;
      state->start = start;
      state->end = end;
      state->is_over = true;
      state->end_of_search.notify_all();
    }).detach();
    return search.release();
  } catch (...) {
    return nullptr;
  }
}

extern "C" int32_t carnet_search_wait(carnet_search *search, int32_t milliseconds) {
  std::unique_lock<std::mutex> guard(search->state->lock);
  const auto &state = *search->state;
  return search->state->end_of_search.wait_for(
    guard, std::chrono::milliseconds(milliseconds), [&state] { return state.is_over; });
}

extern "C" int32_t carnet_search_result(carnet_search *search, int64_t *start, int64_t *end) {
  const std::lock_guard<std::mutex> guard(search->state->lock);
  *start = search->state->start;
  *end = search->state->end;
  return search->state->is_found;
}

extern "C" void carnet_search_leave(carnet_search *search) { delete search; }
