#ifndef CLOADFLOOR_H
#define CLOADFLOOR_H
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// The least that loading can cost, to measure `load` against: reads chat-messages JSON Lines with
/// simdjson and inserts into two plain SQLite tables on one thread, without keys, hashes, metadata
/// or checks. Returns the number of messages, or -1.
int64_t pe_load_floor(const char *jsonl_path, const char *database_path);

#ifdef __cplusplus
}
#endif
#endif
