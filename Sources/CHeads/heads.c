#include "CHeads.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const uint8_t caring[] = {
#embed "caring.head"
};
static const uint8_t curiosity[] = {
#embed "curiosity.head"
};
static const uint8_t unsafe_reply[] = {
#embed "unsafe_reply.head"
};
static const uint8_t crisis_reply[] = {
#embed "crisis_reply.head"
};
static const uint8_t disclosure[] = {
#embed "disclosure.head"
};

static const struct {
  const char *name;
  const uint8_t *bytes;
  size_t count;
} heads[] = {
    {"caring", caring, sizeof caring},
    {"curiosity", curiosity, sizeof curiosity},
    {"unsafe_reply", unsafe_reply, sizeof unsafe_reply},
    {"crisis_reply", crisis_reply, sizeof crisis_reply},
    {"disclosure", disclosure, sizeof disclosure},
};

size_t pe_head_count(void) { return sizeof heads / sizeof heads[0]; }

const uint8_t *pe_head_bytes(size_t index, size_t *count) {
  *count = heads[index].count;
  return heads[index].bytes;
}

const char *pe_head_name(size_t index) { return heads[index].name; }
