#include "libraries.h"

#include "cworkbook.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stddef.h>

struct sheets_libraries sheets_lib;

static pthread_once_t once = PTHREAD_ONCE_INIT;
static int are_there;

/// The first library of some names; the one of the headers that this was compiled with comes first.
static void *opened(const char *const *names) {
  for (; *names; names++) {
    void *handle = dlopen(*names, RTLD_NOW | RTLD_LOCAL);
    if (handle) return handle;
  }
  return NULL;
}

static void load(void) {
#ifdef __APPLE__
  static const char *const zips[] = {"libzip.dylib", "/opt/homebrew/lib/libzip.dylib", NULL};
  static const char *const expats[] = {"libexpat.dylib", "/opt/homebrew/opt/expat/lib/libexpat.dylib", NULL};
  static const char *const writers[] = {"libxlsxwriter.dylib", "/opt/homebrew/lib/libxlsxwriter.dylib", NULL};
#else
  static const char *const zips[] = {"libzip.so", "libzip.so.5", "libzip.so.4", NULL};
  static const char *const expats[] = {"libexpat.so", "libexpat.so.1", NULL};
  static const char *const writers[] = {"libxlsxwriter.so", "libxlsxwriter.so.4", NULL};
#endif
  void *zip = opened(zips), *expat = opened(expats), *writer = opened(writers);
  if (!zip || !expat || !writer) return;
#define SHEETS_FIND(handle, name) \
  *(void **)&sheets_lib.name = dlsym(handle, #name); \
  if (!sheets_lib.name) return;
#define SHEETS_IN_ZIP(name) SHEETS_FIND(zip, name)
#define SHEETS_IN_EXPAT(name) SHEETS_FIND(expat, name)
#define SHEETS_IN_WRITER(name) SHEETS_FIND(writer, name)
  SHEETS_ZIP(SHEETS_IN_ZIP)
  SHEETS_EXPAT(SHEETS_IN_EXPAT)
  SHEETS_WRITER(SHEETS_IN_WRITER)
  are_there = 1;
}

int sheets_available(void) {
  pthread_once(&once, load);
  return are_there;
}
