private import CCompress

/// How a file is packed.
package enum Compression: String, Sendable, CaseIterable {
  case gzip, zstd

  /// Endings of file names, without the dot; the first is the usual one.
  package var fileExtensions: [String] {
    switch self {
    case .gzip: ["gz", "gzip"]
    case .zstd: ["zst", "zstd"]
    }
  }

  var name: String {
    switch self {
    case .gzip: "gzip"
    case .zstd: "Zstandard"
    }
  }

  fileprivate var code: Int32 {
    switch self {
    case .gzip: Int32(pe_codec_gzip)
    case .zstd: Int32(pe_codec_zstd)
    }
  }

  /// Bytes that tell how a file is packed.
  static let magicBytes = 4

  /// By the first bytes of a file, of which there are at most ``magicBytes``.
  init?(magic: [UInt8]) {
    if magic.starts(with: [0x1F, 0x8B]) {
      self = .gzip
    } else if magic == [0x28, 0xB5, 0x2F, 0xFD]
      || magic.dropFirst().elementsEqual([0x2A, 0x4D, 0x18]) && magic[0] >> 4 == 5
    {
      self = .zstd
    } else {
      return nil
    }
  }

  /// By the ending of a file's name.
  package init?(path: String) {
    let path = path.lowercased()
    let found = Self.allCases.first { kind in
      kind.fileExtensions.contains { path.hasSuffix(".\($0)") }
    }
    guard let found else { return nil }
    self = found
  }

  /// The path without the ending that tells how the file is packed.
  package static func plainPath(_ path: String) -> String {
    guard let kind = Compression(path: path) else { return path }
    let ending = kind.fileExtensions.first { path.lowercased().hasSuffix(".\($0)") } ?? ""
    return String(path.dropLast(ending.utf8.count + 1))
  }
}

/// A packer or unpacker of libzstd or zlib.
struct Codec: ~Copyable {
  enum Progress: Equatable {
    case more, end
    case damaged, noMemory, windowTooLarge
  }

  private let handle: OpaquePointer

  init?(unpacking kind: Compression) {
    guard let handle = pe_decoder_new(kind.code) else { return nil }
    self.handle = handle
  }

  init?(packing kind: Compression) {
    guard let handle = pe_encoder_new(kind.code) else { return nil }
    self.handle = handle
  }

  deinit { pe_codec_free(handle) }

  /// The bytes of `input` that were used and those of `output` that were written.
  mutating func unpack(
    _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
  ) -> (Progress, used: Int, written: Int) {
    var used = input.count
    var written = output.count
    let result = pe_decoder_step(
      handle, input.baseAddress?.assumingMemoryBound(to: UInt8.self), &used,
      output.baseAddress?.assumingMemoryBound(to: UInt8.self), &written)
    return (Codec.progress(result), used, written)
  }

  mutating func pack(
    _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer, ends: Bool
  ) -> (Progress, used: Int, written: Int) {
    var used = input.count
    var written = output.count
    let result = pe_encoder_step(
      handle, input.baseAddress?.assumingMemoryBound(to: UInt8.self), &used,
      output.baseAddress?.assumingMemoryBound(to: UInt8.self), &written, ends ? 1 : 0)
    return (Codec.progress(result), used, written)
  }

  private static func progress(_ result: Int32) -> Progress {
    switch result {
    case Int32(pe_codec_more): .more
    case Int32(pe_codec_end): .end
    case Int32(pe_codec_no_memory): .noMemory
    case Int32(pe_codec_window): .windowTooLarge
    default: .damaged
    }
  }
}
