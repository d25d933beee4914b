import PluginKit

/// Reads pieces of a source by their place: of a copy in a file without a name, where the source
/// itself has no places.
struct PlacedBytes {
  private let name: String
  private let file: OpenFile

  /// Copies the source, from its first byte, where it has to.
  init(_ source: any ByteSource, name: String) throws(FormatError) {
    self.name = name
    if let file = (source as? RawBytes)?.placed {
      self.file = file
      return
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
