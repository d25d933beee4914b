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

/// Takes a piece of an answer's body; false ends the request.
typedef bool (*pe_curl_take_t)(const void *bytes, size_t count, long status, void *user);

/// Sends a request and gives the status of the answer, or the negative of curl's error.
///
/// Redirects are not followed. `body` is null where none is sent. Each piece of the answer goes to `take`.
/// A proxy is asked as the environment says, never for this machine. Waits `milliseconds` for the
/// connection and for each silence. `type` is filled with the answer's Content-Type, cut to `type_size`.
long pe_curl_ask(
    const char *method, const char *url, const char *const *headers, size_t count,
    const char *body, size_t bytes, long milliseconds, pe_curl_take_t take, void *user,
    char *type, size_t type_size);

#endif
