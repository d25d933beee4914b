#define _GNU_SOURCE
#include "Plugin.h"
#include <fcntl.h>
#include <spawn.h>
#include <unistd.h>

void pe_plugin_begin_in(void *actions, const char *folder) {
  posix_spawn_file_actions_addchdir_np(actions, folder);
}

bool pe_plugin_pipe(int ends[2]) { return pipe2(ends, O_CLOEXEC) == 0; }
