import Corpus
import Learning
import PluginKit
import Workspace

extension Session {
  /// Stores what a model says of the query's conversations as scores under its own signature.
  ///
  /// Of contents that it has not predicted alone, in batches that stay when the run is interrupted.
  package func predict(_ name: String, where text: String) throws -> Outcome {
    let model = try model(named: name)
    try requireSources(of: model, named: name)
    let query = try workspace.query(text)
    let record = try workspace.models().first { $0.name == name }
    let signature = try workspace.signature(model.spec(name, digest: record?.digest ?? ""))
    try workspace.makeCurrent([signature])
    var run = PredictionRun(model: model, name: name, workspace: workspace)
    let cancellation = cancellation
    let start = ContinuousClock.now
    try workspace.unscored([signature], query, batch: 4096) { batch in
      try cancellation.check()
      let rows = try run.rows(of: batch, isCancelled: isCancelled)
      try workspace.store([(signature, rows)])
      reportProgress(
        Progress(label: "predict", done: run.computed, total: batch.total, unit: .conversations))
    }
    let elapsed = (ContinuousClock.now - start).seconds
    var outcome = try outcome(of: model, name, query)
    outcome.measures.insert(
      Measure("computed", Double(run.computed), .count, isVolatile: true), at: 1)
    if run.computed > 0 {
      outcome.measures.append(
        Measure("rate", Double(run.computed) / max(elapsed, 1e-6), .perSecond, isVolatile: true))
    }
    return outcome
  }

  /// Throws when the model reads scores that are no longer those it was trained on.
  private func requireSources(of model: TrainedModel, named name: String) throws {
    let known = Set(try workspace.columns().map(\.name))
    let now = try sources(of: model.recipe)
    for column in model.recipe.columns {
      guard known.contains(column) else {
        throw Failure(
          .precondition, "model '\(name)' reads '\(column)', which this workspace has not",
          hint: "run the validator that gives it, or train a model on what is here")
      }
      guard now[column] == model.sources[column] else {
        throw Failure(
          .precondition,
          "model '\(name)' was trained on another '\(column)': its validator, options or code "
            + "differ now", hint: "train it again, or validate as it was done then")
      }
    }
  }

  private func outcome(of model: TrainedModel, _ name: String, _ query: Query) throws -> Outcome {
    var outcome = Outcome(command: "predict")
    let main = model.metric(name)
    let label = model.model.classes == nil ? [] : ["\(name)_class"]
    var values: [Double] = []
    var counts: [String: Int] = [:]
    // The names that the first design gave them.
    var table = Table(
      "predictions",
      [.init("dataset", .text), .init("id", .text)]
        + (label.isEmpty
          ? [.init("predicted_value", .number)]
          : [
            .init(
              model.positive == nil ? "class_probability" : "high_quality_probability", .number),
            .init("predicted_class", .text),
          ]))
    let limit = 10_000
    var total = 0
    try workspace.values(["dataset", "id", main] + label, query) { row in
      total += 1
      if let number = row[2].number { values.append(number) }
      if case .text(let word)? = row.dropFirst(3).first { counts[word, default: 0] += 1 }
      if table.rows.count < limit { table.rows.append(row.map(Table.Cell.init)) }
    }
    outcome.measures = [
      Measure("conversations", total), Measure("abstained", total - values.count),
    ]
    if let summary = Summary(of: values) {
      outcome.measures.append(Measure("\(main).mean", summary.mean, .score))
    }
    if !label.isEmpty {
      var classes = Table("classes", [.init("class", .text), .init("conversations", .integer)])
      classes.rows = (model.model.classes ?? []).map { [.text($0), .integer(counts[$0] ?? 0)] }
      outcome.tables = [classes]
      outcome.exhibits = [.table("classes")]
    }
    outcome.tables.append(table)
    if values.count > 1 {
      let histogram = Histogram(
        title: main, unit: "conversations", values: values, range: label.isEmpty ? nil : 0...1,
        bins: 10)
      outcome.exhibits.insert(.histogram(histogram), at: 0)
    }
    let example = label.isEmpty ? "stats \(main)" : "show \(main)>0.8"
    outcome.notes = [
      "stored as \(([main] + label).joined(separator: " and ")): '\(example)', 'plot \(main)'"
    ]
    if total > limit { outcome.notes.append("the table has the first \(limit) of them") }
    if values.count > 0, model.rows <= total {
      outcome.notes.append(
        "conversations that it was trained on are among these: 'evaluate \(name)' tells how good "
          + "it is on others")
    }
    return outcome
  }

}

extension TrainedModel {
  /// The score that it gives: of two classes the positive one's probability, of more the predicted
  /// one's, or the number.
  func metric(_ name: String) -> String {
    model.classes == nil ? "\(name)_value" : "\(name)_probability"
  }

  fileprivate func spec(_ name: String, digest: String) -> SignatureSpec {
    var labels: [SignatureSpec.Label] = []
    let metric: Metric
    if model.classes != nil {
      metric = Metric(
        self.metric(name),
        positive.map { "probability of '\($0)' (\(rule.text))" }
          ?? "probability of the predicted class (\(rule.text))", direction: .descriptive)
      labels = [.init("\(name)_class", "the most probable class (\(rule.text))")]
    } else {
      metric = Metric(
        self.metric(name), "predicted \(rule.text)", range: -1e9...1e9, direction: .descriptive)
    }
    return SignatureSpec(
      validator: name, version: String(digest.prefix(8)), options: "", codeHash: digest,
      metrics: [metric], intervals: [], labels: labels)
  }
}

/// Batches of conversations on their way to scores.
private struct PredictionRun {
  let model: TrainedModel
  let name: String
  let workspace: Workspace
  private(set) var computed = 0

  init(model: TrainedModel, name: String, workspace: Workspace) {
    self.model = model
    self.name = name
    self.workspace = workspace
  }

  mutating func rows(
    of batch: PendingBatch, isCancelled: @escaping @Sendable () -> Bool
  ) throws -> [ScoreRow] {
    let recipe = model.recipe
    let pending = try workspace.conversations(of: batch)
    var numbers: [Int64: [Double]] = [:]
    if !recipe.columns.isEmpty {
      try workspace.conversations(ids: pending.map(\.id), columns: recipe.columns) { stored in
        numbers[stored.id] = stored.values.map { $0.number ?? .nan }
        return true
      }
    }
    var inputs = FeatureRows(columnCount: recipe.columns.count)
    for conversation in pending {
      inputs.append(
        text: recipe.readsText ? recipe.span.text(of: conversation.conversation) : nil,
        before: nil,
        numbers: numbers[conversation.id]
          ?? [Double](repeating: .nan, count: recipe.columns.count))
    }
    let values = model.model.predictions(
      of: try model.features.matrix(inputs, isCancelled: isCancelled))
    computed += pending.count
    let metric = model.metric(name)
    let width = model.model.classes?.count ?? 1
    let positive = model.positive.flatMap { model.model.classes?.firstIndex(of: $0) }
    return pending.indices.map { index in
      let id = pending[index].contentID
      if let reason = silence(inputs, index) {
        return ScoreRow(
          contentID: id,
          outcome: .scored([.abstained(metric, because: reason)], labels: [nil]))
      }
      let own = values[index * width..<(index + 1) * width]
      guard let classes = model.model.classes else {
        return ScoreRow(
          contentID: id,
          outcome: .scored([.measured(metric, values[index])], labels: []))
      }
      let best = own.indices.max { own[$0] < own[$1] } ?? own.startIndex
      let shown = positive.map { own[own.startIndex + $0] } ?? own[best]
      return ScoreRow(
        contentID: id,
        outcome: .scored(
          [.measured(metric, min(1, max(0, shown)))],
          labels: [classes[best - own.startIndex]]))
    }
  }

  /// Why nothing can be said of a row; nil when something can.
  private func silence(_ inputs: FeatureRows, _ index: Int) -> String? {
    let hasText = inputs.texts.count > index && !inputs.texts.isEmpty(index)
    let hasNumbers = inputs.columns.contains { !$0[index].isNaN }
    if hasText || hasNumbers { return nil }
    return model.recipe.readsText ? "no text to read" : "none of its metrics has a value"
  }
}
