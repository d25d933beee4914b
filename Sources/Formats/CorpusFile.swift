package import Corpus
package import PluginKit

/// A file of conversations and the way it will be read.
package struct CorpusFile: Sendable {
  /// The path that stands for standard input.
  package static let standardInput = FileInput.standardInput

  package let path: String
  /// Bytes of the file as it is on disk; nil for what comes from a pipe.
  package let byteCount: Int64?
  package let detection: Detection
  /// How the file is packed, by its first bytes; nil when it is text.
  package let compression: Compression?
  private let input: FileInput
  private let reader: any CorpusReader
  private let rereads: Bool
  /// Whether it is a table by columns, which is read by rows.
  private let isTurned: Bool
  private let options: ReadOptions
  private let roles: [String: Role]
  private let encoding: TextEncoding?
  private let limits: ReadLimits

  /// Opens the file, once for all that follows, and tells from its first four megabytes how it is to
  /// be read.
  ///
  /// Throws ``FormatError`` for what no reader takes, for an unknown format, and when the options do
  /// not fit the file.
  ///
  /// - Parameters:
  ///   - path: a file or a pipe; `-` is standard input.
  ///   - roles: speakers, by their names in the file, whose roles the person said.
  ///   - readers: those that are asked, in their order.
  ///   - isInterrupted: asked often, from the thread that reads.
  package static func open(
    _ path: String, options: ReadOptions = ReadOptions(), roles: [String: Role] = [:],
    readers: [RegisteredReader] = Formats.readers,
    isInterrupted: @escaping @Sendable () -> Bool = { false }
  ) throws -> CorpusFile {
    try CorpusFile(path, options, ReadLimits(), readers, isInterrupted, roles: roles)
  }

  init(
    _ path: String, _ options: ReadOptions, _ limits: ReadLimits,
    _ readers: [RegisteredReader] = Formats.readers,
    _ isInterrupted: @escaping @Sendable () -> Bool = { false }, roles: [String: Role] = [:]
  ) throws {
    let choice = ReaderChoice(readers: readers)
    try choice.check(options)
    input = try FileInput(path, isInterrupted: isInterrupted)
    let raw = RawBytes(input, isKeeping: true, isDigesting: false)
    compression = try CorpusFile.compression(of: raw)
    let plain = try CorpusFile.source(raw, compression, input.name, limits)
    encoding = try CorpusFile.encoding(plain, options)
    let source = try CorpusFile.decoded(plain, encoding)
    var head = try CorpusFile.head(source, input.name, options, limits)
    let rows = try ColumnObject.rows(
      of: source, head: head.bytes, isWhole: head.isWhole, input.name)
    if let rows { head = try CorpusFile.head(MemoryBytes(rows), input.name, options, limits) }
    isTurned = rows != nil
    let chosen = try choice.reader(of: head, limits)
    self.path = path
    self.options = options
    self.roles = roles
    self.limits = limits
    byteCount = input.size
    reader = chosen.reader
    rereads = chosen.info.rereads
    var detection = chosen.detection
    detection.encoding = encoding?.name
    self.detection = detection
  }

  /// How the text is encoded: by what the person said, or else by a byte order mark.
  static func encoding(
    _ source: any ByteSource, _ options: ReadOptions
  ) throws(FormatError) -> TextEncoding? {
    if let name = options.encoding { return try TextEncoding(named: name) }
    let mark = UnsafeMutableRawBufferPointer.allocate(byteCount: 4, alignment: 4)
    defer { mark.deallocate() }
    var count = 0
    while count < mark.count {
      let got = try source.read(into: UnsafeMutableRawBufferPointer(rebasing: mark[count...]))
      guard got > 0 else { break }
      count += got
    }
    try source.rewind()
    return TextEncoding(mark: mark[..<count])
  }

  static func decoded(
    _ source: any ByteSource, _ encoding: TextEncoding?
  ) throws(FormatError) -> any ByteSource {
    try encoding.map { encoding throws(FormatError) in try DecodedBytes(source, encoding) }
      ?? source
  }

  private static func turned(
    _ source: any ByteSource, _ name: String, _ limits: ReadLimits
  ) throws(FormatError) -> any ByteSource {
    let head = try self.head(source, name, ReadOptions(), limits)
    guard
      let rows = try ColumnObject.rows(
        of: source, head: head.bytes, isWhole: head.isWhole, name)
    else {
      throw FormatError(
        .changed, "\(name) changed while it was read", hint: "load it again when it is complete")
    }
    return MemoryBytes(rows)
  }

  static func compression(of raw: RawBytes) throws(FormatError) -> Compression? {
    let bytes = UnsafeMutableRawBufferPointer.allocate(
      byteCount: Compression.magicBytes, alignment: 1)
    defer { bytes.deallocate() }
    var count = 0
    while count < bytes.count {
      let got = try raw.read(into: UnsafeMutableRawBufferPointer(rebasing: bytes[count...]))
      guard got > 0 else { break }
      count += got
    }
    raw.rewind()
    return Compression(magic: Array(bytes[..<count]))
  }

  /// The text of the file over its bytes.
  static func source(
    _ raw: RawBytes, _ compression: Compression?, _ name: String, _ limits: ReadLimits
  ) throws(FormatError) -> any ByteSource {
    guard let compression else { return raw }
    return try UnpackedBytes(raw, compression, name: name, limits: limits.unpacking)
  }

  static func head(
    _ source: any ByteSource, _ name: String, _ options: ReadOptions, _ limits: ReadLimits
  ) throws(FormatError) -> FileHead {
    var window = try ByteWindow(source, capacity: limits.sampleBytes)
    var isWhole = false
    while !isWhole, window.count < limits.sampleBytes { isWhole = try !window.fill() }
    if window.count == 0 { throw FormatError(.empty, "\(name) is empty") }
    let mark = FileProbe.byteOrderMark(window.bytes)
    if !isWhole { isWhole = try isAtEnd(source) }
    return FileHead(
      path: name, plainPath: Compression.plainPath(name), bytes: Array(window.bytes[mark...]),
      isWhole: isWhole, options: options, source: source)
  }

  /// Damage behind what the reader wanted is damage, too.
  private static func readOn(_ source: any ByteSource) throws(FormatError) {
    let rest = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
    defer { rest.deallocate() }
    while try source.read(into: rest) > 0 {}
  }

  private static func isAtEnd(_ source: any ByteSource) throws(FormatError) -> Bool {
    let byte = UnsafeMutableRawBufferPointer.allocate(byteCount: 1, alignment: 1)
    defer { byte.deallocate() }
    return try source.read(into: byte) == 0
  }

  /// Whether it has no name under which it can be found again: it comes from standard input or a
  /// pipe.
  package var isStream: Bool { byteCount == nil || path == CorpusFile.standardInput }

  /// About how many bytes of text there are to read.
  package var expectedBytes: Int64 { (byteCount ?? 64 << 20) * (compression == nil ? 1 : 6) }

  /// What is said of a file that is not the same any more.
  package var changed: FormatError { input.changed }

  /// SHA-256 of the file's bytes as they are on disk. What comes from a pipe is kept on disk for the
  /// reading that follows. Linear in the file, in constant memory.
  package func digest() throws(FormatError) -> Digest {
    try RawBytes(input, isKeeping: true, isDigesting: true).finish().digest
  }

  /// Reads the file and gives its conversations to `deliver` in the order of the file, in batches of
  /// at most a few megabytes.
  ///
  /// Memory is bounded by the longest record and 16 to 32 bytes a conversation for its id. Throws
  /// ``FormatError`` when the file cannot be read, changes while it is read or, reading strictly, at
  /// the first broken record; what `deliver` throws ends the reading and is thrown on.
  @discardableResult
  package func read(deliver: (ReadBatch) throws -> Void) throws -> ReadResult {
    let raw = RawBytes(input, isKeeping: rereads || isTurned, isDigesting: true)
    let written = try CorpusFile.decoded(
      CorpusFile.source(raw, compression, input.name, limits), encoding)
    let source = try isTurned ? CorpusFile.turned(written, input.name, limits) : written
    return try withoutActuallyEscaping(deliver) { deliver in
      var builder = BatchBuilder(
        path: input.name, source: source, raw: raw, strict: options.strict, roles: roles,
        limits: limits, deliver: deliver)
      var reader = reader
      if isTurned { builder.note(.repaired, "a table written by columns, read by rows", line: 1) }
      try reader.read(source, into: &builder)
      try CorpusFile.readOn(source)
      let (digest, count) = try raw.finish()
      let report = try builder.finish(at: count)
      return ReadResult(report: report, digest: digest, byteCount: count)
    }
  }
}
