#ifndef CODEC_FLOOR_H
#define CODEC_FLOOR_H
#include <stddef.h>
#include <stdint.h>

/// How the floor walks over a field: length bytes before it, whether they count digits, or its fixed size in bytes.
struct floor_field {
    uint8_t prefix_bytes;
    uint8_t counts_digits;
    uint16_t fixed_bytes;
};

/// Copies the message and looks for the set bits: the least that any decoder does. Returns the number of fields.
int floor_copy(const uint8_t *message, size_t count, uint8_t *copy);

/// Finds offset and length of every field of a packed message and checks nothing but the end. Returns the number of fields.
int floor_slice(const uint8_t *message, size_t count, const struct floor_field *fields, uint32_t *offsets, uint32_t *lengths);

/// Calls of malloc, calloc, realloc and the aligned ones in this process so far.
uint64_t floor_allocations(void);

/// Keeps the compiler from leaving work out.
void floor_use(const void *value);
#endif
