import Foundation
import PluginKit
import Testing

@testable import Formats

/// Tables that were written column by column.
@Suite struct ColumnObjectTests {
  private func open(_ text: String) throws -> CorpusFile {
    let path = NSTemporaryDirectory() + "pe-columns-" + UUID().uuidString + ".json"
    try text.write(toFile: path, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(atPath: path) }
    return try CorpusFile.open(path)
  }

  @Test(arguments: [
    #"{"question": ["Can I sit?", "Is it late?"], "answer": ["Do.", "Not yet."], "n": [1, 2]}"#,
    #"{"prompt": {"0": "Hello", "1": "Bye"}, "response": {"0": "Hi", "1": "So long"}}"#,
  ])
  func `columns are refused with what to do`(text: String) throws {
    let error = #expect(throws: FormatError.self) { _ = try open(text) }
    #expect(error?.message.contains("a list a column") == true)
    #expect(error?.hint.contains("records") == true)
  }

  @Test func `a record with lists of its own is no table`() throws {
    _ = try open(#"{"dialog": ["I am low", "Since when?"], "emotion": ["sad", "none"]}"#)
  }
}
