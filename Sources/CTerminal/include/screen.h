#pragma once

/// The whole screen of the terminal behind standard input and output, for one program that draws all of it: the second
/// screen that terminals have, keys as they are pressed, and no echo. However the program ends, but for SIGKILL, the
/// terminal is put back.

/// Takes the screen; returns 0, or -1 where this is no terminal.
int screen_take(void);
/// Puts the terminal back.
void screen_give_back(void);
/// Puts the terminal back and stops the program as Ctrl-Z does; takes the screen again when it goes on.
void screen_stop(void);
/// Reads what keys give, waiting at most so long: the number of bytes, 0 where nothing came, -1 at the end.
int screen_read(unsigned char *bytes, int room, int milliseconds);
/// The size of the screen behind a file descriptor at this moment; returns 0, or -1 where nobody knows.
int screen_size(int descriptor, int *lines, int *columns);
/// Whether keys were pressed that nobody has read yet.
int screen_has_keys(void);
