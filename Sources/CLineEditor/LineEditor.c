#define _GNU_SOURCE
#include "CLineEditor.h"
#include <langinfo.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>
#include <wchar.h>

_Static_assert(sizeof(wchar_t) == 4, "wchar_t holds a Unicode scalar");

void line_editor_set_locale(void) {
  if (setlocale(LC_ALL, "") && strcmp(nl_langinfo(CODESET), "UTF-8") == 0) {
    setlocale(LC_NUMERIC, "C");
    return;
  }
  setlocale(LC_CTYPE, "C.UTF-8");
  setlocale(LC_NUMERIC, "C");
}

EditLine *line_editor_open(const char *program, void *context, el_rfunc_t read_key,
                           wchar_t *(*prompt)(EditLine *), wchar_t escape,
                           line_editor_functions functions) {
  EditLine *editor = el_init(program, stdin, stdout, stderr);
  if (!editor) return NULL;
  el_wset(editor, EL_CLIENTDATA, context);
  el_wset(editor, EL_SIGNAL, 0);
  el_wset(editor, EL_EDITOR, L"emacs");
  el_wset(editor, EL_GETCFN, read_key);
  el_wset(editor, EL_PROMPT_ESC, prompt, escape);
  el_wset(editor, EL_ADDFN, L"pe-complete", L"Complete the word", functions.complete);
  el_wset(editor, EL_ADDFN, L"pe-paste", L"Insert pasted text", functions.paste);
  el_wset(editor, EL_ADDFN, L"pe-history-older", L"Older entry with this beginning",
          functions.older);
  el_wset(editor, EL_ADDFN, L"pe-history-newer", L"Newer entry with this beginning",
          functions.newer);
  el_wset(editor, EL_ADDFN, L"pe-history-search", L"Search the history", functions.search);
  el_wset(editor, EL_ADDFN, L"pe-edit", L"Edit the line elsewhere", functions.edit);
  return editor;
}

void line_editor_close(EditLine *editor) {
  // With editing on, el_end flushes the terminal's input.
  el_wset(editor, EL_EDITMODE, 0);
  el_end(editor);
}

void *line_editor_context(EditLine *editor) {
  void *context = NULL;
  el_wget(editor, EL_CLIENTDATA, &context);
  return context;
}

static void widen(const char *ascii, wchar_t *wide, size_t capacity) {
  size_t i = 0;
  for (; ascii[i] && i + 1 < capacity; i++) wide[i] = (unsigned char)ascii[i];
  wide[i] = 0;
}

void line_editor_bind(EditLine *editor, const char *key, const char *function,
                      bool in_command_mode) {
  wchar_t wide_key[32], wide_function[64];
  widen(key, wide_key, 32);
  widen(function, wide_function, 64);
  if (in_command_mode)
    el_wset(editor, EL_BIND, L"-a", wide_key, wide_function, NULL);
  else
    el_wset(editor, EL_BIND, wide_key, wide_function, NULL);
}

bool line_editor_is_editing(EditLine *editor) {
  int editing = 0;
  return el_wget(editor, EL_EDITMODE, &editing) == 0 && editing;
}

bool line_editor_is_vi(EditLine *editor) {
  const wchar_t *name = NULL;
  return el_wget(editor, EL_EDITOR, &name) == 0 && name && wcscmp(name, L"vi") == 0;
}

void line_editor_redraw(EditLine *editor) { el_wset(editor, EL_REFRESH); }

void line_editor_prepare_terminal(EditLine *editor) {
  // libedit believes that it is still in editing mode and would do nothing.
  el_wset(editor, EL_PREP_TERM, 0);
  el_wset(editor, EL_PREP_TERM, 1);
}

void line_editor_use_history(EditLine *editor, HistoryW *history, int size) {
  HistEventW event;
  history_w(history, &event, H_SETSIZE, size);
  history_w(history, &event, H_SETUNIQUE, 1);
  el_wset(editor, EL_HIST, history_w, history);
}

void line_editor_enter_history(HistoryW *history, const wchar_t *entry) {
  HistEventW event;
  history_w(history, &event, H_ENTER, entry);
}

void line_editor_write(const char *text) {
  fputs(text, stdout);
  fflush(stdout);
}

int line_editor_width(uint32_t character) { return wcwidth((wchar_t)character); }
