// The far side of the line, the same for every program that is measured on the near side.
#include "CSerialFloor.h"
#include "move.h"
#include <errno.h>
#include <string.h>

const uint8_t *floor_pattern(uint64_t offset) {
    static uint8_t bytes[FLOOR_CHUNK + FLOOR_PERIOD];
    if (bytes[1] == 0)
        for (size_t index = 0; index < sizeof bytes; index++) bytes[index] = (uint8_t)(index % FLOOR_PERIOD);
    return bytes + offset % FLOOR_PERIOD;
}

int floor_echo(int descriptor, uint64_t total) {
    char bytes[FLOOR_CHUNK];
    for (uint64_t done = 0; total == 0 || done < total;) {
        ssize_t count = floor_get(descriptor, bytes, sizeof bytes, 1);
        if (count < 0 && errno == ETIMEDOUT) continue;
        if (count < 0 || floor_put(descriptor, bytes, (size_t)count) != 0) return -1;
        done += (uint64_t)count;
    }
    return 0;
}

int floor_sink(int descriptor, uint64_t total) {
    char bytes[FLOOR_CHUNK];
    for (uint64_t offset = 0;;) {
        ssize_t count = floor_get(descriptor, bytes, sizeof bytes, 0);
        if (count < 0 && errno == ETIMEDOUT) continue;
        if (count < 0) return -1;
        if (memcmp(bytes, floor_pattern(offset), (size_t)count) != 0) {
            errno = EBADMSG;
            return -1;
        }
        offset += (uint64_t)count;
        if (offset < total) continue;
        offset = 0;
        if (floor_put(descriptor, "", 1) != 0) return -1;
    }
}

int floor_source(int descriptor, uint64_t total) {
    for (;;) {
        char request;
        ssize_t count = floor_get(descriptor, &request, 1, 1);
        if (count < 0 && errno == ETIMEDOUT) continue;
        if (count < 0) return -1;
        for (uint64_t offset = 0; offset < total; offset += FLOOR_CHUNK) {
            size_t size = total - offset < FLOOR_CHUNK ? (size_t)(total - offset) : FLOOR_CHUNK;
            if (floor_put(descriptor, floor_pattern(offset), size) != 0) return -1;
        }
    }
}
