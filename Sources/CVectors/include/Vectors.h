#pragma once

#include <stdint.h>

// Vectors of bytes in records of one file, and their products with a query's.
//
// A record is, little-endian: key (8 bytes), scale (a float), the sum of its bytes (int32), their sum
// by fixed weights (uint32), a seal over these (uint32), and `width` signed bytes. Whoever reads the
// bytes compares both sums and the seal, so that a damaged record is never an answer.

enum { vectors_head = 24 };
enum { vectors_plain = 0, vectors_avx2 = 1, vectors_vnni = 2 };

// The fastest path that this processor has; all give the same numbers.
int vectors_best_path(void);

// Writes the record of a vector: bytes times scale is it, to within half a scale.
void vectors_write(uint8_t *record, uint64_t key, const float *vector, long width);

// The products of `query` with `count` records that follow each other. The place of the first
// damaged record, or -1.
long vectors_scan(int path, const uint8_t *records, long count, long width, const int8_t *query,
                  int32_t *products);

uint64_t vectors_key(const uint8_t *record);
float vectors_scale(const uint8_t *record);
// Adds the vector of a record to `sum`, which has `width` floats.
void vectors_add(const uint8_t *record, long width, float *sum);
// A vector as bytes, as records have it; returns their scale.
float vectors_bytes(const float *vector, long width, int8_t *bytes);
// Whether a record's sums and seal are those of its bytes.
int vectors_is_whole(const uint8_t *record, long width);
