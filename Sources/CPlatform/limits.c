#ifdef __linux__
#define _GNU_SOURCE
#endif

#include "cplatform.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/resource.h>

int cplatform_reserve(int descriptor, long long start, long long count) {
#ifdef __linux__
  while (fallocate(descriptor, FALLOC_FL_KEEP_SIZE, start, count) != 0) {
    if (errno == EINTR) continue;
    return errno == ENOSPC || errno == EDQUOT || errno == EFBIG || errno == EIO ? errno : 0;
  }
#endif
  return 0;
}

static long long greatest(int resource) {
  struct rlimit limit;
  if (getrlimit(resource, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY) return -1;
  return (long long)limit.rlim_cur;
}

long long cplatform_greatest_file(void) { return greatest(RLIMIT_FSIZE); }
long long cplatform_greatest_addresses(void) { return greatest(RLIMIT_AS); }
long long cplatform_greatest_data(void) { return greatest(RLIMIT_DATA); }
