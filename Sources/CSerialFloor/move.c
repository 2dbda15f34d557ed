// The least that any program does to move bytes with deadlines: poll, read, write.
#include "move.h"
#include "CSerialFloor.h"
#include <errno.h>
#include <poll.h>
#include <unistd.h>

int floor_wait(int descriptor, short events) {
    struct pollfd watched = {.fd = descriptor, .events = events};
    int ready = poll(&watched, 1, FLOOR_PATIENCE);
    if (ready == 0) errno = ETIMEDOUT;
    return ready > 0 || (ready < 0 && errno == EINTR) ? 0 : -1;
}

ssize_t floor_get(int descriptor, void *bytes, size_t size, int waits) {
    for (;;) {
        if (waits && floor_wait(descriptor, POLLIN) != 0) return -1;
        ssize_t count = read(descriptor, bytes, size);
        if (count > 0) return count;
        if (count == 0) errno = EIO;
        if (count == 0 || (errno != EAGAIN && errno != EINTR)) return -1;
        waits = 1;
    }
}

int floor_put(int descriptor, const void *bytes, size_t size) {
    const char *rest = bytes;
    while (size > 0) {
        ssize_t count = write(descriptor, rest, size);
        if (count < 0 && errno != EAGAIN && errno != EINTR) return -1;
        if (count > 0) {
            rest += count;
            size -= (size_t)count;
        }
        // What was taken in part has no room for the rest now.
        if (size > 0 && floor_wait(descriptor, POLLOUT) != 0) return -1;
    }
    return 0;
}
