#pragma once

#include <stddef.h>

/// Other programs that a person wants beside the prompt: an editor, a viewer, the clipboard's. Arguments end in NULL; the
/// first is looked for along PATH. Results: the exit status, 128 and the signal, or minus the error number where the
/// program could not be started.

/// Runs a program that has the terminal to itself, and waits for its end. Ctrl-C and Ctrl-\ are its own meanwhile.
int terminal_run(const char *const *arguments);

/// Runs a program with a text as its input and nothing of its output, and waits until it has read it and ended.
int terminal_feed(const char *const *arguments, const char *text, size_t length);

/// Starts a program that outlives this one, without a terminal. Waits a moment for one that fails at once; 0 where it runs.
int terminal_launch(const char *const *arguments);
