import PluginKit

/// The bytes of a packed source: members of gzip or frames of Zstandard, one after the other.
///
/// Memory is bounded: by the window of gzip, and by 128 MiB for Zstandard.
final class UnpackedBytes: ByteSource {
  /// Bounds that tests make small.
  struct Limits {
    /// Bytes of text that may come of anything.
    var freely: Int64 = 256 << 20
    /// How often as long as the file the text may be, beyond that.
    var ratio: Int64 = 200
    /// Bytes of the file that are unpacked at a time.
    var portion = 256 << 10
  }

  private let source: any ByteSource
  private let kind: Compression
  private let name: String
  private let limits: Limits
  private var codec: Codec
  private(set) var position: Int64 = 0
  /// What was read of the file and not unpacked yet.
  private let portion: UnsafeMutableRawBufferPointer
  private var waiting: Range<Int> = 0..<0
  /// Whether the bytes so far are whole members or frames.
  private var isWhole = true

  init(
    _ source: any ByteSource, _ kind: Compression, name: String, limits: Limits = Limits()
  ) throws(FormatError) {
    guard let codec = Codec(unpacking: kind) else {
      throw FormatError(.unreadable, "there is no memory to unpack \(name)")
    }
    self.source = source
    self.kind = kind
    self.name = name
    self.limits = limits
    self.codec = codec
    portion = .allocate(byteCount: limits.portion, alignment: 16)
  }

  deinit { portion.deallocate() }

  func rewind() throws(FormatError) {
    guard position > 0 || source.position > 0 else { return }
    guard let codec = Codec(unpacking: kind) else {
      throw FormatError(.unreadable, "there is no memory to unpack \(name)")
    }
    self.codec = codec
    try source.rewind()
    position = 0
    waiting = 0..<0
    isWhole = true
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(FormatError) -> Int {
    guard buffer.count > 0 else { return 0 }
    while true {
      if waiting.isEmpty {
        let got = try source.read(into: portion)
        waiting = 0..<got
        // What the codec still holds comes out without input.
        if got == 0, isWhole { return 0 }
      }
      if isWhole, skipPadding() { continue }
      let isAtEnd = waiting.isEmpty
      let (progress, used, written) = codec.unpack(
        UnsafeRawBufferPointer(rebasing: portion[waiting]), into: buffer)
      waiting = waiting.lowerBound + used..<waiting.upperBound
      switch progress {
      case .more: isWhole = false
      case .end: isWhole = true
      case .damaged, .noMemory, .windowTooLarge: throw failure(progress)
      }
      position += Int64(written)
      if written > 0 {
        try checkRatio()
        return written
      }
      if isAtEnd, !isWhole {
        throw FormatError(
          .badCompression,
          "\(name) ends within its \(kind.name) data, after \(position) bytes of text",
          hint: "fetch it again; it was cut off")
      }
    }
  }

  /// Passes over zeros between members of gzip, as tapes have them. Whether there were any.
  private func skipPadding() -> Bool {
    guard kind == .gzip, position > 0 else { return false }
    let start = waiting.lowerBound
    while !waiting.isEmpty, portion[waiting.lowerBound] == 0 {
      waiting = waiting.lowerBound + 1..<waiting.upperBound
    }
    return waiting.lowerBound > start
  }

  private func checkRatio() throws(FormatError) {
    guard position > limits.freely, position / limits.ratio > source.position else { return }
    throw FormatError(
      .badCompression,
      "\(name) unpacks to more than \(limits.ratio) times its size, which talk does not",
      hint: "unpack it to a file and look at it before loading that")
  }

  private func failure(_ progress: Codec.Progress) -> FormatError {
    switch progress {
    case .noMemory: FormatError(.unreadable, "there is no memory to unpack \(name)")
    case .windowTooLarge:
      FormatError(
        .badCompression, "\(name) needs more than 128 MiB of memory to unpack",
        hint: "pack it again without --long, or unpack it with 'unzstd --long=31' first")
    case .more, .end, .damaged:
      FormatError(
        .badCompression,
        "\(name) is damaged: its \(kind.name) data are wrong at byte "
          + "\(source.position - Int64(waiting.count)), after \(position) bytes of text",
        hint: "fetch it again")
    }
  }
}
