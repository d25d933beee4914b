private import CZip
private import Foundation

/// Why a zip file cannot be written or read.
package enum ZipFault: Error, Equatable, Sendable {
  case cannotBeRead(String)
  case cannotBeWritten(String)
  /// It is refused as it is; `name` is the entry, empty where it is the whole.
  case refused(name: String, Refusal)

  package enum Refusal: Equatable, Sendable {
    case tooManyEntries
    /// It leads out of the folder, or is no name of a file.
    case badName
    /// Two entries have the name, or names that differ in case alone.
    case twice
    case isNoFile
    case isEncrypted
    /// It would unpack to more than a zip of its size honestly holds.
    case tooLarge
    /// Its bytes are not those that were packed.
    case isDamaged
  }
}

/// Writes a zip file, the same for the same entries.
package final class ZipWriter {
  private let archive: OpaquePointer
  private var isOpen = true

  /// Begins the file at `path`, where nothing is.
  package init(path: String) throws(ZipFault) {
    var code: Int32 = 0
    guard let archive = zip_open(path, ZIP_CREATE | ZIP_EXCL, &code) else {
      throw .cannotBeWritten("\(path) (\(code))")
    }
    self.archive = archive
  }

  deinit { if isOpen { zip_discard(archive) } }

  package func add(_ name: String, bytes: [UInt8]) throws(ZipFault) {
    // libzip frees it when it has written it.
    guard let copy = malloc(max(1, bytes.count)) else { throw .cannotBeWritten(name) }
    bytes.withUnsafeBytes { source in
      if let base = source.baseAddress { memcpy(copy, base, source.count) }
    }
    guard let source = zip_source_buffer_create(copy, UInt64(bytes.count), 1, nil) else {
      free(copy)
      throw .cannotBeWritten(name)
    }
    try add(name, source)
  }

  /// The file at `path` is read when the zip is finished.
  package func add(_ name: String, file path: String) throws(ZipFault) {
    guard let source = zip_source_file_create(path, 0, -1, nil) else {
      throw .cannotBeWritten(name)
    }
    try add(name, source)
  }

  private func add(_ name: String, _ source: OpaquePointer) throws(ZipFault) {
    let place = zip_file_add(archive, name, source, ZIP_FL_ENC_UTF_8)
    guard place >= 0 else {
      zip_source_free(source)
      throw .cannotBeWritten(name)
    }
    let index = UInt64(place)
    zip_set_file_compression(archive, index, ZIP_CM_DEFLATE, 0)
    // The first second that a zip can tell: the same content is the same file.
    zip_file_set_mtime(archive, index, 315_532_800, 0)
  }

  /// Writes all with a last line that tells whose file it is. Throws, as nothing is written, when
  /// `isCancelled` says so meanwhile.
  package func finish(
    comment: String, isCancelled: @escaping @Sendable () -> Bool = { false }
  ) throws(ZipFault) {
    zip_set_archive_comment(archive, comment, UInt16(clamping: comment.utf8.count))
    zip_register_cancel_callback_with_state(
      archive,
      { _, asked in
        guard let asked else { return 0 }
        return Unmanaged<Asked>.fromOpaque(asked).takeUnretainedValue().isCancelled() ? 1 : 0
      },
      { asked in
        if let asked { Unmanaged<Asked>.fromOpaque(asked).release() }
      }, Unmanaged.passRetained(Asked(isCancelled)).toOpaque())
    guard zip_close(archive) == 0 else {
      let reason = zip_strerror(archive).map { String(cString: $0) } ?? ""
      throw .cannotBeWritten(reason)
    }
    isOpen = false
  }

  private final class Asked {
    let isCancelled: @Sendable () -> Bool
    init(_ isCancelled: @escaping @Sendable () -> Bool) { self.isCancelled = isCancelled }
  }
}

/// Reads a zip file that anybody may have made: what could harm is refused before a byte is unpacked.
package final class ZipReader {
  package struct Entry: Sendable, Equatable {
    package let name: String
    package let size: Int
  }

  private let archive: OpaquePointer
  package let entries: [Entry]

  private static let mostEntries = 10_000
  /// A zip unpacks to at most this, or to this many times its size.
  private static let leastRoom = 64 << 20
  private static let mostRatio = 100

  package init(path: String) throws(ZipFault) {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw .cannotBeRead(path)
    }
    guard let archive = zip_open(path, ZIP_RDONLY | ZIP_CHECKCONS, nil) else {
      throw .cannotBeRead(path)
    }
    do {
      let room = max(Self.leastRoom, Int(status.st_size) * Self.mostRatio)
      entries = try Self.entries(archive, room: room)
    } catch {
      zip_discard(archive)
      throw error
    }
    self.archive = archive
  }

  deinit { zip_discard(archive) }

  private static func entries(
    _ archive: OpaquePointer, room: Int
  ) throws(ZipFault) -> [Entry] {
    let count = zip_get_num_entries(archive, 0)
    guard count <= mostEntries else { throw .refused(name: "", .tooManyEntries) }
    var entries: [Entry] = []
    var seen: Set<String> = []
    var folders: Set<String> = []
    var total = 0
    for index in 0..<UInt64(max(0, count)) {
      var status = zip_stat_t()
      guard zip_stat_index(archive, index, UInt32(ZIP_FL_ENC_RAW), &status) == 0,
        let raw = status.name, let name = String(validatingCString: raw)
      else { throw .refused(name: "entry \(index + 1)", .badName) }
      let needed = UInt64(ZIP_STAT_SIZE | ZIP_STAT_COMP_METHOD | ZIP_STAT_ENCRYPTION_METHOD)
      guard isSafe(name) else { throw .refused(name: visible(name), .badName) }
      guard status.valid & needed == needed else { throw .refused(name: name, .isDamaged) }
      guard seen.insert(name.lowercased()).inserted else { throw .refused(name: name, .twice) }
      folders.formUnion(parents(name.lowercased()))
      var system: UInt8 = 0
      var attributes: UInt32 = 0
      zip_file_get_external_attributes(archive, index, 0, &system, &attributes)
      let kind = mode_t(attributes >> 16) & S_IFMT
      guard system != 3 || kind == 0 || kind == S_IFREG else {
        throw .refused(name: name, .isNoFile)
      }
      guard status.encryption_method == 0 else { throw .refused(name: name, .isEncrypted) }
      guard status.comp_method == 0 || status.comp_method == 8 else {
        throw .refused(name: name, .isDamaged)
      }
      guard status.size <= UInt64(room - total) else { throw .refused(name: name, .tooLarge) }
      total += Int(status.size)
      entries.append(Entry(name: name, size: Int(status.size)))
    }
    // A file whose name another one has for a folder.
    if let clash = entries.first(where: { folders.contains($0.name.lowercased()) }) {
      throw .refused(name: clash.name, .twice)
    }
    return entries
  }

  /// A path downward, of plain names.
  private static func isSafe(_ name: String) -> Bool {
    guard (1...1000).contains(name.utf8.count), !name.hasPrefix("/"), !name.contains("\\"),
      !name.contains(":")
    else { return false }
    guard
      !name.unicodeScalars.contains(where: { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) })
    else { return false }
    return name.split(separator: "/", omittingEmptySubsequences: false).allSatisfy {
      !$0.isEmpty && $0 != "." && $0 != ".." && $0.utf8.count <= 200
    }
  }

  private static func visible(_ name: String) -> String {
    String(
      String.UnicodeScalarView(name.unicodeScalars.prefix(80).map { $0.value < 0x20 ? "?" : $0 }))
  }

  private static func parents(_ name: String) -> [String] {
    let parts = name.split(separator: "/")
    return parts.indices.dropFirst().map { parts[..<$0].joined(separator: "/") }
  }

  /// Unpacks the entry at `index` in pieces. Throws what `body` throws, and ``ZipFault``.
  package func read(_ index: Int, _ body: ([UInt8]) throws -> Void) throws {
    let entry = entries[index]
    guard let file = zip_fopen_index(archive, UInt64(index), 0) else {
      throw ZipFault.refused(name: entry.name, .isDamaged)
    }
    defer { zip_fclose(file) }
    var left = entry.size
    var buffer = [UInt8](repeating: 0, count: 1 << 17)
    while true {
      // Its checksum is held against it at its end.
      let count = zip_fread(file, &buffer, UInt64(buffer.count))
      guard count >= 0, Int(count) <= left else {
        throw ZipFault.refused(name: entry.name, .isDamaged)
      }
      if count == 0 { break }
      left -= Int(count)
      try body(Array(buffer[..<Int(count)]))
    }
    guard left == 0 else { throw ZipFault.refused(name: entry.name, .isDamaged) }
  }

  /// All of a small entry; nil when there is none of the name.
  package func bytes(_ name: String, atMost limit: Int) throws -> [UInt8]? {
    guard let index = entries.firstIndex(where: { $0.name == name }), entries[index].size <= limit
    else { return nil }
    var bytes: [UInt8] = []
    try read(index) { bytes += $0 }
    return bytes
  }
}
