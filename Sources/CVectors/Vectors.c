#include "Vectors.h"

#include <math.h>
#include <string.h>

typedef struct {
  uint64_t key;
  float scale;
  int32_t sum;
  uint32_t weighted;
  uint32_t seal;
} head;

_Static_assert(sizeof(head) == vectors_head, "a record's head");

// Longest rows; the room's own limit is below it.
enum { most_width = 4096 };

static inline uint8_t weight(long place) { return (uint8_t)(place * 37 % 127 + 1); }

static uint32_t seal(const head *h) {
  uint32_t bits;
  memcpy(&bits, &h->scale, sizeof bits);
  uint64_t mixed = h->key * 0x9E3779B97F4A7C15u;
  mixed = (mixed ^ mixed >> 32 ^ bits) * 0xD6E8FEB86659FD93u;
  mixed = (mixed ^ mixed >> 32 ^ (uint32_t)h->sum) * 0xD6E8FEB86659FD93u;
  mixed = (mixed ^ mixed >> 32 ^ h->weighted) * 0xD6E8FEB86659FD93u;
  return (uint32_t)(mixed >> 32);
}

float vectors_bytes(const float *vector, long width, int8_t *bytes) {
  float most = 0;
  for (long place = 0; place < width; place++) most = fmaxf(most, fabsf(vector[place]));
  const float inverse = most > 0 ? 127 / most : 0;
  for (long place = 0; place < width; place++)
    bytes[place] = (int8_t)lrintf(vector[place] * inverse);
  return most / 127;
}

void vectors_write(uint8_t *record, uint64_t key, const float *vector, long width) {
  int8_t *bytes = (int8_t *)record + vectors_head;
  head h = {.key = key, .scale = vectors_bytes(vector, width, bytes)};
  for (long place = 0; place < width; place++) {
    h.sum += bytes[place];
    h.weighted += (uint32_t)(weight(place) * bytes[place]);
  }
  h.seal = seal(&h);
  memcpy(record, &h, sizeof h);
}

void vectors_add(const uint8_t *record, long width, float *sum) {
  const int8_t *bytes = (const int8_t *)record + vectors_head;
  const float scale = vectors_scale(record);
  for (long place = 0; place < width; place++) sum[place] += scale * (float)bytes[place];
}

uint64_t vectors_key(const uint8_t *record) {
  uint64_t key;
  memcpy(&key, record, sizeof key);
  return key;
}

float vectors_scale(const uint8_t *record) {
  float scale;
  memcpy(&scale, record + 8, sizeof scale);
  return scale;
}

static inline __attribute__((always_inline)) int is_whole(const uint8_t *record, uint32_t weighted) {
  head h;
  memcpy(&h, record, sizeof h);
  return h.weighted == weighted && h.seal == seal(&h);
}

int vectors_is_whole(const uint8_t *record, long width) {
  const int8_t *bytes = (const int8_t *)record + vectors_head;
  uint32_t weighted = 0;
  for (long place = 0; place < width; place++)
    weighted += (uint32_t)(weight(place) * bytes[place]);
  return is_whole(record, weighted);
}

static long scan_plain(const uint8_t *records, long count, long width, const int8_t *query,
                       int32_t *products) {
  for (long row = 0; row < count; row++, records += vectors_head + width) {
    const int8_t *bytes = (const int8_t *)records + vectors_head;
    int32_t product = 0;
    uint32_t weighted = 0;
    for (long place = 0; place < width; place++) {
      product += query[place] * bytes[place];
      weighted += (uint32_t)(weight(place) * bytes[place]);
    }
    if (!is_whole(records, weighted)) return row;
    products[row] = product;
  }
  return -1;
}

#if defined(__x86_64__)
#include <immintrin.h>

#define AVX2 __attribute__((target("avx2")))
#define VNNI __attribute__((target("avx2,avx512f,avx512bw,avx512vl,avx512vnni")))

AVX2 static inline int32_t total(__m256i x) {
  __m128i sum = _mm_add_epi32(_mm256_castsi256_si128(x), _mm256_extracti128_si256(x, 1));
  sum = _mm_add_epi32(sum, _mm_shuffle_epi32(sum, 0x4E));
  sum = _mm_add_epi32(sum, _mm_shuffle_epi32(sum, 0xB1));
  return _mm_cvtsi128_si32(sum);
}

AVX2 static long scan_avx2(const uint8_t *records, long count, long width, const int8_t *query,
                           int32_t *products) {
  int16_t wide[most_width], weights[most_width];
  for (long place = 0; place < width; place++) {
    wide[place] = query[place];
    weights[place] = weight(place);
  }
  for (long row = 0; row < count; row++, records += vectors_head + width) {
    const int8_t *bytes = (const int8_t *)records + vectors_head;
    __m256i product = _mm256_setzero_si256(), weighted = _mm256_setzero_si256();
    long place = 0;
    for (; place + 16 <= width; place += 16) {
      const __m256i here =
          _mm256_cvtepi8_epi16(_mm_loadu_si128((const __m128i *)(bytes + place)));
      product = _mm256_add_epi32(
          product,
          _mm256_madd_epi16(here, _mm256_loadu_si256((const __m256i *)(wide + place))));
      weighted = _mm256_add_epi32(
          weighted,
          _mm256_madd_epi16(here, _mm256_loadu_si256((const __m256i *)(weights + place))));
    }
    int32_t sum = total(product);
    uint32_t check = (uint32_t)total(weighted);
    for (; place < width; place++) {
      sum += query[place] * bytes[place];
      check += (uint32_t)(weights[place] * bytes[place]);
    }
    if (!is_whole(records, check)) return row;
    products[row] = sum;
  }
  return -1;
}

VNNI static long scan_vnni(const uint8_t *records, long count, long width, const int8_t *query,
                           int32_t *products) {
  // The instruction takes bytes without a sign on one side: 128 more of each, and as often the sum
  // of the record's bytes less of the whole.
  uint8_t shifted[most_width], weights[most_width];
  for (long place = 0; place < width; place++) {
    shifted[place] = (uint8_t)(query[place] + 128);
    weights[place] = weight(place);
  }
  const long whole = width / 64 * 64;
  const __mmask64 rest = ((__mmask64)1 << (width - whole)) - 1;
  for (long row = 0; row < count; row++, records += vectors_head + width) {
    const uint8_t *bytes = records + vectors_head;
    __m512i product = _mm512_setzero_si512(), weighted = _mm512_setzero_si512();
    for (long place = 0; place < whole; place += 64) {
      const __m512i here = _mm512_loadu_si512(bytes + place);
      product = _mm512_dpbusd_epi32(product, _mm512_loadu_si512(shifted + place), here);
      weighted = _mm512_dpbusd_epi32(weighted, _mm512_loadu_si512(weights + place), here);
    }
    if (rest) {
      const __m512i here = _mm512_maskz_loadu_epi8(rest, bytes + whole);
      product = _mm512_dpbusd_epi32(
          product, _mm512_maskz_loadu_epi8(rest, shifted + whole), here);
      weighted = _mm512_dpbusd_epi32(
          weighted, _mm512_maskz_loadu_epi8(rest, weights + whole), here);
    }
    if (!is_whole(records, (uint32_t)_mm512_reduce_add_epi32(weighted))) return row;
    int32_t sum;
    memcpy(&sum, records + 12, sizeof sum);
    products[row] = _mm512_reduce_add_epi32(product) - 128 * sum;
  }
  return -1;
}

int vectors_best_path(void) {
  __builtin_cpu_init();
  if (!__builtin_cpu_supports("avx2")) return vectors_plain;
  return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
                 __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512vnni")
             ? vectors_vnni
             : vectors_avx2;
}

long vectors_scan(int path, const uint8_t *records, long count, long width, const int8_t *query,
                  int32_t *products) {
  if (width <= most_width && path == vectors_vnni)
    return scan_vnni(records, count, width, query, products);
  if (width <= most_width && path == vectors_avx2)
    return scan_avx2(records, count, width, query, products);
  return scan_plain(records, count, width, query, products);
}
#else
int vectors_best_path(void) { return vectors_plain; }

long vectors_scan(int path, const uint8_t *records, long count, long width, const int8_t *query,
                  int32_t *products) {
  (void)path;
  return scan_plain(records, count, width, query, products);
}
#endif
