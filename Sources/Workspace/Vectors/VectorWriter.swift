import CVectors
import Glibc

/// Adds vectors to the file beside the workspace, one process at a time.
///
/// Records are written behind those that count, then the header that counts them, each after the
/// other is on the disk: whenever it is killed, the file is as it was or has more.
package final class VectorWriter {
  private let descriptor: Int32
  private(set) var header: VectorHeader
  private let path: String
  /// Messages that were linked to vectors of other texts, or to none, when it was opened: the file was
  /// older than the workspace, or a copy's.
  package internal(set) var mended = 0
  /// Rows by key, in a table of which at most three quarters are taken; `UInt32.max` is free.
  private var slots: [UInt32]
  private var keys: [Int64] = []

  /// Opens the file for vectors of that signature, made anew where it is of another, damaged, or not
  /// there.
  init(_ path: String, signature: String, width: Int) throws {
    self.path = path
    var descriptor = try Self.locked(path)
    var file = try descriptor.flatMap { _ in try Self.usable(path, signature, width) }
    if file == nil {
      let old = descriptor
      defer { if let old { close(old) } }
      descriptor = nil
      try Self.make(path, VectorHeader(signature: signature, width: width))
      descriptor = try Self.locked(path)
      file = try Self.usable(path, signature, width)
    }
    guard let descriptor, let file else { throw VectorIndex.damaged }
    self.descriptor = descriptor
    header = file.header
    var size = 1024
    while 3 * size < 4 * (header.count + 1) { size *= 2 }
    slots = [UInt32](repeating: .max, count: size)
    keys.reserveCapacity(header.count)
    for row in 0..<header.count { insert(file.key(row)) }
  }

  /// The file opened for this process alone; nil when there is none.
  private static func locked(_ path: String) throws -> Int32? {
    let descriptor = open(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else {
      if errno == ENOENT { return nil }
      throw failed(path)
    }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      close(descriptor)
      throw WorkspaceError(
        .locked, "another process makes vectors of this workspace",
        hint: "wait until it is done; what it has made can be searched")
    }
    return descriptor
  }

  /// The file where it is whole and of that signature.
  private static func usable(
    _ path: String, _ signature: String, _ width: Int
  ) throws -> VectorFile? {
    guard case .file(let file) = try VectorFile.find(path), file.header.signature == signature,
      file.header.width == width,
      (try? file.products([Float](repeating: 0, count: width))) != nil
    else { return nil }
    return file
  }

  deinit { close(descriptor) }

  /// The record that has a text's vector.
  func row(_ key: Int64) -> Int? {
    var slot = Self.slot(key, slots.count)
    while slots[slot] != .max {
      if keys[Int(slots[slot])] == key { return Int(slots[slot]) }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  /// Whether that record is the vector of that text.
  func isVector(_ row: Int, of key: Int64) -> Bool {
    keys.indices.contains(row) && keys[row] == key
  }

  /// Whether a text has a vector already.
  package func has(_ key: Int64) -> Bool { row(key) != nil }

  /// Adds vectors, one behind the other, of texts by their keys, and keeps them.
  package func append(_ new: [Int64], _ vectors: [Float]) throws {
    guard !new.isEmpty else { return }
    guard header.count + new.count < VectorLinks.most else {
      throw WorkspaceError(.full, "a workspace has at most \(VectorLinks.most) vectors")
    }
    var bytes = [UInt8](repeating: 0, count: new.count * header.stride)
    bytes.withUnsafeMutableBufferPointer { bytes in
      vectors.withUnsafeBufferPointer { vectors in
        guard let records = bytes.baseAddress, let vectors = vectors.baseAddress else { return }
        for (place, key) in new.enumerated() {
          vectors_write(
            records + place * header.stride, UInt64(bitPattern: key),
            vectors + place * header.width, header.width)
        }
      }
    }
    try write(bytes, at: VectorHeader.both + header.count * header.stride)
    header.count += new.count
    header.generation += 1
    try write(header.bytes, at: header.generation % 2 == 0 ? 0 : VectorHeader.size)
    for key in new { insert(key) }
  }

  private func insert(_ key: Int64) {
    if 4 * (keys.count + 1) > 3 * slots.count {
      slots = [UInt32](repeating: .max, count: 2 * slots.count)
      for row in keys.indices { place(keys[row], row) }
    }
    keys.append(key)
    place(key, keys.count - 1)
  }

  private func place(_ key: Int64, _ row: Int) {
    var slot = Self.slot(key, slots.count)
    while slots[slot] != .max { slot = (slot + 1) & (slots.count - 1) }
    slots[slot] = UInt32(row)
  }

  private static func slot(_ key: Int64, _ size: Int) -> Int {
    // Keys are bits of a digest.
    Int(truncatingIfNeeded: key) & (size - 1)
  }

  private func write(_ bytes: [UInt8], at offset: Int) throws {
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes {
        pwrite(descriptor, $0.baseAddress.map { $0 + done }, $0.count - done, offset + done)
      }
      guard count > 0 || errno == EINTR else { throw Self.failed(path) }
      if count > 0 { done += count }
    }
    guard fdatasync(descriptor) == 0 else { throw Self.failed(path) }
  }

  /// Puts a file without vectors in the place of what is there.
  private static func make(_ path: String, _ header: VectorHeader) throws {
    var status = stat()
    if lstat(path, &status) == 0, status.st_mode & S_IFMT != S_IFREG {
      throw WorkspaceError(
        .unreachable, "\(path), where vectors are kept, is no regular file",
        hint: "move it away")
    }
    let aside = "\(path).\(UInt64.random(in: 0 ... .max))"
    let descriptor = open(aside, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw failed(path) }
    // In the place of odd generations; the next one goes into the other.
    let first = header.bytes
    let bytes = [UInt8](repeating: 0, count: VectorHeader.size) + first
    let isWritten =
      bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) } == bytes.count
      && fsync(descriptor) == 0 && rename(aside, path) == 0
    let error = failed(path)
    close(descriptor)
    guard isWritten else {
      unlink(aside)
      throw error
    }
  }

  private static func failed(_ path: String) -> WorkspaceError {
    errno == ENOSPC || errno == EDQUOT
      ? WorkspaceError(
        .full, "the disk is full", hint: "free some space and go on; the vectors so far are kept")
      : WorkspaceError(
        .unreachable, "\(path) cannot be written: \(String(cString: strerror(errno)))")
  }
}
