#ifndef PE_CURL_H
#define PE_CURL_H

#include <stdbool.h>
#include <stddef.h>

/// Whether libcurl is on this machine; loads it when first asked. From any thread.
bool pe_curl_is_there(void);

/// Posts `body` to `url` and gives the status of the answer, or the negative of curl's error.
///
/// The connection goes to the address in `pinned` (`host:port:address`) and nowhere else: names are not
/// looked up again, redirects are not followed, no proxy is asked. `headers` are `count` lines. Waits
/// `milliseconds` at most.
long pe_curl_post(
    const char *url, const char *pinned, const char *const *headers, size_t count,
    const char *body, size_t bytes, long milliseconds);

#endif
