private import Foundation
private import Glibc

/// The person's editor, for lines that are easier to write there.
package enum ExternalEditor {
  package enum Edited: Equatable {
    case text(String)
    /// A sentence for the person.
    case failed(String)
  }

  /// Opens `text` in `$VISUAL`, `$EDITOR` or vi and gives what was saved. The file is the person's
  /// alone and gone afterwards.
  package static func edit(_ text: String) -> Edited {
    let editor =
      [Terminal.environment("VISUAL"), Terminal.environment("EDITOR")]
      .compactMap { $0 }.first { !$0.isEmpty } ?? "vi"
    var template = Array((NSTemporaryDirectory() + "/pe-edit-XXXXXX").utf8CString)
    guard mkdtemp(&template) != nil else {
      return .failed("no file can be made to edit: \(String(cString: strerror(errno)))")
    }
    let folder = template.withUnsafeBufferPointer { buffer in
      String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = folder + "/line.pe"
    guard FileManager.default.createFile(atPath: path, contents: Data((text + "\n").utf8)) else {
      return .failed("no file can be made to edit in \(folder)")
    }
    let quoted = "'" + path.replacing("'", with: "'\\''") + "'"
    let status = ProgramRunner.run("\(editor) \(quoted)")
    guard status == 0 else {
      return .failed(
        status == 127
          ? "the editor '\(editor)' cannot be started; VISUAL or EDITOR names another"
          : "the editor '\(editor)' ended with \(status); nothing was run")
    }
    guard let data = FileManager.default.contents(atPath: path) else {
      return .failed("the editor '\(editor)' took the file away; nothing was run")
    }
    guard let edited = String(data: data, encoding: .utf8) else {
      return .failed("what the editor saved is not text in UTF-8; nothing was run")
    }
    return .text(edited.trimmingCharacters(in: .whitespacesAndNewlines))
  }
}
