#ifndef PE_PLUGIN_H
#define PE_PLUGIN_H
#include <stdbool.h>

// A hash of the sources of PluginKit and Corpus, whose types plugins share memory with. A test
// compares it with them and says the new one.
#define PE_PLUGIN_INTERFACE "9f8d53167f3ef3d6"

/// What a plugin and its host must have in common before either calls the other: the interface and
/// the compiler. Compiled into both sides, each with its own.
static inline const char *pe_plugin_stamp(void) {
  return "pe-plugin 1 " PE_PLUGIN_INTERFACE " " __VERSION__;
}

/// A pipe whose ends no started program inherits.
bool pe_plugin_pipe(int ends[2]);

/// Adds to `posix_spawn` actions that the program begins in `folder`.
void pe_plugin_begin_in(void *actions, const char *folder);

#endif
