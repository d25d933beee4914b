#include "CSHA.h"
#include <openssl/evp.h>
#include <stdlib.h>

struct pe_sha256 {
  EVP_MD_CTX *context;
  EVP_MD *algorithm;
};

pe_sha256 *pe_sha256_new(void) {
  pe_sha256 *hash = calloc(1, sizeof *hash);
  if (!hash) return NULL;
  hash->context = EVP_MD_CTX_new();
  hash->algorithm = EVP_MD_fetch(NULL, "SHA256", NULL);
  if (!hash->context || !hash->algorithm ||
      !EVP_DigestInit_ex2(hash->context, hash->algorithm, NULL)) {
    pe_sha256_free(hash);
    return NULL;
  }
  return hash;
}

void pe_sha256_update(pe_sha256 *hash, const void *bytes, size_t count) {
  EVP_DigestUpdate(hash->context, bytes, count);
}

void pe_sha256_finish(pe_sha256 *hash, uint8_t *digest) {
  EVP_DigestFinal_ex(hash->context, digest, NULL);
  EVP_DigestInit_ex2(hash->context, hash->algorithm, NULL);
}

void pe_sha256_free(pe_sha256 *hash) {
  if (!hash) return;
  EVP_MD_CTX_free(hash->context);
  EVP_MD_free(hash->algorithm);
  free(hash);
}
