#pragma once

// OpenBLAS, loaded when it is first used: it picks its kernels while it is loaded, so the core
// type has to be chosen before, and a program that does no algebra does not pay for it.

// 0 when the library is there (loads it the first time; any thread). Otherwise openblas_problem()
// says what is wrong.
int openblas_load(void);
const char *openblas_problem(void);

// The names below may be called only after openblas_load() returned 0.

// The kernels in use, such as "Haswell".
const char *openblas_core(void);
// Adds a' a to the upper triangle of c; a is m by n, both row by row.
void openblas_add_gram(int m, int n, const double *a, double *c);
// Solves a x = b in place for each of `sides` right sides, one after the other in b, by Cholesky;
// reads the upper triangle of the n by n matrix a (row by row) and overwrites it. Positive: the
// order of the leading minor that is not positive.
int openblas_solve(int n, int sides, double *a, double *b);
// c = a b', of floats row by row: a is m by k, b is n by k, c is m by n with `stride` floats a row.
void openblas_multiply(int m, int n, int k, const float *a, const float *b, float *c, int stride);
