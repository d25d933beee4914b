#include "OpenBLAS.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum { row_major = 101, straight = 111, transposed = 112, upper = 121 };

static struct {
  void (*dsyrk)(int, int, int, int, int, double, const double *, int, double, double *, int);
  void (*sgemm)(int, int, int, int, int, int, float, const float *, int, const float *, int, float,
                float *, int);
  void (*dpotrf)(const char *, const int *, double *, const int *, int *);
  void (*dpotrs)(const char *, const int *, const int *, const double *, const int *, double *,
                 const int *, int *);
  char *(*corename)(void);
  void (*set_num_threads)(int);
} blas;

static pthread_once_t once = PTHREAD_ONCE_INIT;
static char problem[256];

static void find(void *library, const char *name, void *place) {
  void *found = dlsym(library, name);
  if (!found && !problem[0]) {
    strcpy(problem, "the OpenBLAS found here lacks ");
    strncat(problem, name, sizeof problem - strlen(problem) - 1);
  }
  memcpy(place, &found, sizeof found);
}

// Releases of OpenBLAS that are older than a processor fall back to their slowest kernels on it.
static const char *core_type(void) {
#if defined(__x86_64__)
  __builtin_cpu_init();
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
      __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq") &&
      __builtin_cpu_supports("avx512cd"))
    return "SkylakeX";
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) return "Haswell";
#endif
  return NULL;
}

static void load(void) {
  // The variables are put back afterwards: programs that this one starts choose for themselves.
  const char *core = getenv("OPENBLAS_CORETYPE") ? NULL : core_type();
  const char *given = getenv("OPENBLAS_NUM_THREADS");
  char *threads = given ? strdup(given) : NULL;
  if (core) setenv("OPENBLAS_CORETYPE", core, 1);
  setenv("OPENBLAS_NUM_THREADS", "1", 1);
  void *library = dlopen("libopenblas.so.0", RTLD_NOW | RTLD_LOCAL);
  if (core) unsetenv("OPENBLAS_CORETYPE");
  if (threads)
    setenv("OPENBLAS_NUM_THREADS", threads, 1);
  else
    unsetenv("OPENBLAS_NUM_THREADS");
  free(threads);
  if (!library) {
    strcpy(problem, "libopenblas.so.0 is not installed or cannot be loaded");
    return;
  }
  find(library, "cblas_dsyrk", &blas.dsyrk);
  find(library, "cblas_sgemm", &blas.sgemm);
  find(library, "dpotrf_", &blas.dpotrf);
  find(library, "dpotrs_", &blas.dpotrs);
  find(library, "openblas_get_corename", &blas.corename);
  find(library, "openblas_set_num_threads", &blas.set_num_threads);
  if (!problem[0]) blas.set_num_threads(1);
}

int openblas_load(void) {
  pthread_once(&once, load);
  return problem[0] ? -1 : 0;
}

const char *openblas_problem(void) { return problem; }

const char *openblas_core(void) { return blas.corename(); }

void openblas_add_gram(int m, int n, const double *a, double *c) {
  blas.dsyrk(row_major, upper, transposed, n, m, 1, a, n, 1, c, n);
}

int openblas_solve(int n, int sides, double *a, double *b) {
  // Column by column, as LAPACK reads it, the upper triangle is the lower one.
  int info = 0;
  blas.dpotrf("L", &n, a, &n, &info);
  if (info == 0) blas.dpotrs("L", &n, &sides, a, &n, b, &n, &info);
  return info;
}

void openblas_multiply(int m, int n, int k, const float *a, const float *b, float *c, int stride) {
  blas.sgemm(row_major, straight, transposed, m, n, k, 1, a, k, b, k, 0, c, stride);
}
