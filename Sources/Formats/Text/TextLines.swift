import Corpus
import PluginKit

/// The lines of a text file, one after the other, without their ends.
struct TextLines: ~Copyable {
  private var window: ByteWindow
  private let limit: Int
  private(set) var number = 0
  /// Whether the last line held bytes that are no UTF-8, which U+FFFD stands for.
  private(set) var isRepaired = false

  init(_ source: any ByteSource, limit: Int = ReadLimits.standardRecordBytes) throws(FormatError) {
    var window = try ByteWindow(source)
    while window.count < 3 { guard try window.fill() else { break } }
    window.drop(FileProbe.byteOrderMark(window.bytes))
    self.window = window
    self.limit = limit
  }

  /// Nil behind the last line. Throws for a line longer than any text.
  mutating func next() throws(FormatError) -> String? {
    var searched = 0
    while true {
      if let end = window.bytes[searched...].firstIndex(of: 0x0A) {
        return take(end, and: 1)
      }
      searched = window.count
      guard searched <= limit else {
        throw FormatError("line \(number + 1) is longer than \(ReadLimits.label(limit))")
      }
      guard try window.fill() else { return window.count == 0 ? nil : take(window.count, and: 0) }
    }
  }

  private mutating func take(_ count: Int, and more: Int) -> String {
    number += 1
    var line = window.bytes[..<count]
    if line.last == 0x0D { line = line.dropLast() }
    let text: String
    if let valid = String(validating: line, as: UTF8.self) {
      isRepaired = line.contains(0)
      text = isRepaired ? valid.replacing("\0", with: "\u{FFFD}") : valid
    } else {
      isRepaired = true
      text = String(decoding: line, as: UTF8.self).replacing("\0", with: "\u{FFFD}")
    }
    window.drop(count + more)
    return text
  }

  static let repair = "bytes that are no UTF-8 text, replaced by U+FFFD"

  /// `night.txt` → `night`: what a file of one conversation calls it.
  static func name(ofFile path: String) -> String {
    let file = path.split(separator: "/").last.map(String.init) ?? path
    let stem = file.lastIndex(of: ".").map { String(file[..<$0]) } ?? file
    return stem.isEmpty ? "1" : stem
  }
}

extension Message {
  /// A turn of a speaker whose role is what the name stands for.
  init(by speaker: String, _ text: String) {
    self.init(role: Role(speaker: speaker) ?? .other, speaker: speaker, text: text)
  }
}
