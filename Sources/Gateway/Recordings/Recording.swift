#if Gateway
import Corpus
import Formats
import Foundation
import Glibc
import Synchronization

/// A request and its answer, as a line of a file: what `serve --record` writes and `serve --mock` answers
/// from. No header of the request is in it, and so no key.
struct Recording: Codable, Sendable {
  let method: String
  /// Path and query, as they were asked.
  let target: String
  /// Empty where there was none.
  let body: String
  let status: Int
  let type: String
  /// Nil where the answer is no text; then `data` has it.
  let answer: String?
  let data: Data?

  init(
    method: String, target: String, body: [UInt8], status: Int, type: String, answer: [UInt8]
  ) {
    self.method = method
    self.target = target
    self.body = String(decoding: body, as: UTF8.self)
    self.status = status
    self.type = type
    let text = String(validating: answer, as: UTF8.self)
    self.answer = text
    data = text == nil ? Data(answer) : nil
  }

  var bytes: [UInt8] { answer.map { Array($0.utf8) } ?? [UInt8](data ?? Data()) }

  /// Equal for requests that ask the same: the order of parameters and members does not matter.
  var key: String { Self.key(method, target, Array(body.utf8)) }

  static func key(_ method: String, _ target: String, _ body: [UInt8]) -> String {
    let parts = Target(target)
    let path = parts?.segments.joined(separator: "\n") ?? target
    let query = parts?.query.map { "\($0.name)\n\($0.value)" }.sorted() ?? []
    var content = body
    if let value = try? JSONSerialization.jsonObject(with: Data(body), options: .fragmentsAllowed),
      let sorted = try? JSONSerialization.data(
        withJSONObject: value, options: [.sortedKeys, .fragmentsAllowed])
    {
      content = [UInt8](sorted)
    }
    return ([method, path] + query).joined(separator: "\n\n") + "\n\n"
      + String(decoding: content, as: UTF8.self)
  }
}

/// Writes recordings to a file of the person's own, one after the other.
final class Recorder: Sendable {
  /// Larger files of exports are not kept.
  private static let largest = 16 << 20
  private let file: Mutex<FileHandle>

  /// Throws ``UsageError``.
  init(path: String) throws {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw UsageError("\(path) cannot be written: \(String(cString: strerror(errno)))")
    }
    file = Mutex(FileHandle(fileDescriptor: descriptor, closeOnDealloc: true))
  }

  func record(
    _ method: String, _ target: String, body: [UInt8], status: Int, type: String,
    _ answer: Answer.Body, envelope: (([UInt8], String) -> [UInt8])
  ) {
    let bytes: [UInt8]
    switch answer {
    case .data(let data, let message): bytes = envelope(data, message)
    case .plain(let plain, _): bytes = plain
    case .file(let path, _, _):
      guard let data = FileManager.default.contents(atPath: path), data.count <= Self.largest else {
        return
      }
      bytes = [UInt8](data)
    case .none: bytes = []
    }
    let recording = Recording(
      method: method, target: target, body: body, status: status, type: type, answer: bytes)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard var line = try? encoder.encode(recording) else { return }
    line.append(UInt8(ascii: "\n"))
    file.withLock { try? $0.write(contentsOf: line) }
  }
}
#endif
