#define _GNU_SOURCE
#include "program.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/// What a child that could not become the program writes to its parent.
static void fail(int report) {
  int error = errno;
  ssize_t written = write(report, &error, sizeof error);
  (void)written;
  _exit(127);
}

/// Signals as they are for a fresh program.
static void restore_signals(void) {
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  signal(SIGINT, SIG_DFL);
  signal(SIGQUIT, SIG_DFL);
  signal(SIGPIPE, SIG_DFL);
  signal(SIGTSTP, SIG_DFL);
}

/// Makes `to` what `/dev/null` is.
static void silence(int to, int flags) {
  int null = open("/dev/null", flags);
  if (null < 0) return;
  dup2(null, to);
  if (null != to) close(null);
}

/// A child that runs a program; its number, or minus the error number.
///
/// - input: what it reads, or -1 for what this program reads.
static pid_t start(const char *const *arguments, int input, int is_silent, int is_apart) {
  int report[2];
  if (pipe(report) != 0) return -errno;
  fcntl(report[0], F_SETFD, FD_CLOEXEC);
  fcntl(report[1], F_SETFD, FD_CLOEXEC);
  pid_t child = fork();
  if (child < 0) {
    int error = errno;
    close(report[0]);
    close(report[1]);
    return -error;
  }
  if (child == 0) {
    close(report[0]);
    if (is_apart) setsid();
    if (input >= 0) dup2(input, STDIN_FILENO);
    if (is_apart) silence(STDIN_FILENO, O_RDONLY);
    if (is_silent) {
      silence(STDOUT_FILENO, O_WRONLY);
      silence(STDERR_FILENO, O_WRONLY);
    }
    restore_signals();
    execvp(arguments[0], (char *const *)arguments);
    fail(report[1]);
  }
  close(report[1]);
  int error = 0;
  ssize_t count;
  do count = read(report[0], &error, sizeof error);
  while (count < 0 && errno == EINTR);
  close(report[0]);
  if (count != sizeof error) return child;
  while (waitpid(child, NULL, 0) < 0 && errno == EINTR) {}
  return -error;
}

static int result(int status) {
  if (WIFSIGNALED(status)) return 128 + WTERMSIG(status);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}

static int wait_for(pid_t child) {
  int status = 0;
  while (waitpid(child, &status, 0) < 0)
    if (errno != EINTR) return -errno;
  return result(status);
}

int terminal_run(const char *const *arguments) {
  struct sigaction ignore = {0}, interrupt, quit;
  ignore.sa_handler = SIG_IGN;
  sigemptyset(&ignore.sa_mask);
  sigaction(SIGINT, &ignore, &interrupt);
  sigaction(SIGQUIT, &ignore, &quit);
  pid_t child = start(arguments, -1, 0, 0);
  int end = child < 0 ? (int)child : wait_for(child);
  sigaction(SIGINT, &interrupt, NULL);
  sigaction(SIGQUIT, &quit, NULL);
  return end;
}

int terminal_feed(const char *const *arguments, const char *text, size_t length) {
  int ends[2];
  if (pipe(ends) != 0) return -errno;
  fcntl(ends[1], F_SETFD, FD_CLOEXEC);
  // A program that ends before it has read all is no reason to end this one.
  struct sigaction ignore = {0}, broken;
  ignore.sa_handler = SIG_IGN;
  sigemptyset(&ignore.sa_mask);
  sigaction(SIGPIPE, &ignore, &broken);
  pid_t child = start(arguments, ends[0], 1, 0);
  close(ends[0]);
  while (child > 0 && length > 0) {
    ssize_t count = write(ends[1], text, length);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) break;
    text += count;
    length -= (size_t)count;
  }
  close(ends[1]);
  int end = child < 0 ? (int)child : wait_for(child);
  sigaction(SIGPIPE, &broken, NULL);
  return end;
}

int terminal_launch(const char *const *arguments) {
  pid_t child = start(arguments, -1, 1, 1);
  if (child < 0) return (int)child;
  for (int i = 0; i < 20; i++) {
    int status = 0;
    if (waitpid(child, &status, WNOHANG) == child) return result(status);
    struct timespec moment = {0, 50000000};
    nanosleep(&moment, NULL);
  }
  return 0;
}
