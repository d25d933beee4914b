#pragma once
#include <stddef.h>
#include <stdint.h>

/// Learned heads that come with the program, as `Sources/CHeads/*.head` hold them.
size_t pe_head_count(void);

/// The name of one, from 0.
const char *_Nonnull pe_head_name(size_t index);

/// The bytes of one, from 0, and how many there are.
const uint8_t *_Nonnull pe_head_bytes(size_t index, size_t *_Nonnull count);
