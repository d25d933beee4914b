private import CLineEditor

/// The line under edit, as libedit holds it: wide characters, cursor counted in them.
struct EditBuffer {
  let editor: OpaquePointer

  var beforeCursor: String {
    guard let line = el_wline(editor)?.pointee else { return "" }
    return Self.text(from: line.buffer, to: line.cursor)
  }

  var afterCursor: String {
    guard let line = el_wline(editor)?.pointee else { return "" }
    return Self.text(from: line.cursor, to: line.lastchar)
  }

  var text: String { beforeCursor + afterCursor }

  /// Inserts at the cursor. Returns false when libedit has no room.
  @discardableResult
  func insert(_ text: String) -> Bool {
    text.isEmpty || Self.withWide(text) { el_winsertstr(editor, $0) } == 0
  }

  func replaceAll(with text: String) {
    moveCursor(by: Int32(afterCursor.unicodeScalars.count))
    el_deletestr(editor, Int32(beforeCursor.unicodeScalars.count))
    insert(text)
  }

  /// Replaces UTF-8 offsets `range` of the text; the cursor ends up after the replacement.
  func replace(_ range: Range<Int>, with text: String) {
    let bytes = self.text.utf8
    let cursor = beforeCursor.utf8.count
    func scalars(_ range: Range<Int>) -> Int32 {
      let slice = bytes.dropFirst(range.lowerBound).prefix(range.count)
      return Int32(Substring(slice).unicodeScalars.count)
    }
    if range.upperBound > cursor {
      moveCursor(by: scalars(cursor..<range.upperBound))
    } else if range.upperBound < cursor {
      moveCursor(by: -scalars(range.upperBound..<cursor))
    }
    el_deletestr(editor, scalars(range))
    insert(text)
  }

  private func moveCursor(by count: Int32) { if count != 0 { _ = el_cursor(editor, count) } }

  /// Runs `body` on a zero-terminated wide copy of `text`; a NUL in it would end it early and is
  /// left out.
  static func withWide<Result>(
    _ text: String, _ body: (UnsafePointer<Int32>) -> Result
  ) -> Result {
    wide(text).withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { preconditionFailure("the terminator is there") }
      return body(base)
    }
  }

  static func wide(_ text: String) -> [Int32] {
    text.unicodeScalars.compactMap { $0 == "\0" ? nil : Int32(bitPattern: $0.value) } + [0]
  }

  private static func text(
    from start: UnsafePointer<Int32>?, to end: UnsafePointer<Int32>?
  ) -> String {
    guard let start, let end, end > start else { return "" }
    return text(start, count: end - start)
  }

  static func text(_ start: UnsafePointer<Int32>, count: Int) -> String {
    String(
      decoding: UnsafeBufferPointer(start: start, count: count).lazy.map {
        UInt32(bitPattern: $0)
      }, as: UTF32.self)
  }
}
