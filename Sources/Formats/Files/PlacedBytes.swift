import PluginKit

/// Reads pieces of a source by their place: of a copy in a file without a name, where the source
/// itself has no places.
struct PlacedBytes {
  private let name: String
  private let file: OpenFile
  /// Bytes there are.
  let count: Int64

  /// Copies the source, from its first byte, where it has to. What comes from a pipe is read to its
  /// end.
  init(_ source: any ByteSource, name: String) throws(FormatError) {
    self.name = name
    if let raw = source as? RawBytes {
      let size: Int64
      if let known = raw.size { size = known } else { size = try PlacedBytes.length(of: raw) }
      if let file = raw.placed {
        self.file = file
        count = size
        return
      }
    }
    file = try OpenFile.unnamed()
    let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 16)
    defer { piece.deallocate() }
    try source.rewind()
    var offset: Int64 = 0
    while true {
      let got = try source.read(into: piece)
      guard got > 0 else { break }
      try file.write(UnsafeRawBufferPointer(rebasing: piece[..<got]), at: offset)
      offset += Int64(got)
    }
    count = offset
  }

  private static func length(of raw: RawBytes) throws(FormatError) -> Int64 {
    let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 16)
    defer { piece.deallocate() }
    while try raw.read(into: piece) > 0 {}
    return raw.position
  }

  /// Fills `buffer`; throws ``FormatError`` when there are fewer bytes.
  func read(
    into buffer: UnsafeMutableRawBufferPointer, at offset: Int64
  ) throws(FormatError) {
    var got = 0
    while got < buffer.count {
      let more = try file.read(
        into: UnsafeMutableRawBufferPointer(rebasing: buffer[got...]), at: offset + Int64(got), name
      )
      guard more > 0 else { throw FormatError(.changed, "\(name) changed while it was read") }
      got += more
    }
  }

  /// Throws ``FormatError`` when there are fewer bytes.
  func read(_ count: Int, at offset: Int64) throws(FormatError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    var got = 0
    while got < count {
      var failure: FormatError?
      let more = bytes.withUnsafeMutableBytes { buffer in
        do throws(FormatError) {
          return try file.read(
            into: UnsafeMutableRawBufferPointer(rebasing: buffer[got...]), at: offset + Int64(got),
            name)
        } catch {
          failure = error
          return 0
        }
      }
      if let failure { throw failure }
      guard more > 0 else { throw FormatError(.changed, "\(name) changed while it was read") }
      got += more
    }
    return bytes
  }
}
