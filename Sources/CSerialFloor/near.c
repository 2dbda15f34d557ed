// What is measured, in its least form.
#include "CSerialFloor.h"
#include "move.h"
#include <errno.h>
#include <string.h>

int floor_trips(int descriptor, size_t size, size_t count, uint64_t *nanoseconds) {
    uint8_t bytes[FLOOR_CHUNK];
    for (size_t index = 0; index < count; index++) {
        const uint8_t *sent = floor_pattern(index);
        uint64_t start = floor_now();
        if (floor_put(descriptor, sent, size) != 0) return -1;
        size_t got = 0;
        while (got < size) {
            ssize_t more = floor_get(descriptor, bytes + got, size - got, 1);
            if (more < 0) return -1;
            got += (size_t)more;
        }
        nanoseconds[index] = floor_now() - start;
        if (memcmp(bytes, sent, size) != 0) {
            errno = EBADMSG;
            return -1;
        }
    }
    return 0;
}

int floor_send(int descriptor, uint64_t total) {
    for (uint64_t offset = 0; offset < total; offset += FLOOR_CHUNK) {
        size_t size = total - offset < FLOOR_CHUNK ? (size_t)(total - offset) : FLOOR_CHUNK;
        if (floor_put(descriptor, floor_pattern(offset), size) != 0) return -1;
    }
    char answer;
    return floor_get(descriptor, &answer, 1, 1) < 0 ? -1 : 0;
}

int floor_take(int descriptor, uint64_t total) {
    uint8_t bytes[FLOOR_CHUNK];
    if (floor_put(descriptor, "", 1) != 0) return -1;
    for (uint64_t offset = 0; offset < total;) {
        ssize_t count = floor_get(descriptor, bytes, sizeof bytes, 0);
        if (count < 0) return -1;
        if (bytes[0] != *floor_pattern(offset) || bytes[count - 1] != *floor_pattern(offset + (uint64_t)count - 1)) {
            errno = EBADMSG;
            return -1;
        }
        offset += (uint64_t)count;
    }
    return 0;
}
