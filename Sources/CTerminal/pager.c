#define _GNU_SOURCE
#include "pager.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>

int pager_show(const char *command, const char *text, size_t length) {
  // Whoever has seen enough closes the pipe, which is no reason to end.
  struct sigaction ignore, before;
  memset(&ignore, 0, sizeof ignore);
  ignore.sa_handler = SIG_IGN;
  sigemptyset(&ignore.sa_mask);
  sigaction(SIGPIPE, &ignore, &before);
  FILE *pager = popen(command, "we");
  int status = -1;
  if (pager) {
    fwrite(text, 1, length, pager);
    status = pclose(pager);
  }
  sigaction(SIGPIPE, &before, NULL);
  // What the shell says of a command that it cannot find or start.
  int is_missing = status != -1 && WIFEXITED(status) && (WEXITSTATUS(status) == 127 || WEXITSTATUS(status) == 126);
  return status == -1 || is_missing ? -1 : 0;
}
