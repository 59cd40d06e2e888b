#pragma once

#include <stddef.h>

/// Gives a text to a command of the shell that shows it, and waits for its end. Returns 0, or -1 where it could not be
/// started.
int pager_show(const char *command, const char *text, size_t length);
