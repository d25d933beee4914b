#ifndef CSIMDJSON_H
#define CSIMDJSON_H
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// A JSON parser that keeps its memory from one document to the next. Not for two threads at once.
typedef struct pe_json_parser pe_json_parser;

/// A parsed document, valid until the parser's next use.
typedef struct {
  /// simdjson's tape: the root's value is at index 1. Its top byte is the kind, the rest is payload.
  const uint64_t *tape;
  /// The strings that the tape points into: a 32-bit length, then that many bytes of UTF-8.
  const uint8_t *strings;
} pe_json_document;

/// Bytes that must be readable, with any content, after a document given to `pe_json_parse`.
extern const size_t pe_json_padding;

/// Documents nested deeper than `max_depth` are errors. Returns NULL when memory is exhausted.
pe_json_parser *pe_json_parser_new(size_t max_depth);
void pe_json_parser_free(pe_json_parser *parser);

/// Parses one document of `count` bytes. Returns 0, or an error for `pe_json_error_message`.
int pe_json_parse(
    pe_json_parser *parser, const uint8_t *bytes, size_t count, pe_json_document *document);

/// What happened, in the words of simdjson; a static string.
const char *pe_json_error_message(int error);

/// The errors that the caller tells apart.
extern const int pe_json_error_depth;
extern const int pe_json_error_utf8;
extern const int pe_json_error_number;
extern const int pe_json_error_string;
extern const int pe_json_error_unclosed_string;
extern const int pe_json_error_memory;

#ifdef __cplusplus
}
#endif
#endif
