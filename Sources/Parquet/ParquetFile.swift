/// An open Parquet file: what its footer says, before any value is read.
///
///     let file = try ParquetFile(bytes)
///     let rows = try file.rows()
///     while try rows.next() { consume(rows.text) }
package struct ParquetFile {
  package let columns: [SchemaNode]
  package let rowCount: Int64
  package let rowGroupCount: Int
  /// The program that wrote the file, as it says.
  package let createdBy: String?
  /// What the writer put beside the columns.
  package let pairs: [(key: String, value: String?)]
  let file: any ByteRanges
  let metadata: FileMetadata
  let leaves: [LeafType]
  let end: Int64
  let limits: ParquetLimits

  /// Reads the footer. Throws ``ParquetError`` for what is no Parquet file or cannot be read, and
  /// what `file` throws. Linear in the footer.
  package init(_ file: any ByteRanges, limits: ParquetLimits = ParquetLimits()) throws {
    self.file = file
    self.limits = limits
    (metadata, end) = try FooterReader.read(file, limits)
    (columns, leaves) = try SchemaBuilder.build(metadata.elements, limits)
    rowGroupCount = metadata.rowGroups.count
    createdBy = metadata.createdBy
    pairs = metadata.pairs
    rowCount = metadata.rows
    var rows: Int64 = 0
    for group in metadata.rowGroups {
      guard group.rows >= 0, group.columns.count == leaves.count else {
        throw ParquetError.damaged("a row group has other columns than the schema")
      }
      let (sum, isTooLarge) = rows.addingReportingOverflow(group.rows)
      guard !isTooLarge else { throw ParquetError.damaged("its row groups have too many rows") }
      rows = sum
    }
    guard rows == rowCount else {
      throw ParquetError.damaged("its row groups hold \(rows) rows, where it says \(rowCount)")
    }
  }

  /// The rows, in order.
  ///
  /// - Parameters:
  ///   - names: the columns that are read; all when nil. Of others no page is touched.
  ///   - isJSON: tells whether the text of a column of JSON is such.
  package func rows(
    columns names: Set<String>? = nil,
    isJSON: @escaping (UnsafeRawBufferPointer) -> Bool = { _ in false }
  ) throws -> RowReader {
    try RowReader(
      self, columns.filter { names?.contains($0.name) ?? true }, isJSON)
  }

  /// What the file says of a column's values in a row group; nil where it says nothing.
  package func statistics(column path: [String], rowGroup: Int) -> Statistics? {
    guard let place = leaves.firstIndex(where: { $0.path == path }),
      metadata.rowGroups.indices.contains(rowGroup)
    else { return nil }
    return metadata.rowGroups[rowGroup].columns[place].statistics
  }
}
