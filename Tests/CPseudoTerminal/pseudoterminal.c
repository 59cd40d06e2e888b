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
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
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

/// Cuts a text into its lines, in place; returns how many there are.
static int cut_lines(char *text, char **lines, int room) {
  int count = 0;
  for (char *line = strtok(text, "\n"); line && count < room; line = strtok(NULL, "\n")) lines[count++] = line;
  return count;
}

int pseudo_terminal_start_with(
    const char *command, const char *folder, const char *settings, int lines, int columns, int *process) {
  enum { room = 64 };
  struct winsize size = {.ws_row = (unsigned short)lines, .ws_col = (unsigned short)columns};
  int terminal;
  char *words[room + 1] = {0}, *variables[room];
  char *command_copy = strdup(command), *settings_copy = strdup(settings);
  if (!command_copy || !settings_copy) return -1;
  cut_lines(command_copy, words, room);
  int variable_count = cut_lines(settings_copy, variables, room);
  *process = forkpty(&terminal, NULL, NULL, &size);
  if (*process == 0) {
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    for (int i = 0; i < variable_count; i++) putenv(variables[i]);
    if (chdir(folder) == 0 && words[0]) execv(words[0], words);
    _exit(127);
  }
  free(command_copy);
  free(settings_copy);
  return *process < 0 ? -1 : terminal;
}

int pseudo_terminal_resize(int terminal, int lines, int columns) {
  struct winsize size = {.ws_row = (unsigned short)lines, .ws_col = (unsigned short)columns};
  return ioctl(terminal, TIOCSWINSZ, &size);
}

int pseudo_terminal_is_ordinary(int terminal) {
  struct termios keys;
  if (tcgetattr(terminal, &keys) != 0) return 0;
  return (keys.c_lflag & (ICANON | ECHO | ISIG)) == (ICANON | ECHO | ISIG);
}
