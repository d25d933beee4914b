#ifndef CPCRE2_H
#define CPCRE2_H
#include <stddef.h>
#include <stdint.h>

/// A compiled regular expression (PCRE2, UTF-8, without case) with the memory that a search needs.
/// To be used by one thread at a time.
typedef struct pe_pattern pe_pattern;

/// Compiles `length` bytes of valid UTF-8. With `for_search` also to machine code, where the system
/// allows it. Returns NULL and sets `error` (a PCRE2 code) and `offset` (bytes) when it cannot.
pe_pattern *pe_pattern_new(const uint8_t *source, size_t length, int for_search, int *error,
                           size_t *offset);
void pe_pattern_free(pe_pattern *pattern);

/// What a run of searches has taken so far; all zero at its beginning.
typedef struct pe_effort {
  /// Bytes that were searched since the clock was read.
  size_t searched;
  /// The thread's processor time at which the run ends, in nanoseconds; zero while it is short.
  uint64_t deadline;
} pe_effort;

/// Whether it may match without taking a character.
int pe_pattern_matches_empty(const pe_pattern *pattern);

/// The first match that begins at `from` or later in `length` bytes of valid UTF-8; never an empty
/// one. Returns 1 and sets `start` and `end`, 0 when there is none, and -1 when the search came to
/// a limit of work or memory, or the searches that share `effort` to their limit of time.
int pe_pattern_find(pe_pattern *pattern, const uint8_t *text, size_t length, size_t from,
                    pe_effort *effort, size_t *start, size_t *end);

/// Writes PCRE2's own words for an error code, ended by a zero byte.
void pe_pattern_error_text(int error, char *buffer, size_t size);
#endif
