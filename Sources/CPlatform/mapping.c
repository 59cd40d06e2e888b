#include "cplatform.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <sys/mman.h>
#include <unistd.h>

#ifndef MAP_ANONYMOUS
#define MAP_ANONYMOUS MAP_ANON
#endif

/// A mapping that the handler knows. `start` is 0 for a free slot and 1 for one that is being filled or emptied.
typedef struct {
  _Atomic uintptr_t start;
  _Atomic size_t size;
  atomic_int lost;
} mapping;

/// As many files as are read at once; for any more the caller reads into memory of its own.
enum { mapping_limit = 64 };
static mapping mappings[mapping_limit];

static struct sigaction previous;
static pthread_once_t installation = PTHREAD_ONCE_INIT;

/// Puts zeros where a file's bytes are gone, from the page that was read to the end of the mapping.
static int fill(uintptr_t address) {
  for (int slot = 0; slot < mapping_limit; slot++) {
    uintptr_t start = atomic_load(&mappings[slot].start);
    size_t size = atomic_load(&mappings[slot].size);
    if (start <= 1 || address < start || address - start >= size) continue;
    uintptr_t page = address & ~((uintptr_t)sysconf(_SC_PAGESIZE) - 1);
    void *zeros = mmap((void *)page, start + size - page, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
    if (zeros == MAP_FAILED) return 0;
    atomic_store(&mappings[slot].lost, 1);
    return 1;
  }
  return 0;
}

static void handle(int signal, siginfo_t *info, void *context) {
  int error = errno;
  if (!fill((uintptr_t)info->si_addr)) {
    // Not ours: what was there before decides when the access is tried again.
    if (previous.sa_flags & SA_SIGINFO) {
      previous.sa_sigaction(signal, info, context);
    } else if (previous.sa_handler != SIG_DFL && previous.sa_handler != SIG_IGN) {
      previous.sa_handler(signal);
    } else {
      sigaction(signal, &previous, NULL);
    }
  }
  errno = error;
}

static void install(void) {
  struct sigaction action = {0};
  action.sa_sigaction = handle;
  action.sa_flags = SA_SIGINFO | SA_RESTART | SA_ONSTACK;
  sigemptyset(&action.sa_mask);
  sigaction(SIGBUS, &action, &previous);
}

const void *cplatform_map(int descriptor, size_t size, int *slot) {
  pthread_once(&installation, install);
  for (*slot = 0; *slot < mapping_limit; ++*slot) {
    uintptr_t free_slot = 0;
    if (atomic_compare_exchange_strong(&mappings[*slot].start, &free_slot, 1)) break;
  }
  if (*slot == mapping_limit) return NULL;
  void *start = mmap(NULL, size, PROT_READ, MAP_PRIVATE, descriptor, 0);
  if (start == MAP_FAILED) {
    atomic_store(&mappings[*slot].start, 0);
    return NULL;
  }
  atomic_store(&mappings[*slot].lost, 0);
  atomic_store(&mappings[*slot].size, size);
  atomic_store(&mappings[*slot].start, (uintptr_t)start);
  return start;
}

int cplatform_lost(int slot) { return atomic_load(&mappings[slot].lost); }

void cplatform_unmap(int slot) {
  void *start = (void *)atomic_exchange(&mappings[slot].start, 1);
  munmap(start, atomic_load(&mappings[slot].size));
  atomic_store(&mappings[slot].start, 0);
}
