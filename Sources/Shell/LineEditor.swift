private import CLineEditor
private import Glibc

/// Editing of one line after another on the terminal at the standard streams, by libedit.
///
/// One editor at a time, used from one thread, and nobody else writes to the terminal while
/// `readLine` runs. Text is UTF-8 whatever the locale.
package final class LineEditor {
  private let editor: OpaquePointer
  private let session: EditingSession
  private let history: OpaquePointer

  /// `complete` gets the line and the cursor as a UTF-8 offset. Returns nil when libedit cannot use
  /// the terminal. Reads the user's .editrc.
  ///
  /// `hasNews` is asked now and then while the line is empty; when it says so, `readLine` returns.
  package init?(
    program: String, complete: @escaping (String, Int) -> CompletionSet,
    hasNews: @escaping () -> Bool = { false }
  ) {
    Terminal.setLocale()
    Interrupt.install()
    signals_install_terminal()
    let session = EditingSession(complete: complete, hasNews: hasNews)
    let functions = line_editor_functions(
      complete: { editor, _ in LineEditor.call(editor) { $0.completeWord($1) } },
      paste: { editor, _ in LineEditor.call(editor) { $0.paste($1) } },
      older: { editor, _ in LineEditor.call(editor) { $0.recallOlder($1) } },
      newer: { editor, _ in LineEditor.call(editor) { $0.recallNewer($1) } },
      search: { editor, key in LineEditor.call(editor) { $0.searchHistory($1, key: key) } },
      edit: { editor, _ in LineEditor.call(editor) { session, _ in session.editElsewhere() } })
    let editor = line_editor_open(
      program, Unmanaged.passUnretained(session).toOpaque(),
      { editor, key in
        guard let editor, let session = EditingSession.of(editor) else { return -1 }
        if let read = session.readKey(editor) {
          key?.pointee = Int32(bitPattern: read.value)
          return 1
        }
        if case .endOfInput = session.stop { return 0 }
        errno = EINTR
        return -1
      },
      { editor in
        guard let editor else { return nil }
        return EditingSession.of(editor)?.promptPointer
      },
      Int32(bitPattern: PromptText.mark.value), functions)
    guard let editor else { return nil }
    guard let history = history_winit() else {
      line_editor_close(editor)
      return nil
    }
    self.editor = editor
    self.session = session
    self.history = history
    line_editor_use_history(editor, history, 10_000)
    KeyBindings.install(in: editor)
    // After all functions are registered: binding an unknown one corrupts libedit's memory.
    el_source(editor, nil)
    KeyBindings.restoreEssentials(in: editor)
  }

  deinit {
    line_editor_close(editor)
    history_wend(history)
  }

  fileprivate static func call(
    _ editor: OpaquePointer?, _ function: (EditingSession, OpaquePointer) -> Int32
  ) -> UInt8 {
    guard let editor, let session = EditingSession.of(editor) else { return UInt8(CC_ERROR) }
    return UInt8(function(session, editor))
  }

  /// Makes `entry` the newest of what the arrow keys and Ctrl-R find.
  package func remember(_ entry: String) {
    guard !entry.isEmpty, entry != session.entries.last else { return }
    session.entries.append(entry)
    EditBuffer.withWide(entry) { line_editor_enter_history(history, $0) }
  }

  /// Shows `prompt`, which may hold colour codes, and reads until Enter. Pasted text is one line
  /// whose newlines are kept. The terminal's modes are the same before and after.
  package func readLine(prompt: String) -> LineReading {
    Interrupt.clear()
    _ = signals_take_resize()
    _ = signals_take_continue()
    session.begin(prompt: prompt)
    terminal_remember(STDIN_FILENO, STDOUT_FILENO, line_editor_is_editing(editor))
    defer { terminal_restore() }
    // libedit would draw the prompt first: a key pressed between the two is taken twice.
    if line_editor_is_editing(editor) { line_editor_prepare_terminal(editor) }
    var count: Int32 = 0
    errno = 0
    let line = el_wgets(editor, &count)
    let code = errno
    switch session.stop {
    case .interrupted:
      Interrupt.clear()
      return .interrupted
    case .failed(let code): return .failed(code)
    case .endOfInput: return .endOfFile
    case .news: return .news
    case nil: break
    }
    guard let line, count > 0 else { return count == 0 ? .endOfFile : .failed(code) }
    var text = EditBuffer.text(line, count: Int(count))
    if text.unicodeScalars.last == "\n" { text.unicodeScalars.removeLast() }
    return session.wantsEditor ? .edit(text) : .line(text)
  }
}
