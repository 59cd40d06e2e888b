#define _GNU_SOURCE
#include "lineeditor.h"

#include <errno.h>
#include <fcntl.h>
#include <readline/history.h>
#include <readline/readline.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/select.h>
#include <unistd.h>

static line_editor_completer completer;
static volatile sig_atomic_t interrupted;
static atomic_int interrupt_count;
static struct sigaction outer_action;
static const char *preset_text;
static char *last_line;

// What the callback offers during one completion.
static char **offers;
static int offer_count, offer_room;
static char *hint;
static int offers_are_paths;

void line_editor_offer(const char *text) {
  if (offer_count == offer_room) {
    int room = offer_room ? 2 * offer_room : 64;
    char **larger = realloc(offers, (size_t)room * sizeof *offers);
    if (!larger) return;
    offers = larger;
    offer_room = room;
  }
  char *copy = strdup(text);
  if (copy) offers[offer_count++] = copy;
}

void line_editor_hint(const char *text, int are_paths) {
  free(hint);
  hint = text && *text ? strdup(text) : NULL;
  offers_are_paths = are_paths;
}

/// Shows the hint below the line: the list of a second Tab follows it, and where there is nothing to list, the line is
/// drawn once more below it.
static void show_hint(int is_listed) {
  if (!hint || (!is_listed && offer_count > 0)) return;
  // What of the line stands behind the cursor is not to be written over.
  int point = rl_point;
  rl_point = rl_end;
  rl_redisplay();
  rl_point = point;
  fprintf(rl_outstream, "\r\n%s", hint);
  if (offer_count == 0) {
    fputs("\r\n", rl_outstream);
    rl_on_new_line();
    rl_redisplay();
  }
  fflush(rl_outstream);
}

/// The generator that rl_completion_matches calls until it returns NULL; readline frees what it is given.
static char *next_offer(const char *word, int state) {
  static int next;
  (void)word;
  if (state == 0) next = 0;
  return next < offer_count ? offers[next++] : NULL;
}

/// Whether the place is inside of a string, where the word that is completed is a path.
static int is_in_string(const char *line, int place) {
  int is_inside = 0;
  for (int i = 0; i < place && line[i]; i++) {
    if (is_inside && line[i] == '\\' && line[i + 1]) i++;
    else if (line[i] == '"') is_inside = !is_inside;
  }
  return is_inside;
}

static char **complete(const char *word, int start, int end) {
  rl_completion_append_character = '\0';
  rl_attempted_completion_over = 1;
  offer_count = 0;
  line_editor_hint(NULL, 0);
  int from = completer ? completer(rl_line_buffer, end) : start;
  int is_path = offers_are_paths;
  show_hint(rl_completion_type == '?');
  // Readline replaces from its own idea of where the word begins: what stands before is taken off or put in front.
  for (int i = 0; i < offer_count; i++) {
    char *text = offers[i], *fitted = NULL;
    size_t length = strlen(text);
    if (from < start) {
      size_t surplus = (size_t)(start - from);
      fitted = strdup(length >= surplus ? text + surplus : "");
    } else if (from > start) {
      size_t missing = (size_t)(from - start);
      fitted = malloc(missing + length + 1);
      if (fitted) {
        memcpy(fitted, rl_line_buffer + start, missing);
        memcpy(fitted + missing, text, length + 1);
      }
    } else {
      continue;
    }
    if (!fitted) continue;
    free(text);
    offers[i] = fitted;
  }
  if (offer_count == 0) return NULL;
  // Of paths readline shows the last parts, puts the slash behind a folder, and closes the string behind a file only.
  rl_filename_completion_desired = is_path;
  for (int i = 0; is_path && i < offer_count; i++) {
    size_t length = strlen(offers[i]);
    if (length > 1 && offers[i][length - 1] == '/') offers[i][length - 1] = '\0';
  }
  return rl_completion_matches(word, next_offer);
}

/// What ends a word: a path in a string is one word, and in a command only spaces do.
static char *word_breaks(void) {
  if (is_in_string(rl_line_buffer, rl_point)) return "\"";
  const char *line = rl_line_buffer;
  while (*line == ' ') line++;
  return *line == '.' ? " \t\"" : NULL;
}

/// Ends the line that is being read, and leaves it on the screen. The result stands for Enter.
static int drop_line(void) {
  if (rl_done) return '\n';
  // A search has its own prompt and reads its own keys: it is left first, and the next key drops the line.
  if (RL_ISSTATE(RL_STATE_ISEARCH | RL_STATE_NSEARCH)) return 'G' & 0x1f;
  rl_point = rl_end;
  rl_redisplay();
  fputs("^C", rl_outstream);
  rl_done = 1;
  return '\n';
}

/// Waits for a key. What is typed behind Ctrl-C belongs to the next line, so each byte is read only after a look at
/// whether there was one; a signal that comes between that look and the wait is seen a tenth of a second later.
static int read_key(FILE *stream) {
  int input = fileno(stream);
  for (;;) {
    if (interrupted) return drop_line();
    struct timeval limit = {0, 100000};
    fd_set inputs;
    FD_ZERO(&inputs);
    FD_SET(input, &inputs);
    int ready = select(input + 1, &inputs, NULL, NULL, &limit);
    if (interrupted) return drop_line();
    if (ready < 0) rl_check_signals();  // the window has another size
    if (ready <= 0) continue;
    unsigned char key;
    ssize_t count = read(input, &key, 1);
    if (count == 1) return key;
    if (count == 0 || (errno != EINTR && errno != EAGAIN)) return EOF;
  }
}

static void on_interrupt_while_reading(int signal) {
  (void)signal;
  interrupted = 1;
}

static void on_interrupt_while_running(int signal) {
  (void)signal;
  atomic_fetch_add(&interrupt_count, 1);
}

static int insert_preset(void) {
  if (preset_text) rl_insert_text(preset_text);
  return 0;
}

void line_editor_start(const char *name, line_editor_completer function) {
  completer = function;
  rl_readline_name = name;
  rl_attempted_completion_function = complete;
  rl_completer_word_break_characters = " \t\n\"'`|,;:(){}[]=+-*/%<>!~&";
  rl_completer_quote_characters = "\"";
  rl_completion_word_break_hook = word_breaks;
  rl_catch_signals = 0;  // Ctrl-C is ours
  rl_catch_sigwinch = 1;
  rl_getc_function = read_key;
  rl_startup_hook = insert_preset;
  rl_variable_bind("enable-bracketed-paste", "on");
  rl_variable_bind("completion-query-items", "200");
  using_history();
  // Without both of these an entry of several lines comes back as several entries.
  history_comment_char = '#';
  history_write_timestamps = 1;
  // From now on Ctrl-C never ends the program: also not between two lines, when an entry is about to run or has just run.
  struct sigaction action = {0};
  action.sa_handler = on_interrupt_while_running;
  action.sa_flags = SA_RESTART;
  sigemptyset(&action.sa_mask);
  sigaction(SIGINT, &action, NULL);
}

const char *line_editor_read(const char *prompt, const char *preset, enum line_editor_outcome *outcome) {
  struct sigaction action = {0}, before;
  action.sa_handler = on_interrupt_while_reading;  // without SA_RESTART, so that the wait for a key ends
  sigemptyset(&action.sa_mask);
  interrupted = 0;
  sigaction(SIGINT, &action, &before);
  free(last_line);
  preset_text = preset;
  last_line = readline(prompt);
  preset_text = NULL;
  // One that comes from here on is meant for the entry.
  atomic_store(&interrupt_count, 0);
  sigaction(SIGINT, &before, NULL);
  if (interrupted) {
    rl_free_line_state();
    rl_callback_sigcleanup();
    *outcome = LINE_EDITOR_INTERRUPTED;
    return NULL;
  }
  *outcome = last_line ? LINE_EDITOR_LINE : LINE_EDITOR_END;
  return last_line;
}

void line_editor_load_history(const char *path, int limit) {
  read_history(path);
  stifle_history(limit);
}

int line_editor_remember(const char *entry, const char *path) {
  HIST_ENTRY *last = history_length > 0 ? history_get(history_base + history_length - 1) : NULL;
  if (last && strcmp(last->line, entry) == 0) return 0;
  add_history(entry);
  if (!path) return 0;
  // Appending needs the file to be there. What an analyst types is nobody else's business.
  int file = open(path, O_CREAT | O_WRONLY | O_CLOEXEC, 0600);
  if (file < 0) return errno;
  close(file);
  return append_history(1, path);
}

void line_editor_catch_interrupts(void) {
  struct sigaction action = {0};
  action.sa_handler = on_interrupt_while_running;
  action.sa_flags = SA_RESTART;  // files that are being read are read on
  sigemptyset(&action.sa_mask);
  sigaction(SIGINT, &action, &outer_action);
}

int line_editor_interrupt_count(void) { return atomic_load(&interrupt_count); }

void line_editor_release_interrupts(void) {
  sigaction(SIGINT, &outer_action, NULL);
  atomic_store(&interrupt_count, 0);
}

int line_editor_terminal_width(int descriptor) {
  struct winsize size;
  return isatty(descriptor) && ioctl(descriptor, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}
