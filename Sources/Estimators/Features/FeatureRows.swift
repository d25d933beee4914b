package import Learning

/// What features are taken from in one row. Each row of the same recipe has the same parts.
package struct FeatureInput: Sendable {
  /// Nil where the recipe reads no words.
  package let text: String?
  /// The message before, for rows that are turns.
  package let before: String?
  /// One a column of numbers; NaN where there is none.
  package let numbers: [Double]

  package init(text: String? = nil, before: String? = nil, numbers: [Double] = []) {
    self.text = text
    self.before = before
    self.numbers = numbers
  }
}

/// What features are taken from, a row each: the only place where conversations become matrices.
package struct FeatureRows: Sendable {
  /// Nothing where the recipe reads no words.
  package var texts = Documents()
  /// The message before, for rows that are turns; else nothing.
  package var before = Documents()
  /// One array a column of numbers; NaN where there is none.
  package private(set) var columns: [[Double]]
  package private(set) var count = 0

  package init(columnCount: Int) {
    columns = [[Double]](repeating: [], count: columnCount)
  }

  package mutating func append(_ row: FeatureInput) {
    if let text = row.text { texts.append(text) }
    if let before = row.before { self.before.append(before) }
    for (column, number) in row.numbers.enumerated() { columns[column].append(number) }
    count += 1
  }

  /// Puts rows of the same columns behind these.
  package mutating func append(_ other: FeatureRows) {
    texts.append(other.texts)
    before.append(other.before)
    for column in columns.indices { columns[column] += other.columns[column] }
    count += other.count
  }

  /// The rows at `indices`, in that order.
  package func rows(_ indices: [Int]) -> FeatureRows {
    var rows = FeatureRows(columnCount: columns.count)
    rows.texts = texts.rows(indices)
    rows.before = before.rows(indices)
    rows.columns = columns.map { column in indices.map { column[$0] } }
    rows.count = indices.count
    return rows
  }
}

extension Documents {
  fileprivate mutating func append(_ other: Documents) {
    other.bytes.withUnsafeBufferPointer { bytes in
      for index in 0..<other.count { append(UnsafeBufferPointer(rebasing: bytes[other[index]])) }
    }
  }

  fileprivate func rows(_ indices: [Int]) -> Documents {
    var result = Documents()
    guard count > 0 else { return result }
    bytes.withUnsafeBufferPointer { bytes in
      for index in indices { result.append(UnsafeBufferPointer(rebasing: bytes[self[index]])) }
    }
    return result
  }

  /// Whether a text has nothing but white space.
  package func isEmpty(_ index: Int) -> Bool {
    bytes[self[index]].allSatisfy { $0 == 0x20 || (0x09...0x0D).contains($0) }
  }

  /// Texts of nothing but white space.
  package var emptyCount: Int { (0..<count).count { isEmpty($0) } }
}
