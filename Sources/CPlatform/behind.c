#ifdef __linux__
#define _GNU_SOURCE
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>
#else
#include <pthread/qos.h>
#endif

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>

#include "cplatform.h"

struct behind {
  void (*work)(void *context);
  void *context;
};

static void *run(void *start) {
  struct behind behind = *(struct behind *)start;
  free(start);
#ifdef __linux__
  // On Linux the priority is that of one thread. Where it cannot be lowered the work is done all the same.
  setpriority(PRIO_PROCESS, (id_t)syscall(SYS_gettid), 19);
#else
  pthread_set_qos_class_self_np(QOS_CLASS_UTILITY, 0);
#endif
  behind.work(behind.context);
  return NULL;
}

int cplatform_run_behind(void (*work)(void *context), void *context) {
  struct behind *start = malloc(sizeof *start);
  if (!start) return ENOMEM;
  *start = (struct behind){work, context};
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
  pthread_t thread;
  int failure = pthread_create(&thread, &attributes, run, start);
  pthread_attr_destroy(&attributes);
  if (failure) free(start);
  return failure;
}
