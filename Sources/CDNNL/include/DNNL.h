#pragma once

#include <stdint.h>

// oneDNN's product of matrices of bytes, loaded when it is first used: a program that encodes no
// text does not pay for it.

// 0 when the library is there and multiplies exactly on this processor (loads it the first time;
// any thread). Otherwise onednn_problem() says why: older processors add pairs of products in 16
// bits and saturate, which would be wrong without a word.
int onednn_load(void);
const char *onednn_problem(void);

// May be called only after onednn_load() returned 0. c = a b' on the calling thread: a is m by k, b
// is n by k, c is m by n, all row by row. 0 when it was done.
int onednn_multiply(long m, long n, long k, const uint8_t *a, const int8_t *b, int32_t *c);
