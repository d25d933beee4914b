private import CLineEditor

/// Which key does what. An .editrc, read after these, may change them.
enum KeyBindings {
  /// Bindings for Emacs mode, in libedit's notation.
  private static let emacs: [(keys: [String], function: String)] = [
    (["\\e[A", "\\eOA", "\\e[1;2A", "^P", "\\e[5~"], "pe-history-older"),
    (["\\e[B", "\\eOB", "\\e[1;2B", "^N", "\\e[6~"], "pe-history-newer"),
    (["^R"], "pe-history-search"),
    (["^X^E"], "pe-edit"),
    (["\\e[C", "\\eOC", "\\e[1;2C"], "ed-next-char"),
    (["\\e[D", "\\eOD", "\\e[1;2D"], "ed-prev-char"),
    (["\\e[1;5C", "\\e[1;3C", "\\e[5C", "\\eOc", "\\e\\e[C", "\\ef"], "em-next-word"),
    (["\\e[1;5D", "\\e[1;3D", "\\e[5D", "\\eOd", "\\e\\e[D", "\\eb"], "ed-prev-word"),
    (["\\e[H", "\\eOH", "\\e[1~", "\\e[7~", "^A"], "ed-move-to-beg"),
    (["\\e[F", "\\eOF", "\\e[4~", "\\e[8~", "^E"], "ed-move-to-end"),
    (["\\e[3~"], "ed-delete-next-char"),
    (["\\e[3;5~", "\\e[3;3~", "\\ed"], "em-delete-next-word"),
    (["\\e[2~"], "em-toggle-overwrite"),
    (["^W", "\\e^?", "\\e^H"], "ed-delete-prev-word"),
    (["^U"], "vi-kill-line-prev"),
    (["^L"], "ed-clear-screen"),
    // Function keys would leave their last characters in the line.
    (
      [
        "\\eOP", "\\eOQ", "\\eOR", "\\eOS", "\\e[11~", "\\e[12~", "\\e[13~", "\\e[14~", "\\e[15~",
        "\\e[17~", "\\e[18~", "\\e[19~", "\\e[20~", "\\e[21~", "\\e[23~", "\\e[24~",
      ], "ed-ignore"
    ),
  ]

  /// Without these the editor does not work; an .editrc that chooses a mode removes them.
  private static let always: [(key: String, function: String)] = [
    ("^I", "pe-complete"), ("\\e[200~", "pe-paste"),
  ]

  static func install(in editor: OpaquePointer) {
    for (keys, function) in emacs {
      for key in keys { line_editor_bind(editor, key, function, false) }
    }
    for (key, function) in always { line_editor_bind(editor, key, function, false) }
  }

  /// Binds again what an .editrc with `bind -v` or `bind -e` has removed.
  static func restoreEssentials(in editor: OpaquePointer) {
    guard line_editor_is_vi(editor) else {
      for (key, function) in always { line_editor_bind(editor, key, function, false) }
      return
    }
    line_editor_bind(editor, "^I", "pe-complete", false)
    // In vi mode the escape ends insertion, and the rest is looked up among the commands.
    line_editor_bind(editor, "[200~", "pe-paste", true)
  }
}
