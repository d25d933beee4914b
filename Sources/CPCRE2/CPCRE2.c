#define PCRE2_CODE_UNIT_WIDTH 8
#include "CPCRE2.h"
#include <pcre2.h>
#include <stdlib.h>
#include <time.h>

// How often a search may go back and try again from one place in a text. An expression that
// stays linear needs a few for each character of a line; one that multiplies its ways passes any
// limit, and a low one ends it within milliseconds.
enum { WORK_LIMIT = 20000 };
// KiB that a search without machine code may take, and the stack of one with it, in bytes.
enum { HEAP_LIMIT = 8192, STACK_START = 32768, STACK_LIMIT = 1 << 20 };

// The limits above hold for each place that a match may begin at, and many costly places add up. So
// a long text is searched a window of places at a time with a look at the clock between, and of
// short texts the clock is read now and then. Processor time of the thread, so that other work on
// the machine does not count.
static const size_t WINDOW = 512, CLOCK_INTERVAL = 4096;
static const uint64_t TIME_LIMIT = 2000000000;

struct pe_pattern {
  pcre2_code *code;
  pcre2_match_data *match;
  pcre2_match_context *context;
  pcre2_jit_stack *stack;
};

static int prepare(pe_pattern *pattern) {
  // Places of the whole match alone: what groups took is not asked for.
  pattern->match = pcre2_match_data_create(1, NULL);
  pattern->context = pcre2_match_context_create(NULL);
  if (!pattern->match || !pattern->context) return 0;
  pcre2_set_match_limit(pattern->context, WORK_LIMIT);
  pcre2_set_depth_limit(pattern->context, WORK_LIMIT);
  pcre2_set_heap_limit(pattern->context, HEAP_LIMIT);
  if (pcre2_jit_compile(pattern->code, PCRE2_JIT_COMPLETE) == 0) {
    pattern->stack = pcre2_jit_stack_create(STACK_START, STACK_LIMIT, NULL);
    if (!pattern->stack) return 0;
    pcre2_jit_stack_assign(pattern->context, NULL, pattern->stack);
  }
  return 1;
}

pe_pattern *pe_pattern_new(const uint8_t *source, size_t length, int for_search, int *error,
                           size_t *offset) {
  // \C could split a character; UCP makes \w, \b and the like know letters beyond ASCII.
  const uint32_t options = PCRE2_UTF | PCRE2_UCP | PCRE2_CASELESS |
                           PCRE2_NEVER_BACKSLASH_C | PCRE2_USE_OFFSET_LIMIT | PCRE2_NO_UTF_CHECK;
  *error = PCRE2_ERROR_NOMEMORY;
  *offset = 0;
  pe_pattern *pattern = calloc(1, sizeof *pattern);
  if (!pattern) return NULL;
  pattern->code = pcre2_compile(source, length, options, error, offset, NULL);
  if (pattern->code && (!for_search || prepare(pattern))) return pattern;
  if (pattern->code) *error = PCRE2_ERROR_NOMEMORY;
  pe_pattern_free(pattern);
  return NULL;
}

void pe_pattern_free(pe_pattern *pattern) {
  if (!pattern) return;
  pcre2_match_data_free(pattern->match);
  pcre2_match_context_free(pattern->context);
  pcre2_jit_stack_free(pattern->stack);
  pcre2_code_free(pattern->code);
  free(pattern);
}

int pe_pattern_matches_empty(const pe_pattern *pattern) {
  uint32_t value = 1;
  pcre2_pattern_info(pattern->code, PCRE2_INFO_MATCHEMPTY, &value);
  return value != 0;
}

static int is_late(pe_effort *effort) {
  effort->searched = 0;
  struct timespec time;
  if (clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time) != 0) return 0;
  uint64_t now = (uint64_t)time.tv_sec * 1000000000 + (uint64_t)time.tv_nsec;
  if (effort->deadline == 0) effort->deadline = now + TIME_LIMIT;
  return now > effort->deadline;
}

int pe_pattern_find(pe_pattern *pattern, const uint8_t *text, size_t length, size_t from,
                    pe_effort *effort, size_t *start, size_t *end) {
  const size_t first = from;
  while (from < length) {
    size_t next = length - from > WINDOW ? from + WINDOW : length;
    while (next < length && (text[next] & 0xC0) == 0x80) next++;
    effort->searched += next - from;
    if ((from > first || effort->searched >= CLOCK_INTERVAL) && is_late(effort)) return -1;
    pcre2_set_offset_limit(pattern->context, next - 1);
    int result = pcre2_match(pattern->code, text, length, from,
                             PCRE2_NO_UTF_CHECK | PCRE2_NOTEMPTY, pattern->match, pattern->context);
    if (result >= 0) {
      const PCRE2_SIZE *places = pcre2_get_ovector_pointer(pattern->match);
      *start = places[0];
      *end = places[1];
      return *start < *end && *end > from && *end <= length;
    }
    if (result != PCRE2_ERROR_NOMATCH) return -1;
    from = next;
  }
  return 0;
}

void pe_pattern_error_text(int error, char *buffer, size_t size) {
  if (size == 0) return;
  buffer[0] = 0;
  pcre2_get_error_message(error, (PCRE2_UCHAR *)buffer, size);
}
