#include "Curl.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdint.h>
#include <string.h>

// libcurl is loaded when the first request is sent, by the numbers of its interface, which never change:
// nothing of it is needed to build, and nothing is loaded by those who send none.
typedef void *(*make_t)(void);
typedef int (*set_t)(void *, int, ...);
typedef int (*run_t)(void *);
typedef int (*info_t)(void *, int, ...);
typedef void (*free_t)(void *);
typedef void *(*append_t)(void *, const char *);
typedef int (*global_t)(long);

static struct {
  make_t make;
  set_t set;
  run_t run;
  info_t info;
  free_t free, free_list;
  append_t append;
} curl;
static bool is_there;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void load(void) {
  void *library = dlopen("libcurl.so.4", RTLD_NOW | RTLD_LOCAL);
  if (!library) library = dlopen("libcurl-gnutls.so.4", RTLD_NOW | RTLD_LOCAL);
  if (!library) return;
  curl.make = (make_t)dlsym(library, "curl_easy_init");
  curl.set = (set_t)dlsym(library, "curl_easy_setopt");
  curl.run = (run_t)dlsym(library, "curl_easy_perform");
  curl.info = (info_t)dlsym(library, "curl_easy_getinfo");
  curl.free = (free_t)dlsym(library, "curl_easy_cleanup");
  curl.append = (append_t)dlsym(library, "curl_slist_append");
  curl.free_list = (free_t)dlsym(library, "curl_slist_free_all");
  global_t start = (global_t)dlsym(library, "curl_global_init");
  is_there = curl.make && curl.set && curl.run && curl.info && curl.free && curl.append
      && curl.free_list && start && start(3) == 0;
}

bool pe_curl_is_there(void) {
  pthread_once(&once, load);
  return is_there;
}

// Numbers of options: 0 and up are longs, 10000 pointers, 20000 functions, 30000 large numbers.
enum {
  option_nosignal = 99, option_timeout_ms = 155, option_connect_timeout_ms = 156,
  option_followlocation = 52, option_postfieldsize_large = 30120, option_url = 10002,
  option_proxy = 10004, option_postfields = 10015, option_httpheader = 10023,
  option_resolve = 10203, option_writefunction = 20011, option_protocols = 181,
  option_writedata = 10001, option_customrequest = 10036, option_low_speed_limit = 19,
  option_low_speed_time = 20, option_noproxy = 10177, info_response_code = 0x200002,
  info_content_type = 0x100012,
};

/// What the other side says is not kept.
static size_t drop(void *bytes, size_t size, size_t count, void *user) {
  (void)bytes;
  (void)user;
  return size * count;
}

long pe_curl_post(
    const char *url, const char *pinned, const char *const *headers, size_t count,
    const char *body, size_t bytes, long milliseconds) {
  if (!pe_curl_is_there()) return -2;
  void *handle = curl.make();
  if (!handle) return -27;
  void *lines = NULL, *pins = curl.append(NULL, pinned);
  for (size_t i = 0; i < count; i++) {
    void *longer = curl.append(lines, headers[i]);
    if (longer) lines = longer;
  }
  curl.set(handle, option_nosignal, 1L);
  curl.set(handle, option_timeout_ms, milliseconds);
  curl.set(handle, option_connect_timeout_ms, milliseconds);
  curl.set(handle, option_followlocation, 0L);
  curl.set(handle, option_protocols, 3L);  // http and https
  curl.set(handle, option_proxy, "");
  curl.set(handle, option_url, url);
  curl.set(handle, option_resolve, pins);
  curl.set(handle, option_postfieldsize_large, (int64_t)bytes);
  curl.set(handle, option_postfields, body);
  curl.set(handle, option_httpheader, lines);
  curl.set(handle, option_writefunction, drop);
  long status = 0;
  int error = pins ? curl.run(handle) : 27;
  if (error == 0) curl.info(handle, info_response_code, &status);
  curl.free(handle);
  curl.free_list(lines);
  curl.free_list(pins);
  return error == 0 ? status : -error;
}

struct taking {
  void *handle;
  pe_curl_take_t take;
  void *user;
};

static size_t pass(void *bytes, size_t size, size_t count, void *user) {
  struct taking *taking = user;
  long status = 0;
  curl.info(taking->handle, info_response_code, &status);
  return taking->take(bytes, size * count, status, taking->user) ? size * count : 0;
}

long pe_curl_ask(
    const char *method, const char *url, const char *const *headers, size_t count,
    const char *body, size_t bytes, long milliseconds, pe_curl_take_t take, void *user,
    char *type, size_t type_size) {
  if (type_size) type[0] = 0;
  if (!pe_curl_is_there()) return -2;
  void *handle = curl.make();
  if (!handle) return -27;
  void *lines = NULL;
  for (size_t i = 0; i < count; i++) {
    void *longer = curl.append(lines, headers[i]);
    if (longer) lines = longer;
  }
  struct taking taking = {handle, take, user};
  curl.set(handle, option_nosignal, 1L);
  curl.set(handle, option_connect_timeout_ms, milliseconds);
  curl.set(handle, option_low_speed_limit, 1L);
  curl.set(handle, option_low_speed_time, milliseconds / 1000 + 1);
  curl.set(handle, option_followlocation, 0L);
  curl.set(handle, option_protocols, 3L);  // http and https
  curl.set(handle, option_noproxy, "localhost,127.0.0.1,::1");
  curl.set(handle, option_url, url);
  if (body) {
    curl.set(handle, option_postfieldsize_large, (int64_t)bytes);
    curl.set(handle, option_postfields, body);
  }
  curl.set(handle, option_customrequest, method);
  curl.set(handle, option_httpheader, lines);
  curl.set(handle, option_writefunction, pass);
  curl.set(handle, option_writedata, &taking);
  long status = 0;
  int error = curl.run(handle);
  if (error == 0) {
    const char *found = NULL;
    curl.info(handle, info_response_code, &status);
    curl.info(handle, info_content_type, &found);
    if (found && type_size) {
      strncpy(type, found, type_size - 1);
      type[type_size - 1] = 0;
    }
  }
  curl.free(handle);
  curl.free_list(lines);
  return error == 0 ? status : -error;
}
