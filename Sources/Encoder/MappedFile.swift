import Glibc

/// A file's bytes as memory, read when they are first looked at and given back by the system as it
/// likes.
package final class MappedFile: Sendable {
  private let address: UInt
  package let count: Int

  /// Maps the file at `path` for reading. Throws the system's word; a folder or a device is none.
  package init(path: String) throws(EncoderError) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw EncoderError("\(path) cannot be read: \(String(cString: strerror(errno)))")
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw EncoderError("\(path) is not a file")
    }
    count = Int(status.st_size)
    guard count > 0 else {
      address = 0
      return
    }
    guard let start = mmap(nil, count, PROT_READ, MAP_PRIVATE, descriptor, 0), start != MAP_FAILED
    else { throw EncoderError("\(path) cannot be mapped: \(String(cString: strerror(errno)))") }
    address = UInt(bitPattern: start)
  }

  deinit { if count > 0 { munmap(UnsafeMutableRawPointer(bitPattern: address), count) } }

  /// Valid as long as the file is kept.
  package var bytes: UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(start: UnsafeRawPointer(bitPattern: address), count: count)
  }
}
