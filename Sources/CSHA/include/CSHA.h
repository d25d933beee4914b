#ifndef CSHA_H
#define CSHA_H
#include <stddef.h>
#include <stdint.h>

/// A running SHA-256 (FIPS 180-4), on libcrypto so that the processor's SHA instructions are used.
typedef struct pe_sha256 pe_sha256;

/// Returns NULL when memory is exhausted.
pe_sha256 *pe_sha256_new(void);
void pe_sha256_update(pe_sha256 *hash, const void *bytes, size_t count);
/// Writes 32 bytes and starts the hash anew.
void pe_sha256_finish(pe_sha256 *hash, uint8_t *digest);
void pe_sha256_free(pe_sha256 *hash);
#endif
