/// What is spent on a file at most, whatever it claims.
package struct ParquetLimits: Sendable {
  /// Bytes of the footer.
  package var footerBytes = 256 << 20
  /// Bytes of a page, packed and unpacked.
  package var pageBytes = 256 << 20
  /// Bytes of a page's header.
  var headerBytes = 16 << 20
  /// Bytes of one row as text; a longer row is left out and told.
  package var rowBytes = 16 << 20
  /// Columns with values, counting those within others.
  var leaves = 100_000
  /// Levels of groups within groups.
  static let depth = 48

  package init() {}
}
