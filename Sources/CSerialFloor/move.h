#ifndef SERIAL_FLOOR_MOVE_H
#define SERIAL_FLOOR_MOVE_H
#include <stddef.h>
#include <sys/types.h>

/// Waits for poll's `events`. Returns 0, or -1 with errno.
int floor_wait(int descriptor, short events);
/// Reads what is there, at most `size` bytes; waits first when `waits`, else only when nothing is there.
ssize_t floor_get(int descriptor, void *bytes, size_t size, int waits);
/// Writes all bytes. Returns 0, or -1 with errno.
int floor_put(int descriptor, const void *bytes, size_t size);
#endif
