#include "csystem.h"

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

void csystem_out_of_memory(size_t bytes) {
  char text[256];
  int count = snprintf(
      text, sizeof text,
      "error[E35]: there is no memory for %zu bytes more, and the program ends\n"
      "help: take fewer columns (`select`) or fewer rows (`where`, `sample`) first\n",
      bytes);
  if (count > 0 && write(STDERR_FILENO, text, (size_t)count) < 0) _exit(1);
  _exit(1);
}

// What asks for memory that is not there would end by a signal: the runtime of the language knows no other way. So the
// allocator's own functions stand behind these, which end the program with its own words. A session's journal is on the
// disk by then.
#if defined(__linux__) && defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__)

extern void *__libc_malloc(size_t);
extern void *__libc_calloc(size_t, size_t);
extern void *__libc_realloc(void *, size_t);
extern void *__libc_memalign(size_t, size_t);

/// Requests of which nobody expects that they are granted may fail.
static void *granted(void *memory, size_t bytes) {
  if (__builtin_expect(memory == NULL, 0) && bytes > 0 && bytes < (size_t)1 << 46) csystem_out_of_memory(bytes);
  return memory;
}

void *malloc(size_t bytes) { return granted(__libc_malloc(bytes), bytes); }

void *calloc(size_t count, size_t size) {
  size_t bytes;
  if (__builtin_mul_overflow(count, size, &bytes)) bytes = SIZE_MAX;
  return granted(__libc_calloc(count, size), bytes);
}

void *realloc(void *memory, size_t bytes) { return granted(__libc_realloc(memory, bytes), bytes); }

void *aligned_alloc(size_t alignment, size_t bytes) { return granted(__libc_memalign(alignment, bytes), bytes); }

void *memalign(size_t alignment, size_t bytes) { return granted(__libc_memalign(alignment, bytes), bytes); }

int posix_memalign(void **memory, size_t alignment, size_t bytes) {
  if (alignment % sizeof(void *) != 0 || (alignment & (alignment - 1)) != 0) return EINVAL;
  *memory = granted(__libc_memalign(alignment, bytes), bytes);
  return *memory == NULL ? ENOMEM : 0;
}

#endif
