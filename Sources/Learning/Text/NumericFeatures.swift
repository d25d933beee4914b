package import Matrices

/// Named columns of numbers, such as metrics of validators, as features.
package struct NumericFeatures: Sendable, Equatable {
  package let names: [String]
  /// What is taken off each column and by what it is then divided; nil leaves numbers as they are. A
  /// column that does not vary is divided by 1.
  package let scales: [Scale]?

  package struct Scale: Sendable, Equatable {
    package let mean: Double
    /// Standard deviation over all rows (divided by n), above 0.
    package let deviation: Double
  }

  /// Each of `columns` has one number a row. With `standardised` the means and deviations are those of
  /// these rows (scikit-learn's `StandardScaler`). Throws, naming column and row, on a number that is not
  /// finite; also on columns of different lengths, no rows, or as many names as there are not columns.
  package static func fit(
    _ columns: [[Double]], names: [String], standardised: Bool
  ) throws(LearningError) -> NumericFeatures {
    try check(columns, names)
    guard standardised else { return NumericFeatures(names: names, scales: nil) }
    guard let rows = columns.first?.count, rows > 0 else {
      throw LearningError(
        "there are no rows to take means from", hint: "choose conversations that have scores")
    }
    let scales = columns.map { column in
      let mean = column.reduce(0, +) / Double(rows)
      let variance = column.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(rows)
      // Below the rounding of the mean there is nothing but rounding.
      let isConstant = variance.squareRoot() <= 1e-14 * abs(mean)
      return Scale(mean: mean, deviation: isConstant ? 1 : variance.squareRoot())
    }
    return NumericFeatures(names: names, scales: scales)
  }

  private init(names: [String], scales: [Scale]?) {
    self.names = names
    self.scales = scales
  }

  /// One row of the matrix for each row of `columns`, without zeros. Throws as `fit` does.
  package func transform(_ columns: [[Double]]) throws(LearningError) -> SparseMatrix {
    try Self.check(columns, names)
    let rows = columns.first?.count ?? 0
    var starts = [0]
    starts.reserveCapacity(rows + 1)
    var places: [Int32] = []
    var values: [Float] = []
    for row in 0..<rows {
      for (column, numbers) in columns.enumerated() {
        var number = numbers[row]
        if let scale = scales?[column] { number = (number - scale.mean) / scale.deviation }
        let value = Float(number)
        guard value.isFinite else {
          throw LearningError(
            "'\(names[column])' of row \(row) is \(number), too large for a feature",
            hint: "standardise it or take its logarithm")
        }
        if value == 0 { continue }
        places.append(Int32(column))
        values.append(value)
      }
      starts.append(values.count)
    }
    return SparseMatrix(
      columnCount: names.count, rowStarts: starts, columns: places, values: values)
  }

  private static func check(_ columns: [[Double]], _ names: [String]) throws(LearningError) {
    guard columns.count == names.count else {
      throw LearningError("there are \(columns.count) columns of numbers and \(names.count) names")
    }
    for (column, numbers) in columns.enumerated() {
      guard numbers.count == columns[0].count else {
        throw LearningError(
          "'\(names[column])' has \(numbers.count) rows and '\(names[0])' \(columns[0].count)")
      }
      if let row = numbers.firstIndex(where: { !$0.isFinite }) {
        throw LearningError(
          "'\(names[column])' of row \(row) is \(numbers[row])",
          hint: "leave rows without a score out, or choose another column")
      }
    }
  }

  package var sections: Sections {
    var sections = Sections(["names": .texts(names)])
    if let scales {
      sections["means"] = .doubles(scales.map(\.mean))
      sections["deviations"] = .doubles(scales.map(\.deviation))
    }
    return sections
  }

  /// Throws when the arrays do not fit together.
  package init(sections: Sections) throws {
    let names = try sections.texts("names")
    guard sections["means"] != nil || sections["deviations"] != nil else {
      self.init(names: names, scales: nil)
      return
    }
    let means = try sections.doubles("means")
    let deviations = try sections.doubles("deviations")
    guard means.count == names.count, deviations.count == names.count,
      means.allSatisfy(\.isFinite), deviations.allSatisfy({ $0.isFinite && $0 > 0 })
    else { throw Sections.damaged("its means do not fit its columns of numbers") }
    self.init(
      names: names, scales: zip(means, deviations).map { Scale(mean: $0, deviation: $1) })
  }
}
