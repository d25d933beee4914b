import Corpus
import Estimators
package import Learning

/// A conversation's values in the columns that are compared.
struct RatedRow: Sendable {
  let values: [LabelValue]
  let textBytes: Double
  let number: Int64
  let group: String?
  /// Its value of the field that parts are by.
  var part: String?
}

/// A figure with its name.
package struct NamedInterval: Sendable {
  package let name: FigureName
  package let interval: Interval

  package init(name: FigureName, interval: Interval) {
    self.name = name
    self.interval = interval
  }

  init(_ figure: Agreement.Figure) { self.init(name: figure.name, interval: figure.interval) }
}

/// One comparison of columns, from values to figures.
struct Comparison {
  let columns: [String]
  let rows: [RatedRow]
  let positive: String?
  let order: [String]
  let step: String
  let seed: UInt64
  let isCancelled: @Sendable () -> Bool
  private(set) var figures: [NamedInterval] = []
  private(set) var ofLength: [NamedInterval] = []
  private(set) var remarks: [AgreementRemark] = []
  private(set) var paired: [Agreement.Paired] = []
  private(set) var used = 0
  private(set) var groupCount = 0

  init(
    columns: [String], rows: [RatedRow], positive: String?, order: [String], step: String,
    seed: UInt64, isCancelled: @escaping @Sendable () -> Bool
  ) {
    self.columns = columns
    self.rows = rows
    self.positive = positive
    self.order = order
    self.step = step
    self.seed = seed
    self.isCancelled = isCancelled
  }

  /// The same of some of the rows, before it is computed.
  func restricted(to rows: [RatedRow], value: String?) -> Comparison {
    Comparison(
      columns: columns, rows: rows, positive: positive, order: order,
      step: "\(step) by \(value ?? "")", seed: seed, isCancelled: isCancelled)
  }

  /// The first two columns' agreement with the third.
  mutating func comparePaired() throws {
    let kept = rows.indices.filter { !rows[$0].values.contains(.missing) }
    guard kept.count > 1 else { throw nothingShared(kept.count) }
    let raw = columns.indices.map { column in
      LabelColumn(name: columns[column], values: kept.map { rows[$0].values[column] })
    }
    let numbers = try raw.map { try ordered($0) }
    let whole = kept.indices.filter { row in numbers.allSatisfy { $0[row] != nil } }
    guard whole.count > 1 else { throw nothingShared(whole.count) }
    let values = numbers.map { column in whole.compactMap { column[$0] } }
    paired = try Agreement.paired(
      values[0], values[1], with: values[2], bootstrap: try bootstrap(whole.map { kept[$0] }),
      isCancelled: isCancelled)
  }

  mutating func compute() throws {
    if columns.count == 2 { try comparePair() } else { try compareSeveral() }
  }

  private mutating func bootstrap(_ kept: [Int]) throws -> ClusterBootstrap {
    let groups = Groups(kept.map { rows[$0].group })
    used = kept.count
    groupCount = groups.count
    return try ClusterBootstrap(groups: groups, seed: seed, step: step)
  }

  private mutating func comparePair() throws {
    let kept = rows.indices.filter { !rows[$0].values.contains(.missing) }
    guard kept.count > 1 else { throw nothingShared(kept.count) }
    let raw = (0..<2).map { column in
      LabelColumn(name: columns[column], values: kept.map { rows[$0].values[column] })
    }
    guard raw.contains(where: \.isNumeric) || positive != nil || !order.isEmpty else {
      let bootstrap = try bootstrap(kept)
      figures = try Agreement.ofNames(
        raw[0].values.map { $0.plainText ?? "" }, raw[1].values.map { $0.plainText ?? "" },
        bootstrap: bootstrap, isCancelled: isCancelled
      ).map(NamedInterval.init)
      remarks.append(.wordsWithoutOrder)
      return
    }
    if let positive, !raw.contains(where: { $0.levels.contains { $0.plainText == positive } }) {
      let words = raw.filter { $0.levels.count <= 20 }.flatMap {
        $0.levels.compactMap(\.plainText)
      }
      throw AgreeFault.unknownValue(positive, known: words)
    }
    var numbers = try raw.map { try ordered($0) }
    // Words that the order leaves out drop their conversations.
    let whole = kept.indices.filter { row in numbers.allSatisfy { $0[row] != nil } }
    guard whole.count > 1 else { throw nothingShared(whole.count) }
    let bootstrap = try bootstrap(whole.map { kept[$0] })
    // AUC asks of the first how well it tells the second's two values apart.
    let levels = numbers.map { column in Set(whole.map { column[$0] }).count }
    if levels[0] == 2, levels[1] > 2 {
      numbers.swapAt(0, 1)
      remarks.append(.auc(of: columns[1], against: columns[0]))
    }
    let a = whole.compactMap { numbers[0][$0] }
    let b = whole.compactMap { numbers[1][$0] }
    figures = try Agreement.ofNumbers(a, b, bootstrap: bootstrap, isCancelled: isCancelled)
      .map(NamedInterval.init)
    let lengths = whole.map { rows[kept[$0]].textBytes }
    ofLength = try Agreement.ofNumbers(lengths, b, bootstrap: bootstrap, isCancelled: isCancelled)
      .map(NamedInterval.init).filter { [.auc, .spearman, .pearson].contains($0.name) }
    // Where length is not one of the two, what they say beside it.
    if Set(lengths).count > 1, !columns.contains("text_bytes") {
      let partial = NamedInterval(
        try Agreement.ofNumbers(
          a, b, without: lengths, bootstrap: bootstrap, isCancelled: isCancelled))
      let place = figures.firstIndex { $0.name == .spearman }.map { $0 + 1 } ?? figures.count
      figures.insert(partial, at: place)
    }
  }

  /// The column as numbers: itself, the place in the order, or 1 for the positive word.
  mutating func ordered(_ column: LabelColumn) throws -> [Double?] {
    let levels = column.levels.compactMap(\.plainText)
    if !order.isEmpty, !Set(order).isDisjoint(with: levels) {
      let rule = try LabelRule(column.name, order: order)
      return try rule.applied(to: column.values).map { value in
        value.plainText.flatMap { order.firstIndex(of: $0) }.map(Double.init)
      }
    }
    // A measure that happens to have the value is no label.
    let isLabel = positive.map { levels.contains($0) && levels.count <= 10 } ?? false
    if column.isNumeric, !isLabel {
      return column.values.map(\.number)
    }
    if let positive, levels.contains(positive) {
      return column.values.map { $0.plainText == positive ? 1 : 0 }
    }
    guard levels.count > 1 else {
      throw AgreeFault.isConstant(column: column.name, value: levels.first ?? "")
    }
    guard levels.count == 2 else {
      throw AgreeFault.hasSeveralWords(column: column.name, words: levels)
    }
    let rule = try LabelRule(column.name)
    let word = rule.positiveClass(among: levels)
    if rule.test == nil {
      remarks.append(.higher(word: word, column: column.name))
    }
    return column.values.map { $0.plainText == word ? 1 : 0 }
  }

  private mutating func compareSeveral() throws {
    let kept = rows.indices.filter { row in
      rows[row].values.count { $0 != .missing } > 1
    }
    guard kept.count > 1 else { throw nothingShared(kept.count) }
    let raw = columns.indices.map { column in
      LabelColumn(name: columns[column], values: kept.map { rows[$0].values[column] })
    }
    let bootstrap = try bootstrap(kept)
    let isCancelled = isCancelled
    func add(_ name: FigureName, _ units: RatedUnits, _ level: RatedUnits.Level) throws {
      figures.append(
        NamedInterval(
          name: name,
          interval: try Agreement.alpha(
            units, level, bootstrap: bootstrap, isCancelled: isCancelled)))
    }
    if (positive == nil && raw.allSatisfy(\.isNumeric)) || !order.isEmpty {
      let numbers = try raw.map { try ordered($0) }
      let units = try RatedUnits(numbers)
      try add(.alpha, units, .interval)
      try add(.ordinalAlpha, units, .ordinal)
    } else {
      let names = raw.map { column in
        column.values.map { value in
          guard let word = value.plainText, let positive else { return value.plainText }
          return word == positive ? positive : "not \(positive)"
        }
      }
      try add(.alpha, try RatedUnits(names: names), .nominal)
      remarks.append(.namesWithoutOrder)
    }
  }

  private func nothingShared(_ count: Int) -> AgreeFault {
    .nothingShared(columns: columns, conversations: count)
  }
}
