import Glibc
import PluginKit
private import Synchronization

/// An open file, pipe or standard input: opened once, read by place from any number of sources.
///
/// What comes from a pipe is kept in a file without a name, as far as it may be read again.
final class FileInput: Sendable {
  /// The path that stands for standard input.
  static let standardInput = "-"

  let path: String
  /// Nil for what has no size before its end.
  let size: Int64?
  private let handle: OpenFile
  private let stamp: FileStamp
  private let stream: Mutex<Stream>
  private let isInterrupted: @Sendable () -> Bool

  /// What came from a pipe so far.
  private struct Stream {
    /// Keeps the first ``kept`` bytes of what was ``taken``.
    var spool: OpenFile?
    var kept: Int64 = 0
    var taken: Int64 = 0
  }

  /// Opens the file; throws what is wrong with it. Reading asks `isInterrupted` often and throws
  /// ``FormatError/Kind/interrupted`` when it says so.
  init(
    _ path: String, isInterrupted: @escaping @Sendable () -> Bool = { false }
  ) throws(FormatError) {
    let handle = try OpenFile(reading: path)
    guard let stamp = FileStamp(handle.descriptor) else { throw FileProbe.failure(path, errno) }
    let isStandardInput = path == FileInput.standardInput
    switch stamp.kind {
    case .folder:
      throw FormatError(.isFolder, "\(path) is a folder", hint: "name a file in it")
    case .device where isatty(handle.descriptor) != 0:
      throw FormatError(
        .unreadable, "\(FileInput.name(path)) is a terminal",
        hint: "name a file, or send one through a pipe")
    case .device where !isStandardInput:
      throw FormatError(
        .unreadable, "\(path) is a device, not a file", hint: "save it to a file first")
    case .regular, .device, .pipe: break
    }
    let isPlaced =
      stamp.kind == .regular
      && (!isStandardInput || lseek(handle.descriptor, 0, SEEK_CUR) == 0)
    if isPlaced, stamp.size == 0 {
      throw FormatError(.empty, "\(FileInput.name(path)) is empty")
    }
    self.path = path
    self.handle = handle
    self.stamp = stamp
    self.isInterrupted = isInterrupted
    size = isPlaced ? stamp.size : nil
    stream = Mutex(Stream())
  }

  /// As messages call it.
  static func name(_ path: String) -> String { path == standardInput ? "standard input" : path }
  var name: String { FileInput.name(path) }

  /// Puts what stands at `offset` into `buffer`; 0 at the end alone. With `keeping`, what comes from
  /// a pipe can be read again.
  func read(
    into buffer: UnsafeMutableRawBufferPointer, at offset: Int64, keeping: Bool
  ) throws(FormatError) -> Int {
    try check()
    guard buffer.count > 0 else { return 0 }
    guard let size else { return try streamed(into: buffer, at: offset, keeping: keeping) }
    // What was written behind the end since belongs to no file that was opened.
    let count = min(buffer.count, Int(clamping: size - offset))
    guard count > 0 else { return 0 }
    let got = try handle.read(
      into: UnsafeMutableRawBufferPointer(rebasing: buffer[..<count]), at: offset, name)
    guard got > 0 else { throw changed }
    return got
  }

  private func streamed(
    into buffer: UnsafeMutableRawBufferPointer, at offset: Int64, keeping: Bool
  ) throws(FormatError) -> Int {
    try stream.withLock { (stream) throws(FormatError) -> Int in
      if offset < stream.kept, let spool = stream.spool {
        let count = min(buffer.count, Int(clamping: stream.kept - offset))
        return try spool.read(
          into: UnsafeMutableRawBufferPointer(rebasing: buffer[..<count]), at: offset, name)
      }
      guard offset == stream.taken else {
        throw FormatError(.unreadable, "\(name) cannot be read a second time")
      }
      let got = try waitAndRead(buffer)
      if keeping, stream.kept == offset, got > 0 {
        if stream.spool == nil { stream.spool = try OpenFile.unnamed() }
        try stream.spool?.write(UnsafeRawBufferPointer(rebasing: buffer[..<got]), at: offset)
        stream.kept += Int64(got)
      }
      stream.taken += Int64(got)
      return got
    }
  }

  private func waitAndRead(
    _ buffer: UnsafeMutableRawBufferPointer
  ) throws(FormatError) -> Int {
    while true {
      try check()
      var waiting = pollfd(fd: handle.descriptor, events: Int16(POLLIN), revents: 0)
      guard poll(&waiting, 1, 50) > 0 else { continue }
      let got = Glibc.read(handle.descriptor, buffer.baseAddress, buffer.count)
      if got >= 0 { return got }
      guard errno == EINTR || errno == EAGAIN else { throw FileProbe.failure(path, errno) }
    }
  }

  /// The file to read from by place, once all of it was read.
  var placed: OpenFile? {
    if size != nil { return handle }
    return stream.withLock { $0.kept == $0.taken ? $0.spool : nil }
  }

  private func check() throws(FormatError) {
    if isInterrupted() { throw FormatError(.interrupted, "interrupted") }
  }

  /// Throws when the file was written to since it was opened.
  func checkUnchanged() throws(FormatError) {
    guard size != nil else { return }
    guard FileStamp(handle.descriptor) == stamp else { throw changed }
  }

  var changed: FormatError {
    FormatError(
      .changed, "\(name) changed while it was read", hint: "load it again when it is complete")
  }
}

/// A source over an open file. Each has a place of its own in it.
final class RawBytes: ByteSource {
  private let input: FileInput
  private let isKeeping: Bool
  private let digester: Digester?
  private(set) var position: Int64 = 0
  /// How far the bytes went through the digester; each goes once.
  private var digested: Int64 = 0

  /// - Parameters:
  ///   - isKeeping: whether what comes from a pipe is kept, so that it can be read again.
  ///   - isDigesting: whether ``finish()`` is going to be asked for a digest.
  init(_ input: FileInput, isKeeping: Bool, isDigesting: Bool) {
    self.input = input
    self.isKeeping = isKeeping
    digester = isDigesting ? Digester() : nil
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(FormatError) -> Int {
    let got = try input.read(into: buffer, at: position, keeping: isKeeping)
    let known = Int(clamping: digested - position)
    if got > known {
      digester?.update(UnsafeRawBufferPointer(rebasing: buffer[max(known, 0)..<got]))
      digested = position + Int64(got)
    }
    position += Int64(got)
    return got
  }

  func rewind() { position = 0 }

  /// Nil for what has no size before its end.
  var size: Int64? { input.size }

  /// See ``FileInput/placed``.
  var placed: OpenFile? { input.placed }

  /// Reads on to the end. The digest of all bytes, and how many they were. Throws when the file is
  /// another than it was when it was opened.
  func finish() throws(FormatError) -> (digest: Digest, count: Int64) {
    let rest = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
    defer { rest.deallocate() }
    position = max(position, digested)
    while try read(into: rest) > 0 {}
    try input.checkUnchanged()
    return (digester?.finish() ?? Digest(of: ""), position)
  }
}
