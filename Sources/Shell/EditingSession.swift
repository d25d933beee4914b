private import CLineEditor
private import Glibc

/// What libedit calls back into: keys in, prompt out, and the functions bound to keys. libedit holds
/// a pointer to it as client data.
final class EditingSession {
  /// Why libedit's read ended without a line.
  enum Stop {
    case interrupted, endOfInput, news
    case failed(Int32)
  }

  let complete: (String, Int) -> CompletionSet
  private let hasNews: () -> Bool
  var entries: [String] = []
  private(set) var stop: Stop?
  /// Whether the line was ended to go on with it in an editor.
  private(set) var wantsEditor = false

  private var keys = KeyReader(descriptor: STDIN_FILENO)
  private var prompt = ""
  /// The marked prompt as libedit reads it; replaced, not changed, while libedit may hold it.
  private var widePrompt: UnsafeMutableBufferPointer<Int32>
  /// The width at which the line was drawn.
  private var columns = 80
  private var recall: HistoryRecall?
  private var search: HistorySearch?
  /// The key that began the search, given to libedit again to have it draw each step.
  private var searchKey: Unicode.Scalar = "\u{12}"
  private var searchStep: Unicode.Scalar?
  /// A key that ended the search and now does its ordinary work.
  private var queued: Unicode.Scalar?
  /// The line at a TAB that could add nothing: the next TAB on it shows the list.
  private var ambiguous: String?

  init(
    complete: @escaping (String, Int) -> CompletionSet, hasNews: @escaping () -> Bool
  ) {
    self.complete = complete
    self.hasNews = hasNews
    widePrompt = .allocate(capacity: 1)
    widePrompt.initialize(repeating: 0)
  }

  deinit { widePrompt.deallocate() }

  static func of(_ editor: OpaquePointer) -> EditingSession? {
    line_editor_context(editor).map {
      Unmanaged<EditingSession>.fromOpaque($0).takeUnretainedValue()
    }
  }

  func begin(prompt: String) {
    self.prompt = prompt
    stop = nil
    wantsEditor = false
    recall = nil
    search = nil
    queued = nil
    ambiguous = nil
    columns = Terminal.size.columns
    keys.reset()
    setWidePrompt(PromptText.marked(prompt))
  }

  /// Zero-terminated, valid until the prompt changes.
  var promptPointer: UnsafeMutablePointer<Int32>? { widePrompt.baseAddress }

  private func setWidePrompt(_ text: String) {
    let scalars = EditBuffer.wide(text)
    widePrompt.deallocate()
    widePrompt = .allocate(capacity: scalars.count)
    _ = widePrompt.initialize(from: scalars)
  }

  /// libedit asks for a character: 1 with one, 0 at the end of input, -1 when interrupted or failed.
  func readKey(_ editor: OpaquePointer) -> Unicode.Scalar? {
    if let key = queued {
      queued = nil
      return key
    }
    while true {
      // What is being typed is not torn away.
      let isIdle = search == nil && EditBuffer(editor: editor).text.isEmpty
      switch keys.next(hasNews: isIdle ? hasNews : nil) {
      case .news:
        stop = .news
        line_editor_write("\r\u{1B}[J")
        return nil
      case .key(let key): return search == nil ? key : searchKey(for: key)
      case .resized: redrawResized(editor)
      case .continued:
        line_editor_prepare_terminal(editor)
        terminal_resume()
        line_editor_write("\r\u{1B}[J")
        line_editor_redraw(editor)
      case .interrupted:
        stop = .interrupted
        moveBelow(editor, note: "^C")
        return nil
      case .endOfInput:
        stop = .endOfInput
        return nil
      case .failed(let code):
        stop = .failed(code)
        return nil
      }
    }
  }

  private func position(of text: String) -> DisplayText.Position {
    DisplayText.position(after: shownPrompt + text, columns: Terminal.size.columns)
  }

  private var shownPrompt: String { search?.prompt ?? DisplayText.withoutEscapes(prompt) }

  /// Leaves the drawn line for good: the cursor goes behind its end, then to a new row.
  private func moveBelow(_ editor: OpaquePointer, note: String = "") {
    let buffer = EditBuffer(editor: editor)
    let cursor = position(of: buffer.beforeCursor)
    let end = position(of: buffer.text)
    let down = end.row > cursor.row ? "\u{1B}[\(end.row - cursor.row)B" : ""
    line_editor_write("\(down)\u{1B}[\(end.column + 1)G\(note)\r\n")
  }

  /// The terminal has wrapped the rows anew by now: back to the first, and draw again.
  private func redrawResized(_ editor: OpaquePointer) {
    el_resize(editor)
    let new = Terminal.size.columns
    let row = DisplayText.position(
      after: shownPrompt + EditBuffer(editor: editor).beforeCursor, drawnAt: columns, shownAt: new
    ).row
    columns = new
    line_editor_write("\r" + (row > 0 ? "\u{1B}[\(row)A" : "") + "\u{1B}[J")
    line_editor_redraw(editor)
  }

  func completeWord(_ editor: OpaquePointer) -> Int32 {
    let buffer = EditBuffer(editor: editor)
    let line = buffer.text
    let cursor = buffer.beforeCursor.utf8.count
    switch CompletionStep(complete(line, cursor), line: line) {
    case .nothing:
      ambiguous = nil
      return CC_ERROR
    case .replace(let range, let text):
      buffer.replace(range, with: text)
      // What it could not finish the next TAB lists.
      ambiguous = "\(buffer.beforeCursor.utf8.count) \(buffer.text)"
      return CC_REFRESH
    case .ambiguous(let candidates):
      let state = "\(cursor) \(line)"
      guard ambiguous == state else {
        ambiguous = state
        return CC_ERROR
      }
      let size = Terminal.size
      let lines = CompletionMenu.lines(
        candidates, columns: size.columns - 1, rows: max(4, size.rows - 3))
      moveBelow(editor)
      line_editor_write(lines.map { $0 + "\r\n" }.joined())
      line_editor_redraw(editor)
      return CC_NORM
    }
  }

  /// The terminal began a paste: everything up to its end goes into the line.
  func paste(_ editor: OpaquePointer) -> Int32 {
    var paste = Paste()
    var key: Int32 = 0
    repeat {
      guard el_wgetc(editor, &key) == 1 else { return CC_EOF }
    } while !paste.take(Unicode.Scalar(UInt32(bitPattern: key)) ?? "\u{FFFD}")
    return EditBuffer(editor: editor).insert(paste.text) ? CC_REFRESH : CC_ERROR
  }

  func editElsewhere() -> Int32 {
    wantsEditor = true
    return CC_NEWLINE
  }

  func recallOlder(_ editor: OpaquePointer) -> Int32 {
    recall(editor) { $0.older(in: entries) }
  }

  func recallNewer(_ editor: OpaquePointer) -> Int32 {
    recall(editor) { $0.newer(in: entries) }
  }

  private func recall(
    _ editor: OpaquePointer, _ step: (inout HistoryRecall) -> String?
  ) -> Int32 {
    let buffer = EditBuffer(editor: editor)
    let line = buffer.text
    var walk =
      recall.flatMap { $0.shown == line ? $0 : nil }
      ?? HistoryRecall(draft: line, beginning: buffer.beforeCursor, entries: entries)
    guard let entry = step(&walk) else { return CC_ERROR }
    recall = walk
    buffer.replaceAll(with: entry)
    return CC_REFRESH
  }

  /// Begins the search, or draws its next step.
  func searchHistory(_ editor: OpaquePointer, key: Int32) -> Int32 {
    let buffer = EditBuffer(editor: editor)
    guard var search else {
      guard let key = UInt8(exactly: key), key < 0x20 else { return CC_ERROR }
      searchKey = Unicode.Scalar(key)
      show(HistorySearch(original: buffer.text), in: buffer)
      return CC_REFRESH
    }
    switch searchStep {
    case nil, "\u{7}":
      // Ended: by another key with what was found, by Ctrl-G with what was there before.
      let text = searchStep == nil ? search.text(in: entries) : search.original
      self.search = nil
      setWidePrompt(PromptText.marked(prompt))
      buffer.replaceAll(with: text)
      return CC_REFRESH
    case searchKey: search.older(in: entries)
    case "\u{13}": search.newer(in: entries)
    case "\u{7F}", "\u{8}": search.erase(in: entries)
    case let letter?: search.type(letter, in: entries)
    }
    show(search, in: buffer)
    return search.isFailing ? CC_REFRESH_BEEP : CC_REFRESH
  }

  private func show(_ search: HistorySearch, in buffer: EditBuffer) {
    self.search = search
    setWidePrompt(search.prompt)
    buffer.replaceAll(with: search.text(in: entries))
  }

  /// While searching, every key is turned into a step of the search; one that does not belong to
  /// it ends the search and then does its work.
  private func searchKey(for key: Unicode.Scalar) -> Unicode.Scalar {
    let isStep =
      key == searchKey || ["\u{13}", "\u{7F}", "\u{8}", "\u{7}"].contains(key)
      || !DisplayText.isControl(key)
    searchStep = isStep ? key : nil
    queued = isStep ? nil : key
    return searchKey
  }
}
