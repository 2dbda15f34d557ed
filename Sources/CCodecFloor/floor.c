#include "floor.h"
#include <string.h>

int floor_copy(const uint8_t *message, size_t count, uint8_t *copy) {
    memcpy(copy, message, count);
    int fields = 0;
    int bytes = copy[2] & 0x80 ? 16 : 8;
    for (int bit = 0; bit < bytes * 8; bit++)
        if (copy[2 + bit / 8] & (0x80 >> (bit % 8))) fields++;
    return fields;
}

int floor_slice(const uint8_t *message, size_t count, const struct floor_field *fields, uint32_t *offsets, uint32_t *lengths) {
    int bytes = message[2] & 0x80 ? 16 : 8;
    size_t offset = 2 + (size_t)bytes;
    int found = 0;
    for (int bit = 1; bit < bytes * 8; bit++) {
        if (!(message[2 + bit / 8] & (0x80 >> (bit % 8)))) continue;
        struct floor_field field = fields[bit + 1];
        size_t length = field.fixed_bytes;
        if (field.prefix_bytes) {
            length = 0;
            for (int index = 0; index < field.prefix_bytes; index++) {
                uint8_t byte = message[offset + (size_t)index];
                length = length * 100 + (size_t)(byte >> 4) * 10 + (byte & 15);
            }
            offset += field.prefix_bytes;
            if (field.counts_digits) length = (length + 1) / 2;
        }
        if (offset + length > count) return -1;
        offsets[found] = (uint32_t)offset;
        lengths[found] = (uint32_t)length;
        offset += length;
        found++;
    }
    return found;
}

void floor_use(const void *value) { __asm__ volatile("" : : "r"(value) : "memory"); }
