import Glibc
import PluginKit

/// What can be told of a file before its text is read.
enum FileProbe {
  static func failure(_ path: String, _ code: Int32) -> FormatError {
    switch code {
    case ENOENT, ENOTDIR:
      FormatError(.notFound, "no such file: \(path)", hint: "check the name and the folder")
    case EACCES, EPERM:
      FormatError(
        .notPermitted, "\(path) may not be read", hint: "ask its owner for read permission")
    case EISDIR: FormatError(.isFolder, "\(path) is a folder", hint: "name a file in it")
    default: FormatError(.unreadable, "\(path) cannot be read: \(String(cString: strerror(code)))")
    }
  }

  /// Throws when the first block of a file shows that it is not UTF-8 text.
  static func checkIsText(_ head: [UInt8], path: String) throws(FormatError) {
    for signature in signatures where head.starts(with: signature.bytes) {
      throw FormatError(
        .notText, "\(path) is \(signature.name); pe reads JSON, JSONL and CSV",
        hint: signature.hint)
    }
    if head.contains(0) {
      throw FormatError(
        .notText, "\(path) is not text: there are NUL bytes in its first block",
        hint: "--encoding utf-16le reads text of Windows without a byte order mark")
    }
    if head.allSatisfy({ $0 == 0x20 || (0x09...0x0D).contains($0) }) {
      throw FormatError(.empty, "\(path) holds nothing but white space")
    }
  }

  /// How many bytes of a UTF-8 byte order mark `head` starts with: 3 or 0.
  static func byteOrderMark(_ head: UnsafeBufferPointer<UInt8>) -> Int {
    head.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
  }

  private struct Signature {
    let bytes: [UInt8]
    let name: String
    let hint: String
  }

  private static let signatures = [
    Signature(bytes: [0x1F, 0x8B], name: "a gzip file", hint: "unpack it with gunzip first"),
    Signature(
      bytes: Array("PK\u{3}\u{4}".utf8), name: "a zip file", hint: "unpack it with unzip first"),
    Signature(
      bytes: [0x28, 0xB5, 0x2F, 0xFD], name: "a Zstandard file",
      hint: "unpack it with unzstd first"),
    Signature(
      bytes: [0xFD] + Array("7zXZ".utf8), name: "an xz file", hint: "unpack it with unxz first"),
    Signature(
      bytes: Array("BZh".utf8), name: "a bzip2 file", hint: "unpack it with bunzip2 first"),
    Signature(
      bytes: Array("PAR1".utf8), name: "a Parquet file", hint: "'--format parquet' reads it"),
    Signature(
      bytes: Array("SQLite format 3".utf8), name: "a SQLite file",
      hint: "to work in a workspace of yours, open it instead of loading it"),
    Signature(bytes: Array("%PDF".utf8), name: "a PDF file", hint: ""),
  ]
}
