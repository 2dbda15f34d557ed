// What Swift cannot import from the C headers of Linux: macros with types, and functions behind feature tests.
#ifndef CTERMIOS_H
#define CTERMIOS_H

#include <stddef.h>

/// Opens a new pseudo-terminal, unlocked. Returns the master's descriptor or -1; `path` receives the slave's path.
int tb_open_pseudo_terminal(char *path, size_t size);

/// Exclusive use of a tty (TIOCEXCL, TIOCNXCL). Return 0 or -1.
int tb_claim(int descriptor);
int tb_release(int descriptor);

/// Carrier sense and modem lines are left alone; one byte at a time, no translation, 8 data bits, no parity, 1 stop bit.
/// `speed` is a Bnnn constant. Returns 0 or -1.
struct termios;
void tb_make_raw(struct termios *settings, unsigned int speed);

#endif
