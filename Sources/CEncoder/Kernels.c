#include "EncoderKernels.h"

#include <string.h>

typedef float v16 __attribute__((ext_vector_type(16)));
typedef int32_t i16 __attribute__((ext_vector_type(16)));
typedef uint8_t b16 __attribute__((ext_vector_type(16)));

// Macros, so that no vector is passed between functions of different processors.
#define splat(x) ((v16)(x))
#define load(place)                    \
  ({                                   \
    v16 loaded;                        \
    memcpy(&loaded, (place), sizeof loaded); \
    loaded;                            \
  })
#define store(place, value)            \
  ({                                   \
    v16 stored = (value);              \
    memcpy((place), &stored, sizeof stored); \
  })

#pragma clang diagnostic ignored "-Wpsabi"

#define KERNEL(name) name##_plain
#include "Kernels.inc"
#undef KERNEL

#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#define KERNEL(name) name##_avx2
#include "Kernels.inc"
#undef KERNEL
#pragma clang attribute pop

#pragma clang attribute push( \
    __attribute__((target("avx2,fma,avx512f,avx512bw,avx512dq,avx512vl"))), apply_to = function)
#define KERNEL(name) name##_avx512
#include "Kernels.inc"
#undef KERNEL
#pragma clang attribute pop

#define CHOOSE(name, ...)                                    \
  (path == encoder_avx512 ? name##_avx512(__VA_ARGS__)       \
   : path == encoder_avx2 ? name##_avx2(__VA_ARGS__)         \
                          : name##_plain(__VA_ARGS__))

int encoder_best_path(void) {
  __builtin_cpu_init();
  if (!__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("fma")) return encoder_plain;
  return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
                 __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl")
             ? encoder_avx512
             : encoder_avx2;
}
#else
#define CHOOSE(name, ...) ((void)path, name##_plain(__VA_ARGS__))

int encoder_best_path(void) { return encoder_plain; }
#endif

void encoder_quantize(int path, const float *x, long rows, long width, uint8_t *q, float *scale,
                      int32_t *zero) {
  CHOOSE(quantize, x, rows, width, q, scale, zero);
}

void encoder_dequantize(int path, const int32_t *sums, long rows, long width, const float *scale,
                        const int32_t *zero, const float *column_scale,
                        const int32_t *column_sum, const float *bias, int gelu, float *out,
                        long stride) {
  CHOOSE(dequantize, sums, rows, width, scale, zero, column_scale, column_sum, bias, gelu, out,
         stride);
}

void encoder_bias(int path, float *x, long rows, long width, long stride, const float *bias,
                  int gelu) {
  CHOOSE(bias, x, rows, width, stride, bias, gelu);
}

void encoder_norm(int path, float *x, const float *residual, long rows, long width,
                  const float *gain, const float *shift, float epsilon) {
  CHOOSE(norm, x, residual, rows, width, gain, shift, epsilon);
}

long encoder_attention_scratch(long tokens, long head) {
  return (tokens + 15) / 16 * 16 * (head + 1);
}

void encoder_attend(int path, const float *qkv, long tokens, long width, long heads, float *out,
                    float *scratch) {
  CHOOSE(attend, qkv, tokens, width, heads, out, scratch);
}

float encoder_pool(int path, const float *x, long rows, long width, float *out) {
  return CHOOSE(pool, x, rows, width, out);
}
