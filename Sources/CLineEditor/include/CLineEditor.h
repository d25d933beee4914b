#ifndef CLINEEDITOR_H
#define CLINEEDITOR_H
#include <histedit.h>
#include <stdbool.h>
#include <stdint.h>
#include "Memory.h"
#include "Signals.h"

/// Non-variadic doors to libedit, wide functions only. Variadic C functions cannot be called from
/// Swift, and mixing libedit's narrow and wide functions has crashed programs.

/// The functions of the program that keys can be bound to.
typedef struct {
  /// Bound as `pe-complete`.
  unsigned char (*complete)(EditLine *, int);
  /// Bound as `pe-paste`.
  unsigned char (*paste)(EditLine *, int);
  /// Bound as `pe-history-older`.
  unsigned char (*older)(EditLine *, int);
  /// Bound as `pe-history-newer`.
  unsigned char (*newer)(EditLine *, int);
  /// Bound as `pe-history-search`.
  unsigned char (*search)(EditLine *, int);
  /// Bound as `pe-edit`.
  unsigned char (*edit)(EditLine *, int);
} line_editor_functions;

/// Sets the locale from the environment, or C.UTF-8 when that one is not UTF-8: in the "C" locale
/// libedit drops every character beyond ASCII.
void line_editor_set_locale(void);

/// An editor on the standard streams, in Emacs mode, with the functions registered and its own
/// signal handling off. `prompt` returns text in which `escape` brackets what takes no room.
/// Returns NULL when libedit cannot start.
EditLine *line_editor_open(const char *program, void *context, el_rfunc_t read_key,
                           wchar_t *(*prompt)(EditLine *), wchar_t escape,
                           line_editor_functions functions);
/// Ends the editor without throwing away what was typed ahead.
void line_editor_close(EditLine *editor);
void *line_editor_context(EditLine *editor);
/// Binds a key sequence in libedit's notation (`^I`, `\e[A`) to a function by name.
/// `in_command_mode` chooses vi's second key map. Both texts are ASCII.
void line_editor_bind(EditLine *editor, const char *key, const char *function,
                      bool in_command_mode);
bool line_editor_is_editing(EditLine *editor);
/// Whether the keys are vi's, as an .editrc can ask.
bool line_editor_is_vi(EditLine *editor);
/// Draws prompt and line anew, starting where the cursor is.
void line_editor_redraw(EditLine *editor);
/// Puts the terminal into editing mode again after someone else changed it.
void line_editor_prepare_terminal(EditLine *editor);
/// Gives libedit's own history commands (those of vi mode) something to walk through.
void line_editor_use_history(EditLine *editor, HistoryW *history, int size);
void line_editor_enter_history(HistoryW *history, const wchar_t *entry);
/// Writes to the stream that libedit draws on.
void line_editor_write(const char *text);
/// Columns of a character, -1 when it does not print. Follows the locale.
int line_editor_width(uint32_t character);
#endif
