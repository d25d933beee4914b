#pragma once

#include <stdint.h>

// What stands between the matrix products of a BERT encoder, over rows of floats, one row a token.
//
// Each is compiled for several kinds of processors; `path` says which is to run.

enum { encoder_plain = 0, encoder_avx2 = 1, encoder_avx512 = 2 };

// The fastest path that this processor has.
int encoder_best_path(void);

// Rows as bytes: q = round(x / scale) + zero, with scale and zero of each row.
void encoder_quantize(int path, const float *x, long rows, long width, uint8_t *q, float *scale,
                      int32_t *zero);

// out = activation(scale (sum - zero column_sum) column_scale + bias), of a product of bytes; out
// has `stride` floats a row. `gelu`: whether the activation is GELU by the error function, or none.
void encoder_dequantize(int path, const int32_t *sums, long rows, long width, const float *scale,
                        const int32_t *zero, const float *column_scale,
                        const int32_t *column_sum, const float *bias, int gelu, float *out,
                        long stride);

// x = activation(x + bias) in place.
void encoder_bias(int path, float *x, long rows, long width, long stride, const float *bias,
                  int gelu);

// x = norm(x + residual) gain + shift in place; `residual` may be NULL.
void encoder_norm(int path, float *x, const float *residual, long rows, long width,
                  const float *gain, const float *shift, float epsilon);

// Attention within one text of `tokens` rows: qkv has queries, keys and values of all heads side
// by side, 3 width floats a row; out has width. `scratch` takes
// encoder_attention_scratch(tokens, width / heads) floats.
void encoder_attend(int path, const float *qkv, long tokens, long width, long heads, float *out,
                    float *scratch);
long encoder_attention_scratch(long tokens, long head);

// The mean of the rows, scaled to length 1; returns the length before, which is 0 or no number where
// there is no direction.
float encoder_pool(int path, const float *x, long rows, long width, float *out);
