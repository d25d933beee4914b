#ifndef PE_BLOCK_CODECS_H
#define PE_BLOCK_CODECS_H

#include <stddef.h>
#include <stdint.h>

/// Ways of packing one block that is wholly in memory. Their numbers are those of Parquet's footer.
enum {
  pe_block_snappy = 1,
  pe_block_gzip = 2,
  pe_block_brotli = 4,
  pe_block_lz4_framed_by_hadoop = 5,
  pe_block_zstd = 6,
  pe_block_lz4 = 7,
};

/// Unpacks `in` into `out`, which has room for `out_count` bytes, as many as the block says it holds.
/// How many bytes came of it, or -1 where the block is damaged or holds more.
int64_t pe_block_unpack(
    int codec, const uint8_t *in, size_t in_count, uint8_t *out, size_t out_count);

/// The most bytes that packing `count` bytes takes; 0 for a codec that is only read.
size_t pe_block_bound(int codec, size_t count);

/// Packs `in` into `out`, which has room for `pe_block_bound` bytes. How many they became, or -1.
int64_t pe_block_pack(
    int codec, int level, const uint8_t *in, size_t in_count, uint8_t *out, size_t out_count);

/// CRC-32 as gzip has it.
uint32_t pe_block_checksum(const uint8_t *bytes, size_t count);

#endif
