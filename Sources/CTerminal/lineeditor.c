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

static int is_reading_data;
static rl_command_func_t *outer_tab, *outer_up, *outer_down;

void line_editor_take_data(int is_data) {
  if (is_data == is_reading_data) return;
  is_reading_data = is_data;
  if (is_data) outer_tab = rl_function_of_keyseq("\t", NULL, NULL);
  rl_bind_key('\t', is_data ? rl_insert : outer_tab ? outer_tab : rl_complete);
}

static int take_paste(int count, int key) {
  int result = rl_bracketed_paste_begin(count, key);
  if (is_reading_data) rl_newline(1, '\n');
  return result;
}

static int line_start(int place) {
  while (place > 0 && rl_line_buffer[place - 1] != '\n') place--;
  return place;
}

/// Moves to a column of a line, or to its end, never into the middle of a character.
static int move_to(int start, int column) {
  int place = start;
  while (place < rl_end && rl_line_buffer[place] != '\n' && place - start < column) place++;
  while (place > start && (rl_line_buffer[place] & 0xC0) == 0x80) place--;
  rl_point = place;
  return 0;
}

/// The line above in an entry of several lines; above the first one, the entry before.
static int move_up(int count, int key) {
  int start = line_start(rl_point);
  if (start == 0) return outer_up(count, key);
  return move_to(line_start(start - 1), rl_point - start);
}

static int move_down(int count, int key) {
  int end = rl_point;
  while (end < rl_end && rl_line_buffer[end] != '\n') end++;
  if (end == rl_end) return outer_down(count, key);
  return move_to(end + 1, rl_point - line_start(rl_point));
}

static int begin_line(int count, int key) {
  (void)count;
  (void)key;
  rl_point = line_start(rl_point);
  return 0;
}

static int end_line(int count, int key) {
  (void)count;
  (void)key;
  while (rl_point < rl_end && rl_line_buffer[rl_point] != '\n') rl_point++;
  return 0;
}

static int insert_newline(int count, int key) {
  (void)count;
  (void)key;
  rl_insert_text("\n");
  return 0;
}

/// Gives keys what they do here, once ~/.inputrc has been read: it may have bound the arrows to something else, which
/// they then still do at the first and the last line.
static void bind_keys(void) {
  static int is_bound;
  if (is_bound) return;
  is_bound = 1;
  rl_initialize();
  const char *ups[] = {"\033[A", "\033OA"}, *downs[] = {"\033[B", "\033OB"};
  outer_up = rl_function_of_keyseq(ups[0], NULL, NULL);
  outer_down = rl_function_of_keyseq(downs[0], NULL, NULL);
  if (!outer_up) outer_up = rl_get_previous_history;
  if (!outer_down) outer_down = rl_get_next_history;
  for (int i = 0; i < 2; i++) {
    rl_bind_keyseq(ups[i], move_up);
    rl_bind_keyseq(downs[i], move_down);
  }
  // The ends of the line that the cursor is in, and not those of the entry.
  const char *starts[] = {"\001", "\033[H", "\033OH"}, *ends[] = {"\005", "\033[F", "\033OF"};
  for (int i = 0; i < 3; i++) {
    if (rl_function_of_keyseq(starts[i], NULL, NULL) == rl_beg_of_line) rl_bind_keyseq(starts[i], begin_line);
    if (rl_function_of_keyseq(ends[i], NULL, NULL) == rl_end_of_line) rl_bind_keyseq(ends[i], end_line);
  }
  rl_bind_keyseq("\033\r", insert_newline);
  rl_bind_keyseq("\033[200~", take_paste);
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
  bind_keys();
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

int line_editor_terminal_height(int descriptor) {
  struct winsize size;
  return isatty(descriptor) && ioctl(descriptor, TIOCGWINSZ, &size) == 0 ? size.ws_row : 0;
}
