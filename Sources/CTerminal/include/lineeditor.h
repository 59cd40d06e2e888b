#pragma once

/// GNU readline behind functions that take and give plain texts: what it wants of global variables, allocated arrays,
/// and signal handlers stays here. One thread reads lines; any thread may ask for interrupts. `screen.h` has the rest.

/// Called at Tab with the line so far and the cursor's place in it, in bytes. Answers by calling
/// `line_editor_offer`, and returns the place where the word that is completed begins.
typedef int (*line_editor_completer)(const char *line, int cursor);

enum line_editor_outcome { LINE_EDITOR_LINE, LINE_EDITOR_INTERRUPTED, LINE_EDITOR_END };

/// To be called once. `name` is what ~/.inputrc calls the program.
void line_editor_start(const char *name, line_editor_completer completer);

/// Offers a text for the word at the cursor; the callback of a completion calls it for each.
void line_editor_offer(const char *text);

/// Says of the offers whether they are paths, and what is shown where there are none or Tab is pressed again.
void line_editor_hint(const char *text, int are_paths);

/// Reads a line, with `preset` already typed. The text is valid until the next call; NULL unless the outcome is a line.
const char *line_editor_read(const char *prompt, const char *preset, enum line_editor_outcome *outcome);

/// Reads lines of data from here on, or entries again: Tab is a character then, and the end of a bracketed paste ends the
/// line as Enter does.
void line_editor_take_data(int is_data);

/// Reads the entries of a history file and keeps the last `limit` of them.
void line_editor_load_history(const char *path, int limit);

/// Adds an entry, of one line or several, with its time; and appends it to the file unless `path` is NULL.
/// Returns 0, or the error number where the file could not be written.
int line_editor_remember(const char *entry, const char *path);

/// From here to `line_editor_release_interrupts`, Ctrl-C is counted instead of ending the program. One that came since the
/// last line was read counts too.
void line_editor_catch_interrupts(void);
int line_editor_interrupt_count(void);
void line_editor_release_interrupts(void);

/// The width of the terminal behind a file descriptor; 0 where there is none.
int line_editor_terminal_width(int descriptor);

/// Its height, likewise.
int line_editor_terminal_height(int descriptor);
