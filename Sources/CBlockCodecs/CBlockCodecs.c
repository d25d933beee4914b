#include "CBlockCodecs.h"

#include <brotli/decode.h>
#include <brotli/encode.h>
#include <limits.h>
#include <lz4.h>
#include <snappy-c.h>
#include <string.h>
#include <zlib.h>
#include <zstd.h>

enum { gzip_window = 15 + 16, any_window = 15 + 32 };

/// Members of gzip one after the other, or one of zlib, as some writers have it.
static int64_t unpack_gzip(const uint8_t *in, size_t in_count, uint8_t *out, size_t out_count) {
  if (in_count > UINT_MAX || out_count > UINT_MAX) return -1;
  z_stream stream = {0};
  if (inflateInit2(&stream, any_window) != Z_OK) return -1;
  stream.next_in = (Bytef *)in;
  stream.avail_in = (uInt)in_count;
  stream.next_out = out;
  stream.avail_out = (uInt)out_count;
  int result;
  while ((result = inflate(&stream, Z_FINISH)) == Z_STREAM_END && stream.avail_in > 0 &&
         stream.avail_out > 0) {
    if (inflateReset(&stream) != Z_OK) break;
  }
  int64_t written = (int64_t)(stream.next_out - out);
  inflateEnd(&stream);
  return result == Z_STREAM_END ? written : -1;
}

static uint32_t big_endian(const uint8_t *bytes) {
  return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

static int64_t unpack_lz4(const uint8_t *in, size_t in_count, uint8_t *out, size_t out_count) {
  if (in_count > INT_MAX || out_count > INT_MAX) return -1;
  return LZ4_decompress_safe((const char *)in, (char *)out, (int)in_count, (int)out_count);
}

/// Hadoop puts the unpacked and the packed length before each block.
static int64_t unpack_hadoop_lz4(
    const uint8_t *in, size_t in_count, uint8_t *out, size_t out_count) {
  size_t read = 0, written = 0;
  while (in_count - read >= 8) {
    uint32_t unpacked = big_endian(in + read), packed = big_endian(in + read + 4);
    read += 8;
    if (packed > in_count - read || unpacked > out_count - written) return -1;
    if (unpack_lz4(in + read, packed, out + written, unpacked) != (int64_t)unpacked) return -1;
    read += packed;
    written += unpacked;
  }
  return read == in_count ? (int64_t)written : -1;
}

int64_t pe_block_unpack(
    int codec, const uint8_t *in, size_t in_count, uint8_t *out, size_t out_count) {
  switch (codec) {
  case pe_block_snappy: {
    size_t count = 0;
    if (snappy_uncompressed_length((const char *)in, in_count, &count) != SNAPPY_OK) return -1;
    if (count > out_count) return -1;
    count = out_count;
    snappy_status status =
        snappy_uncompress((const char *)in, in_count, (char *)out, &count);
    return status == SNAPPY_OK ? (int64_t)count : -1;
  }
  case pe_block_gzip: return unpack_gzip(in, in_count, out, out_count);
  case pe_block_brotli: {
    size_t count = out_count;
    return BrotliDecoderDecompress(in_count, in, &count, out) == BROTLI_DECODER_RESULT_SUCCESS
        ? (int64_t)count : -1;
  }
  case pe_block_zstd: {
    size_t count = ZSTD_decompress(out, out_count, in, in_count);
    return ZSTD_isError(count) ? -1 : (int64_t)count;
  }
  case pe_block_lz4: return unpack_lz4(in, in_count, out, out_count);
  case pe_block_lz4_framed_by_hadoop: {
    // Some writers leave the lengths out.
    int64_t count = unpack_hadoop_lz4(in, in_count, out, out_count);
    return count >= 0 ? count : unpack_lz4(in, in_count, out, out_count);
  }
  default: return -1;
  }
}

size_t pe_block_bound(int codec, size_t count) {
  switch (codec) {
  case pe_block_snappy: return snappy_max_compressed_length(count);
  case pe_block_gzip: return count > ULONG_MAX / 2 ? 0 : compressBound((uLong)count) + 32;
  case pe_block_brotli: return BrotliEncoderMaxCompressedSize(count);
  case pe_block_zstd: return ZSTD_compressBound(count);
  case pe_block_lz4: return count > LZ4_MAX_INPUT_SIZE ? 0 : (size_t)LZ4_compressBound((int)count);
  default: return 0;
  }
}

static int64_t pack_gzip(
    int level, const uint8_t *in, size_t in_count, uint8_t *out, size_t out_count) {
  if (in_count > UINT_MAX || out_count > UINT_MAX) return -1;
  z_stream stream = {0};
  if (deflateInit2(&stream, level, Z_DEFLATED, gzip_window, 8, Z_DEFAULT_STRATEGY) != Z_OK) {
    return -1;
  }
  stream.next_in = (Bytef *)in;
  stream.avail_in = (uInt)in_count;
  stream.next_out = out;
  stream.avail_out = (uInt)out_count;
  int result = deflate(&stream, Z_FINISH);
  int64_t written = (int64_t)(stream.next_out - out);
  deflateEnd(&stream);
  return result == Z_STREAM_END ? written : -1;
}

int64_t pe_block_pack(
    int codec, int level, const uint8_t *in, size_t in_count, uint8_t *out, size_t out_count) {
  switch (codec) {
  case pe_block_snappy: {
    size_t count = out_count;
    return snappy_compress((const char *)in, in_count, (char *)out, &count) == SNAPPY_OK
        ? (int64_t)count : -1;
  }
  case pe_block_gzip: return pack_gzip(level, in, in_count, out, out_count);
  case pe_block_brotli: {
    size_t count = out_count;
    return BrotliEncoderCompress(
               level, BROTLI_DEFAULT_WINDOW, BROTLI_MODE_GENERIC, in_count, in, &count, out)
        ? (int64_t)count : -1;
  }
  case pe_block_zstd: {
    size_t count = ZSTD_compress(out, out_count, in, in_count, level);
    return ZSTD_isError(count) ? -1 : (int64_t)count;
  }
  case pe_block_lz4: {
    if (in_count > LZ4_MAX_INPUT_SIZE || out_count > INT_MAX) return -1;
    int count = LZ4_compress_default(
        (const char *)in, (char *)out, (int)in_count, (int)out_count);
    return count > 0 ? count : -1;
  }
  default: return -1;
  }
}

uint32_t pe_block_checksum(const uint8_t *bytes, size_t count) {
  return (uint32_t)crc32_z(0, bytes, count);
}
