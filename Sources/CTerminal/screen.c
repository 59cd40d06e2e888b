#define _GNU_SOURCE
#include "screen.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

// The second screen without a cursor, and back. https://invisible-island.net/xterm/ctlseqs/ctlseqs.html
static const char take[] = "\033[?1049h\033[?25l\033[?7l\033[2J";
static const char give_back[] = "\033[?7h\033[?25h\033[?1049l";

static struct termios before;
static volatile sig_atomic_t is_taken;

// What ends a program; the terminal is put back first. SIGTSTP is among them since somebody else may send it. SIGBUS is
// not: it belongs to those who read files.
static const int endings[] = {SIGHUP, SIGTERM, SIGQUIT, SIGABRT, SIGSEGV, SIGILL, SIGTRAP, SIGFPE, SIGTSTP};
enum { ending_count = sizeof endings / sizeof *endings };
static struct sigaction outer[ending_count];

static void write_all(const char *text, size_t length) {
  while (length > 0) {
    ssize_t count = write(STDOUT_FILENO, text, length);
    if (count < 0 && errno != EINTR) return;
    if (count > 0) {
      text += count;
      length -= (size_t)count;
    }
  }
}

/// Only what a signal handler may call.
static void restore(void) {
  if (!is_taken) return;
  is_taken = 0;
  write_all(give_back, sizeof give_back - 1);
  tcsetattr(STDIN_FILENO, TCSADRAIN, &before);
}

static int prepare(void) {
  struct termios keys;
  if (tcgetattr(STDIN_FILENO, &before) != 0) return -1;
  keys = before;
  cfmakeraw(&keys);
  keys.c_oflag |= OPOST | ONLCR;
  if (tcsetattr(STDIN_FILENO, TCSADRAIN, &keys) != 0) return -1;
  is_taken = 1;
  write_all(take, sizeof take - 1);
  return 0;
}

static void on_ending(int number) {
  int saved = errno, was_taken = is_taken;
  restore();
  for (int i = 0; i < ending_count; i++) {
    if (endings[i] != number) continue;
    struct sigaction ours;
    sigaction(number, &outer[i], &ours);
    // The signal is blocked in its handler: it comes when it is let through, and ends the program or stops it here.
    sigset_t one, mask;
    sigemptyset(&one);
    sigaddset(&one, number);
    raise(number);
    pthread_sigmask(SIG_UNBLOCK, &one, &mask);
    pthread_sigmask(SIG_SETMASK, &mask, NULL);
    sigaction(number, &ours, NULL);
  }
  if (was_taken) prepare();
  errno = saved;
}

int screen_take(void) {
  static int is_registered;
  if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO)) return -1;
  if (!is_registered) is_registered = atexit(restore) == 0;
  if (prepare() != 0) return -1;
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = on_ending;
  sigemptyset(&action.sa_mask);
  for (int i = 0; i < ending_count; i++) sigaction(endings[i], &action, &outer[i]);
  return 0;
}

void screen_give_back(void) {
  if (!is_taken) return;
  for (int i = 0; i < ending_count; i++) sigaction(endings[i], &outer[i], NULL);
  restore();
}

void screen_stop(void) { raise(SIGTSTP); }

int screen_read(unsigned char *bytes, int room, int milliseconds) {
  struct pollfd state = {.fd = STDIN_FILENO, .events = POLLIN};
  int ready = poll(&state, 1, milliseconds);
  if (ready <= 0) return ready == 0 || errno == EINTR ? 0 : -1;
  ssize_t count = read(STDIN_FILENO, bytes, (size_t)room);
  if (count > 0) return (int)count;
  return count < 0 && (errno == EINTR || errno == EAGAIN) ? 0 : -1;
}

int screen_size(int descriptor, int *lines, int *columns) {
  struct winsize size;
  if (ioctl(descriptor, TIOCGWINSZ, &size) != 0 || size.ws_row == 0 || size.ws_col == 0) return -1;
  *lines = size.ws_row;
  *columns = size.ws_col;
  return 0;
}

int screen_has_keys(void) {
  struct pollfd state = {.fd = STDIN_FILENO, .events = POLLIN};
  return poll(&state, 1, 0) > 0;
}
