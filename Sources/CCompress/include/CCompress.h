#ifndef CCOMPRESS_H
#define CCOMPRESS_H
#include <stddef.h>
#include <stdint.h>

/// Packs or unpacks a stream of gzip (RFC 1952, zlib) or Zstandard (RFC 8878, libzstd).
typedef struct pe_codec pe_codec;

enum { pe_codec_gzip = 1, pe_codec_zstd = 2 };

/// What a step came to.
enum {
  /// Give it more bytes, or more room.
  pe_codec_more = 0,
  /// A member of gzip or a frame of Zstandard is whole. What follows is another one.
  pe_codec_end = 1,
  /// These are no bytes of the format.
  pe_codec_damaged = -1,
  pe_codec_no_memory = -2,
  /// It asks for more memory than a reader may use.
  pe_codec_window = -3,
};

/// The largest window that is unpacked, as a power of two: 128 MiB, as the program zstd has it.
enum { pe_codec_window_log = 27 };

/// Both return NULL when memory is exhausted.
pe_codec *pe_decoder_new(int format);
pe_codec *pe_encoder_new(int format);
void pe_codec_free(pe_codec *codec);

/// Unpacks: `in_count` becomes what was used of `in`, `out_count` what was written to `out`.
int pe_decoder_step(
    pe_codec *codec, const uint8_t *in, size_t *in_count, uint8_t *out, size_t *out_count);

/// Packs, in the same way. With `ends` set it is the last of the input: called until it returns
/// `pe_codec_end`.
int pe_encoder_step(
    pe_codec *codec, const uint8_t *in, size_t *in_count, uint8_t *out, size_t *out_count,
    int ends);
#endif
