#define _GNU_SOURCE
#include "pseudoterminal.h"

#include <poll.h>
#ifdef __APPLE__
#include <util.h>
#else
#include <pty.h>
#endif
#include <signal.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

int pseudo_terminal_start(const char *program, const char *folder, const char *state_folder, int *process) {
  struct winsize size = {.ws_row = 40, .ws_col = 80};
  int terminal;
  *process = forkpty(&terminal, NULL, NULL, &size);
  if (*process < 0) return -1;
  if (*process == 0) {
    sigset_t none;  // the thread that runs a test may block signals, and a new process inherits that
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    setenv("TERM", "xterm", 1);
    setenv("NO_COLOR", "1", 1);
    setenv("XDG_STATE_HOME", state_folder, 1);
    if (chdir(folder) == 0) execl(program, program, (char *)NULL);
    _exit(127);
  }
  return terminal;
}

int pseudo_terminal_read(int terminal, char *bytes, int room, int milliseconds) {
  struct pollfd state = {.fd = terminal, .events = POLLIN};
  if (poll(&state, 1, milliseconds) <= 0) return 0;
  int count = (int)read(terminal, bytes, (size_t)room);
  return count > 0 ? count : -1;
}

int pseudo_terminal_write(int terminal, const char *bytes, int count) {
  return (int)write(terminal, bytes, (size_t)count);
}

int pseudo_terminal_finish(int terminal, int process) {
  int status = 0, ended = 0;
  for (int tries = 0; tries < 100 && ended == 0; tries++) {
    ended = waitpid(process, &status, WNOHANG);
    if (ended == 0) poll(NULL, 0, 100);
  }
  close(terminal);  // which ends a program that has not ended by itself
  if (ended == 0) ended = waitpid(process, &status, 0);
  if (ended != process) return -1;
  return WIFEXITED(status) ? WEXITSTATUS(status) : 256 + WTERMSIG(status);
}
