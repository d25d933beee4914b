#include "CCompress.h"
#include <limits.h>
#include <stdlib.h>
#include <zlib.h>
#include <zstd.h>
#include <zstd_errors.h>

struct pe_codec {
  int format;
  int is_encoder;
  /// Whether a member of gzip has ended, so that the next byte begins another.
  int is_between;
  z_stream gzip;
  ZSTD_DCtx *unpacker;
  ZSTD_CCtx *packer;
};

/// 15 bits of window, and a gzip header around it.
static const int gzip_window = 15 + 16;

static pe_codec *codec_new(int format, int is_encoder) {
  pe_codec *codec = calloc(1, sizeof *codec);
  if (!codec) return NULL;
  codec->format = format;
  codec->is_encoder = is_encoder;
  int is_ready = 0;
  if (format == pe_codec_gzip && is_encoder) {
    is_ready = deflateInit2(
                   &codec->gzip, Z_DEFAULT_COMPRESSION, Z_DEFLATED, gzip_window, 8,
                   Z_DEFAULT_STRATEGY) == Z_OK;
  } else if (format == pe_codec_gzip) {
    is_ready = inflateInit2(&codec->gzip, gzip_window) == Z_OK;
  } else if (is_encoder) {
    codec->packer = ZSTD_createCCtx();
    is_ready = codec->packer &&
        !ZSTD_isError(ZSTD_CCtx_setParameter(codec->packer, ZSTD_c_checksumFlag, 1));
  } else {
    codec->unpacker = ZSTD_createDCtx();
    is_ready = codec->unpacker &&
        !ZSTD_isError(ZSTD_DCtx_setParameter(
            codec->unpacker, ZSTD_d_windowLogMax, pe_codec_window_log));
  }
  if (is_ready) return codec;
  ZSTD_freeCCtx(codec->packer);
  ZSTD_freeDCtx(codec->unpacker);
  free(codec);
  return NULL;
}

pe_codec *pe_decoder_new(int format) { return codec_new(format, 0); }
pe_codec *pe_encoder_new(int format) { return codec_new(format, 1); }

void pe_codec_free(pe_codec *codec) {
  if (!codec) return;
  if (codec->format == pe_codec_gzip) {
    if (codec->is_encoder) deflateEnd(&codec->gzip);
    else inflateEnd(&codec->gzip);
  }
  ZSTD_freeCCtx(codec->packer);
  ZSTD_freeDCtx(codec->unpacker);
  free(codec);
}

/// zlib counts in 32 bits.
static uInt bounded(size_t count) { return count > UINT_MAX ? UINT_MAX : (uInt)count; }

static int gzip_step(
    pe_codec *codec, const uint8_t *in, size_t *in_count, uint8_t *out, size_t *out_count,
    int (*step)(z_stream *, int), int flush) {
  z_stream *stream = &codec->gzip;
  stream->next_in = (Bytef *)in;
  stream->avail_in = bounded(*in_count);
  stream->next_out = out;
  stream->avail_out = bounded(*out_count);
  int result = step(stream, flush);
  *in_count = (size_t)(stream->next_in - in);
  *out_count = (size_t)(stream->next_out - out);
  switch (result) {
  case Z_OK:
  case Z_BUF_ERROR: return pe_codec_more;
  case Z_STREAM_END: return pe_codec_end;
  case Z_MEM_ERROR: return pe_codec_no_memory;
  default: return pe_codec_damaged;
  }
}

static int zstd_error(size_t result) {
  switch (ZSTD_getErrorCode(result)) {
  case ZSTD_error_memory_allocation: return pe_codec_no_memory;
  case ZSTD_error_frameParameter_windowTooLarge: return pe_codec_window;
  default: return pe_codec_damaged;
  }
}

int pe_decoder_step(
    pe_codec *codec, const uint8_t *in, size_t *in_count, uint8_t *out, size_t *out_count) {
  if (codec->format == pe_codec_gzip) {
    if (codec->is_between && inflateReset(&codec->gzip) != Z_OK) return pe_codec_damaged;
    int result = gzip_step(codec, in, in_count, out, out_count, inflate, Z_NO_FLUSH);
    codec->is_between = result == pe_codec_end;
    return result;
  }
  ZSTD_inBuffer from = {in, *in_count, 0};
  ZSTD_outBuffer to = {out, *out_count, 0};
  size_t result = ZSTD_decompressStream(codec->unpacker, &to, &from);
  *in_count = from.pos;
  *out_count = to.pos;
  if (ZSTD_isError(result)) return zstd_error(result);
  return result == 0 ? pe_codec_end : pe_codec_more;
}

int pe_encoder_step(
    pe_codec *codec, const uint8_t *in, size_t *in_count, uint8_t *out, size_t *out_count,
    int ends) {
  if (codec->format == pe_codec_gzip) {
    return gzip_step(
        codec, in, in_count, out, out_count, deflate, ends ? Z_FINISH : Z_NO_FLUSH);
  }
  ZSTD_inBuffer from = {in, *in_count, 0};
  ZSTD_outBuffer to = {out, *out_count, 0};
  size_t result = ZSTD_compressStream2(
      codec->packer, &to, &from, ends ? ZSTD_e_end : ZSTD_e_continue);
  *in_count = from.pos;
  *out_count = to.pos;
  if (ZSTD_isError(result)) return zstd_error(result);
  return ends && result == 0 ? pe_codec_end : pe_codec_more;
}
