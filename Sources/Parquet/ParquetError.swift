/// Why a Parquet file cannot be read: a sentence without a full stop that does not name the file.
package struct ParquetError: Error, Sendable, Equatable, CustomStringConvertible {
  package enum Kind: Sendable, Equatable {
    /// No Parquet at all.
    case foreign
    /// What the file says of itself does not hold.
    case damaged
    /// Right, as far as can be told, and of a kind that is not read here.
    case unsupported
    case encrypted
    /// Larger than memory is spent on.
    case tooLarge
  }

  package let kind: Kind
  package let message: String

  init(_ kind: Kind, _ message: String) {
    self.kind = kind
    self.message = message
  }

  static func damaged(_ message: String) -> ParquetError { ParquetError(.damaged, message) }
  static func unsupported(_ message: String) -> ParquetError {
    ParquetError(.unsupported, message)
  }

  /// The same with the place where it came up.
  func within(_ place: String) -> ParquetError { ParquetError(kind, "\(place): \(message)") }

  package var description: String { message }
}
