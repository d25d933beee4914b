private import Glibc

/// Lines from a descriptor as they come, of any length, without prompt or editing.
package struct PlainReader {
  private let descriptor: Int32
  private var buffer: [UInt8] = []
  /// The first byte that was not yet given out, and the first that was not yet searched.
  private var start = 0
  private var searched = 0
  private var isAtEnd = false

  package init(descriptor: Int32 = STDIN_FILENO) { self.descriptor = descriptor }

  /// The next line without its newline (LF or CR LF). Bytes that are not UTF-8 become U+FFFD. A last
  /// line without a newline counts. After Ctrl-C the rest is still there.
  package mutating func readLine() -> LineReading {
    while true {
      if let newline = buffer[searched...].firstIndex(of: UInt8(ascii: "\n")) {
        var end = newline
        if end > start && buffer[end - 1] == UInt8(ascii: "\r") { end -= 1 }
        let line = String(decoding: buffer[start..<end], as: UTF8.self)
        start = newline + 1
        searched = start
        return .line(line)
      }
      searched = buffer.count
      if isAtEnd {
        guard start < buffer.count else { return .endOfFile }
        let line = String(decoding: buffer[start...], as: UTF8.self)
        start = buffer.count
        return .line(line)
      }
      if let stop = fill() { return stop }
    }
  }

  private mutating func fill() -> LineReading? {
    buffer.removeSubrange(..<start)
    searched -= start
    start = 0
    switch InputWait.next(on: descriptor) {
    case .interrupted: return .interrupted
    case .failed(let code): return .failed(code)
    case .resized, .continued, .news: return nil
    case .ready: break
    }
    let size = 65536
    let count = withUnsafeTemporaryAllocation(byteCount: size, alignment: 1) { chunk in
      let count = read(descriptor, chunk.baseAddress, size)
      if count > 0 { buffer.append(contentsOf: chunk[..<count]) }
      return count
    }
    if count == 0 { isAtEnd = true }
    if count < 0 && errno != EINTR && errno != EAGAIN { return .failed(errno) }
    return nil
  }
}

/// What became of an attempt to read a line.
package enum LineReading: Sendable, Equatable {
  case line(String)
  /// A line that is to be edited elsewhere.
  case edit(String)
  case endOfFile
  /// Ctrl-C; what was typed is dropped.
  case interrupted
  /// Nothing was typed, and there is something to show.
  case news
  /// The `errno` of the failed call.
  case failed(Int32)
}
