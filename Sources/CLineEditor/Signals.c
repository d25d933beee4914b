#define _GNU_SOURCE
#include "Signals.h"
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <string.h>
#include <sys/eventfd.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

// Handlers run on any thread, so the flags are lock-free atomics rather than sig_atomic_t.
static atomic_bool interrupted, held, resized, continued, installed;
static _Atomic int64_t last_interrupt;
static atomic_int wake_descriptor = -1, watch_descriptor = -1;

static struct termios remembered;
static atomic_int terminal = -1, terminal_output = -1;
static atomic_bool pasting;

enum { milliseconds_of_one_press = 200 };

static void say(int descriptor, const char *text) {
  ssize_t ignored = write(descriptor, text, strlen(text));
  (void)ignored;
}

static void ring(int descriptor) {
  uint64_t one = 1;
  ssize_t ignored = write(descriptor, &one, sizeof one);
  (void)ignored;
}

static void leave_terminal(int when) {
  // In the background the terminal is another's, and setting its modes would stop us.
  if (terminal < 0 || tcgetpgrp(terminal) != getpgrp()) return;
  if (pasting) say(terminal_output, "\033[?2004l");
  tcsetattr(terminal, when, &remembered);
}

static int64_t now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

void signals_end_interrupted(void) {
  leave_terminal(TCSANOW);
  say(STDERR_FILENO, "\nerror: interrupted; what was under way is undone\n");
  _exit(130);
}

static void on_interrupt(int number) {
  (void)number;
  if (held) return;
  int error = errno;
  int64_t time = now();
  int64_t since = time - atomic_exchange(&last_interrupt, time);
  // One press can arrive twice, from the terminal and from a wrapper that passes it on.
  if (interrupted && since >= milliseconds_of_one_press) signals_end_interrupted();
  interrupted = true;
  ring(watch_descriptor);
  ring(wake_descriptor);
  errno = error;
}

static void raise_by_default(int number) {
  struct sigaction action = {.sa_handler = SIG_DFL};
  sigaction(number, &action, NULL);
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, number);
  raise(number);
  pthread_sigmask(SIG_UNBLOCK, &set, NULL);
}

static void on_end(int number) {
  leave_terminal(TCSANOW);
  raise_by_default(number);
}

static void on_resize(int number) {
  (void)number;
  int error = errno;
  resized = true;
  ring(wake_descriptor);
  errno = error;
}

static void on_continue(int number) {
  (void)number;
  int error = errno;
  continued = true;
  ring(wake_descriptor);
  errno = error;
}

static void handle(int number, void (*handler)(int)) {
  struct sigaction before;
  if (sigaction(number, NULL, &before) == 0 && before.sa_handler == SIG_IGN) return;
  // No SA_RESTART: a blocking read returns.
  struct sigaction action = {.sa_handler = handler};
  sigemptyset(&action.sa_mask);
  sigaction(number, &action, NULL);
}

static void on_stop(int number) {
  int error = errno;
  leave_terminal(TCSANOW);
  raise_by_default(number);
  handle(number, on_stop);
  // An orphaned process is not stopped and gets no SIGCONT, but its terminal was put back as well.
  continued = true;
  ring(wake_descriptor);
  errno = error;
}

bool signals_install(void) {
  if (atomic_exchange(&installed, true)) return wake_descriptor >= 0;
  wake_descriptor = signals_new_counter();
  watch_descriptor = signals_new_counter();
  handle(SIGINT, on_interrupt);
  handle(SIGTERM, on_end);
  handle(SIGHUP, on_end);
  handle(SIGQUIT, on_end);
  signal(SIGPIPE, SIG_IGN);
  // A file that may not grow is an error of its write.
  signal(SIGXFSZ, SIG_IGN);
  return wake_descriptor >= 0 && watch_descriptor >= 0;
}

void signals_install_terminal(void) {
  handle(SIGWINCH, on_resize);
  handle(SIGTSTP, on_stop);
  handle(SIGCONT, on_continue);
}

bool signals_interrupt_raised(void) { return interrupted; }
void signals_interrupt_clear(void) { interrupted = false; }
void signals_interrupt_hold(bool hold) { held = hold; }
bool signals_take_resize(void) { return atomic_exchange(&resized, false); }
bool signals_take_continue(void) { return atomic_exchange(&continued, false); }
int signals_wake_descriptor(void) { return wake_descriptor; }
int signals_new_counter(void) { return eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC); }
bool signals_new_pipe(int ends[2]) { return pipe2(ends, O_CLOEXEC) == 0; }
int signals_watch_descriptor(void) { return watch_descriptor; }

void terminal_remember(int descriptor, int output, bool bracketed_paste) {
  if (tcgetattr(descriptor, &remembered) != 0) return;
  terminal_output = output;
  pasting = bracketed_paste;
  terminal = descriptor;
  if (bracketed_paste) say(output, "\033[?2004h");
}

void terminal_resume(void) {
  if (terminal >= 0 && pasting) say(terminal_output, "\033[?2004h");
}

void terminal_restore(void) {
  leave_terminal(TCSADRAIN);
  terminal = -1;
}
