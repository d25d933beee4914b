import CVectors
import Glibc

/// The vectors of texts beside the workspace, mapped: as many as were there when it was opened.
///
/// Read by scanning, exactly; each record that is read is checked as it is (`CVectors`). One that is
/// damaged ends the scan with an error.
final class VectorFile: Sendable {
  let header: VectorHeader
  private let address: UInt
  private let size: Int

  /// What there is at a path.
  enum Found {
    case nothing
    case file(VectorFile)
    /// It is no file of vectors, or not whole.
    case damaged
  }

  static func find(_ path: String) throws -> Found {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else {
      if errno == ENOENT { return .nothing }
      throw WorkspaceError(
        .unreachable, "\(path) cannot be read: \(String(cString: strerror(errno)))")
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      status.st_size >= VectorHeader.both
    else { return .damaged }
    let size = Int(status.st_size)
    guard let start = mmap(nil, size, PROT_READ, MAP_SHARED, descriptor, 0), start != MAP_FAILED
    else {
      throw WorkspaceError(
        .unreachable, "\(path) cannot be mapped: \(String(cString: strerror(errno)))")
    }
    let bytes = UnsafeRawBufferPointer(start: start, count: size)
    guard let header = VectorHeader.newest(bytes),
      header.count <= (size - VectorHeader.both) / header.stride
    else {
      munmap(start, size)
      return .damaged
    }
    return .file(VectorFile(header, start, size))
  }

  private init(_ header: VectorHeader, _ start: UnsafeMutableRawPointer, _ size: Int) {
    self.header = header
    address = UInt(bitPattern: start)
    self.size = size
  }

  deinit { munmap(UnsafeMutableRawPointer(bitPattern: address), size) }

  private var records: UnsafePointer<UInt8>? {
    UnsafePointer(bitPattern: address + UInt(VectorHeader.both))
  }

  func key(_ row: Int) -> Int64 {
    guard let records, row < header.count else { return 0 }
    return Int64(bitPattern: vectors_key(records + row * header.stride))
  }

  /// Rows looked at between two checks whether to go on.
  private static let piece = 65_536

  /// The product of `vector` with each record's vector: their cosine, both being of length 1. Reads
  /// the whole file. Throws where a record is damaged.
  func products(_ vector: [Float], _ check: () throws -> Void = {}) throws -> [Float] {
    guard vector.count == header.width else {
      throw WorkspaceError(
        .refused,
        "the vectors beside the workspace have \(header.width) numbers, the query's "
          + "\(vector.count)", hint: VectorIndex.remedy)
    }
    var query = [Int8](repeating: 0, count: header.width)
    let scale = vectors_bytes(vector, header.width, &query)
    var products = [Float](repeating: 0, count: header.count)
    guard let records, header.count > 0 else { return products }
    var sums = [Int32](repeating: 0, count: min(Self.piece, header.count))
    let path = vectors_best_path()
    for start in stride(from: 0, to: header.count, by: Self.piece) {
      try check()
      let count = min(Self.piece, header.count - start)
      let first = records + start * header.stride
      guard vectors_scan(path, first, count, header.width, query, &sums) < 0 else {
        throw VectorIndex.damaged
      }
      for row in 0..<count {
        products[start + row] =
          Float(sums[row]) * scale * vectors_scale(first + row * header.stride)
      }
      // A whole record may still have been made to mislead.
      guard products[start..<start + count].allSatisfy({ abs($0) < 1.1 }) else {
        throw VectorIndex.damaged
      }
    }
    return products
  }

  /// Adds the record's vector to `sum`; false where it is not there or damaged.
  func add(_ row: Int, to sum: inout [Float]) -> Bool {
    guard let records, row < header.count, sum.count == header.width else { return false }
    let record = records + row * header.stride
    let scale = vectors_scale(record)
    guard scale >= 0, scale < 1, vectors_is_whole(record, header.width) != 0 else { return false }
    vectors_add(record, header.width, &sum)
    return true
  }
}
