#ifndef SIGNALS_H
#define SIGNALS_H
#include <stdbool.h>

/// What a signal handler may do lives here: it sets a flag, wakes who waits, and puts the terminal
/// back before the process ends or stops. Everything else happens in ordinary code.

/// Handles SIGINT by a flag, ends on SIGTERM, SIGHUP and SIGQUIT with the terminal restored, and
/// ignores SIGPIPE and SIGXFSZ. A second SIGINT ends the process while nobody has cleared the first. A signal that was ignored when the process began stays ignored. May be called
/// again. Returns false when descriptors for waking cannot be made.
bool signals_install(void);
/// Handles SIGWINCH, SIGTSTP and SIGCONT as well, for a program that edits lines.
void signals_install_terminal(void);

/// SIGINT came and nobody has cleared it.
bool signals_interrupt_raised(void);
void signals_interrupt_clear(void);
/// Ends the process at once with status 130, the terminal restored. The workspace's journal undoes
/// what was not finished.
_Noreturn void signals_end_interrupted(void);
/// While held, SIGINT is dropped: a child in the foreground has it to itself.
void signals_interrupt_hold(bool held);
/// The window changed since the last call.
bool signals_take_resize(void);
/// The process was stopped and continues since the last call.
bool signals_take_continue(void);

/// Event counters that become readable: `wake` at every handled signal, for the one who waits for
/// input; `watch` at SIGINT, for the one who watches a long command. -1 before `signals_install`.
int signals_wake_descriptor(void);
int signals_watch_descriptor(void);
/// A new event counter, or -1.
int signals_new_counter(void);
/// A pipe that no other program inherits. False when there are too many descriptors.
bool signals_new_pipe(int ends[2]);

/// Remembers the modes of the terminal `descriptor`, to be restored by `terminal_restore` or by a
/// signal that ends or stops the process; asks for bracketed paste on `output` if wanted.
void terminal_remember(int descriptor, int output, bool bracketed_paste);
/// Asks for bracketed paste again after the process was stopped.
void terminal_resume(void);
/// Restores the remembered modes and forgets them; keeps what was typed ahead.
void terminal_restore(void);
#endif
