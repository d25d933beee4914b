import Corpus
import Estimators
import Learning
import Matrices
package import Outcomes
import Workspace

extension Run {
  /// Writes the features of the query's conversations as a sparse matrix that other tools read,
  /// with the names of its columns and its rows in files beside it.
  package func exportFeatures(
    to path: String, _ features: String, text: String, maxFeatures: Int, ngrams: String?,
    where queryText: String, overwrites: Bool
  ) throws -> Outcome {
    let recipe = try resolved(
      FeatureRecipe(features, text: text, maxFeatures: maxFeatures, ngrams: ngrams))
    guard recipe.span != .turns else {
      throw Failure(.usage, "features are exported of conversations", hint: "--text all")
    }
    let stem = path.hasSuffix(".mtx") ? String(path.dropLast(4)) : path
    let query = try workspace.query(queryText)
    let isOwn = overwrites || OutputFile.hasMark(path)
    let files = try [path, stem + ".vocabulary.txt", stem + ".ids.txt"].map { path in
      try OutputFile(path) { _ in isOwn }
    }
    let set = try learningSet(
      query, recipe, label: nil, grouping: .none)
    let (fitted, matrix) = try FittedFeatures.fit(
      recipe, set.inputs, standardised: false, isCancelled: isCancelled)
    try MatrixMarket.write(
      matrix, comments: ["\(OutputFile.mark) \(Version.number)", "features \(recipe.text)"]
    ) { try files[0].write($0) }
    for name in fitted.union.names { try files[1].write(name.onOneLine + "\n") }
    for id in set.ids { try files[2].write(id.onOneLine + "\n") }

    var outcome = Outcome(command: "features export")
    outcome.measures = [
      Measure("conversations", matrix.rowCount), Measure("features", matrix.columnCount),
      Measure("values", matrix.nonZeroCount),
    ]
    outcome.artifacts = [
      try files[0].finish(rows: matrix.rowCount), try files[1].finish(rows: matrix.columnCount),
      try files[2].finish(rows: matrix.rowCount),
    ]
    return outcome
  }
}

extension String {
  /// With spaces for what would end a line.
  fileprivate var onOneLine: String {
    contains(where: \.isNewline) ? String(map { $0.isNewline ? " " : $0 }) : self
  }
}
