private import Glibc
private import Synchronization

/// Standard output, which remembers that it could not be written.
final class Output: Sendable {
  private let failed = Mutex<Int32?>(nil)

  /// The `errno` of the first write that failed.
  var failure: Int32? { failed.withLock { $0 } }

  /// The reader has gone: nothing is wrong, and nothing more is wanted.
  var isDone: Bool { failure == EPIPE }

  /// Writes `bytes` unless a write before failed. Returns false when it did, or this one does.
  func write(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    failed.withLock { failed in
      guard failed == nil else { return false }
      if !Terminal.write(bytes, to: STDOUT_FILENO) { failed = errno }
      return failed == nil
    }
  }

  @Sendable func write(_ bytes: [UInt8]) -> Bool { bytes.withUnsafeBufferPointer { write($0) } }

  @discardableResult
  func write(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { write($0) }
  }
}
