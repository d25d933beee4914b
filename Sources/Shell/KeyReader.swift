private import Glibc

/// Characters from a terminal, one at a time: not a byte more is taken than is asked for, so that
/// what was typed ahead stays for the next reader.
struct KeyReader {
  enum Event: Equatable {
    case key(Unicode.Scalar)
    case endOfInput
    case interrupted
    case resized
    case continued
    case news
    case failed(Int32)
  }

  private let descriptor: Int32
  /// A byte that turned out not to continue the character before it.
  private var returned: UInt8?

  init(descriptor: Int32) { self.descriptor = descriptor }

  /// The next character, U+FFFD for bytes that are not UTF-8; or `.news` when `hasNews` says so
  /// before one comes.
  mutating func next(hasNews: (() -> Bool)? = nil) -> Event {
    let lead: UInt8
    switch byte(hasNews) {
    case .success(let byte): lead = byte
    case .failure(let stop): return stop.event
    }
    guard lead >= 0x80 else { return .key(Unicode.Scalar(lead)) }
    let length: Int
    switch lead {
    case 0xC2...0xDF: length = 2
    case 0xE0...0xEF: length = 3
    case 0xF0...0xF4: length = 4
    default: return .key("\u{FFFD}")
    }
    var bytes = [lead]
    while bytes.count < length {
      switch byte() {
      case .success(let byte) where byte & 0xC0 == 0x80: bytes.append(byte)
      case .success(let byte):
        returned = byte
        return .key("\u{FFFD}")
      case .failure(let stop): return stop.event
      }
    }
    return .key(String(decoding: bytes, as: UTF8.self).unicodeScalars.first ?? "\u{FFFD}")
  }

  /// Forgets half a character.
  mutating func reset() { returned = nil }

  private struct Stop: Error { let event: Event }

  private mutating func byte(_ hasNews: (() -> Bool)? = nil) -> Result<UInt8, Stop> {
    if let byte = returned {
      returned = nil
      return .success(byte)
    }
    while true {
      switch InputWait.next(on: descriptor, hasNews: hasNews) {
      case .interrupted: return .failure(Stop(event: .interrupted))
      case .resized: return .failure(Stop(event: .resized))
      case .continued: return .failure(Stop(event: .continued))
      case .news: return .failure(Stop(event: .news))
      case .failed(let code): return .failure(Stop(event: .failed(code)))
      case .ready: break
      }
      var byte: UInt8 = 0
      let count = read(descriptor, &byte, 1)
      if count == 1 { return .success(byte) }
      // A terminal that has gone away answers EIO.
      if count == 0 || errno == EIO { return .failure(Stop(event: .endOfInput)) }
      if errno != EINTR && errno != EAGAIN { return .failure(Stop(event: .failed(errno))) }
    }
  }
}
