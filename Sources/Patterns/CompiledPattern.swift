private import CPCRE2

/// What the searches in one conversation have taken together. They end after two seconds of the
/// thread's time: an end that a score never depends on, since it is a failure.
struct SearchEffort {
  fileprivate var taken = pe_effort()
}

/// A regular expression ready to search with, for one thread at a time.
///
/// PCRE2 with UTF and Unicode properties, without case, compiled to machine code where the system
/// allows it. Work and memory of a search are limited, so that none hangs.
final class CompiledPattern {
  /// PCRE2's own words, and the UTF-8 offset in the source that they are about.
  struct SyntaxError: Error {
    let message: String
    let offset: Int
  }

  enum Finding {
    /// UTF-8 offsets, never empty, ending behind where the search began.
    case found(Range<Int>)
    case nothing
    case gaveUp
  }

  private let handle: OpaquePointer

  /// - Parameter forSearch: false to check the source only, which is cheaper.
  init(_ source: String, forSearch: Bool = true) throws(SyntaxError) {
    var source = source
    var error: Int32 = 0
    var offset = 0
    let handle = source.withUTF8 { bytes in
      pe_pattern_new(bytes.baseAddress, bytes.count, forSearch ? 1 : 0, &error, &offset)
    }
    guard let handle else {
      throw SyntaxError(message: CompiledPattern.text(of: error), offset: offset)
    }
    self.handle = handle
  }

  deinit { pe_pattern_free(handle) }

  var mayMatchEmpty: Bool { pe_pattern_matches_empty(handle) != 0 }

  /// The first match that begins at `start` or later. `text` is valid UTF-8 and not empty.
  func find(
    in text: UnsafeBufferPointer<UInt8>, from start: Int, _ effort: inout SearchEffort
  ) -> Finding {
    var lower = 0
    var upper = 0
    switch pe_pattern_find(
      handle, text.baseAddress, text.count, start, &effort.taken, &lower, &upper)
    {
    case 1: return .found(lower..<upper)
    case 0: return .nothing
    default: return .gaveUp
    }
  }

  private static func text(of error: Int32) -> String {
    var buffer = [CChar](repeating: 0, count: 256)
    pe_pattern_error_text(error, &buffer, buffer.count)
    return String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
