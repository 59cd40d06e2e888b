#include "cplatform.h"

#include <errno.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

void cplatform_out_of_memory(size_t bytes, size_t available) {
  char text[320];
  int count = snprintf(
      text, sizeof text,
      "error[E35]: this would take about %zu MB of memory, and %zu MB are free; the program ends\n"
      "help: take fewer columns (`select`) or fewer rows (`where`, `sample`) first\n",
      (bytes + 500000) / 1000000, (available + 500000) / 1000000);
  if (count > 0 && write(STDERR_FILENO, text, (size_t)count) < 0) _exit(1);
  _exit(1);
}

static _Atomic size_t least_request = SIZE_MAX;
static void (*_Atomic look_at_request)(size_t);

void cplatform_watch_requests(size_t least, void (*look)(size_t)) {
  atomic_store(&look_at_request, look);
  atomic_store(&least_request, least);
}

// What asks for memory that is not there would end by a signal: the runtime of the language knows no other way. So the
// allocator's own functions stand behind these, which end the program with its own words. A session's journal is on the
// disk by then. Large requests are looked at before, so that work can be stopped in time.
#if defined(__linux__) && defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__)

#include <malloc.h>

extern void *__libc_malloc(size_t);
extern void *__libc_calloc(size_t, size_t);
extern void *__libc_realloc(void *, size_t);
extern void *__libc_memalign(size_t, size_t);

/// Requests of which nobody expects that they are granted may fail.
static const size_t sensible = (size_t)1 << 46;

static void *granted(void *memory, size_t bytes) {
  if (__builtin_expect(memory == NULL, 0) && bytes > 0 && bytes < sensible) cplatform_out_of_memory(bytes, 0);
  return memory;
}

static void look_at(size_t bytes) {
  if (__builtin_expect(bytes < atomic_load_explicit(&least_request, memory_order_relaxed), 1)) return;
  if (bytes < sensible) atomic_load(&look_at_request)(bytes);
}

/// Each thread would otherwise set aside 64 MB of addresses, of which `ulimit -v` may leave few.
__attribute__((constructor)) static void economise(void) {
  if (cplatform_greatest_addresses() >= 0) mallopt(M_ARENA_MAX, 1);
}

void *malloc(size_t bytes) {
  look_at(bytes);
  return granted(__libc_malloc(bytes), bytes);
}

void *calloc(size_t count, size_t size) {
  size_t bytes;
  if (__builtin_mul_overflow(count, size, &bytes)) bytes = SIZE_MAX;
  look_at(bytes);
  return granted(__libc_calloc(count, size), bytes);
}

void *realloc(void *memory, size_t bytes) {
  size_t before = malloc_usable_size(memory);
  if (bytes > before) look_at(bytes - before);
  return granted(__libc_realloc(memory, bytes), bytes);
}

static void *aligned(size_t alignment, size_t bytes) {
  look_at(bytes);
  return granted(__libc_memalign(alignment, bytes), bytes);
}

void *aligned_alloc(size_t alignment, size_t bytes) { return aligned(alignment, bytes); }

void *memalign(size_t alignment, size_t bytes) { return aligned(alignment, bytes); }

int posix_memalign(void **memory, size_t alignment, size_t bytes) {
  if (alignment % sizeof(void *) != 0 || (alignment & (alignment - 1)) != 0) return EINVAL;
  *memory = aligned(alignment, bytes);
  return *memory == NULL ? ENOMEM : 0;
}

#endif
