#pragma once

/// Starts a program in a folder, with a new terminal of 80 columns as its own. Returns the descriptor of the other end,
/// or -1; `process` gets the number of the process.
int pseudo_terminal_start(const char *program, const char *folder, const char *state_folder, int *process);

/// Reads what the program has written, waiting at most so long; returns the number of bytes, 0 where there is nothing,
/// -1 when the program has closed its end.
int pseudo_terminal_read(int terminal, char *bytes, int room, int milliseconds);

int pseudo_terminal_write(int terminal, const char *bytes, int count);

/// Waits ten seconds for the end of the process, then closes the terminal, which ends it: its exit code, or 256 and the
/// signal that ended it.
int pseudo_terminal_finish(int terminal, int process);

/// Starts a command, its words in lines, in a folder with a new terminal of a size. `settings` are lines `NAME=VALUE` for
/// its environment. Returns as `pseudo_terminal_start` does.
int pseudo_terminal_start_with(
    const char *command, const char *folder, const char *settings, int lines, int columns, int *process);

/// Gives the terminal another size, and tells the program so.
int pseudo_terminal_resize(int terminal, int lines, int columns);

/// Whether keys are echoed, handed over in lines, and Ctrl-C is a signal, as a shell leaves a terminal.
int pseudo_terminal_is_ordinary(int terminal);
