#include "DNNL.h"

#include <dlfcn.h>
#include <pthread.h>
#include <string.h>

typedef int (*gemm)(char, char, char, int64_t, int64_t, int64_t, float, const uint8_t *, int64_t,
                    uint8_t, const int8_t *, int64_t, int8_t, float, int32_t *, int64_t,
                    const int32_t *);

static gemm multiply;
// Of OpenMP, which the library divides its work with; what is set is the calling thread's own.
static void (*set_threads)(int);

static pthread_once_t once = PTHREAD_ONCE_INIT;
static char problem[128];

static int run(long m, long n, long k, const uint8_t *a, const int8_t *b, int32_t *c) {
  static const int32_t none = 0;
  static _Thread_local int is_set;
  if (!is_set && set_threads) set_threads(1);
  is_set = 1;
  return multiply('N', 'T', 'F', m, n, k, 1, a, k, 0, b, k, 0, 0, c, n, &none);
}

// Whether the largest products add up to what they are.
static int is_exact(void) {
  enum { m = 32, n = 32, k = 128 };
  static uint8_t a[m * k];
  static int8_t b[n * k];
  static int32_t c[m * n];
  memset(a, 255, sizeof a);
  for (int row = 0; row < n; row++) memset(b + row * k, row % 2 ? 127 : -128, k);
  if (run(m, n, k, a, b, c) != 0) return 0;
  for (int place = 0; place < m * n; place++)
    if (c[place] != 255 * k * (place % n % 2 ? 127 : -128)) return 0;
  return 1;
}

static void load(void) {
  static const char *const names[] = {"libdnnl.so.2", "libdnnl.so.3"};
  void *library = NULL;
  for (int index = 0; index < 2 && !library; index++)
    library = dlopen(names[index], RTLD_NOW | RTLD_LOCAL);
  if (!library) {
    strcpy(problem, "oneDNN (libdnnl) is not installed or cannot be loaded");
    return;
  }
  void *found = dlsym(library, "dnnl_gemm_u8s8s32");
  memcpy(&multiply, &found, sizeof found);
  if (!multiply) {
    strcpy(problem, "the oneDNN found here lacks dnnl_gemm_u8s8s32");
    return;
  }
  found = dlsym(library, "omp_set_num_threads");
  memcpy(&set_threads, &found, sizeof found);
  if (!is_exact()) strcpy(problem, "this processor multiplies bytes inexactly");
}

int onednn_load(void) {
  pthread_once(&once, load);
  return problem[0] ? -1 : 0;
}

const char *onednn_problem(void) { return problem; }

int onednn_multiply(long m, long n, long k, const uint8_t *a, const int8_t *b, int32_t *c) {
  return run(m, n, k, a, b, c);
}
