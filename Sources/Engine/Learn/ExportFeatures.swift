import Corpus
import Estimators
import Learning
import Matrices
package import Outcomes
import Workspace

/// Writes the features of the query's conversations as a sparse matrix that other tools read, with
/// the names of its columns and its rows in files beside it.
package struct ExportFeatures: Operation {
  /// `OUT.mtx`; `OUT.vocabulary.txt` and `OUT.ids.txt` stand beside it.
  package var path: String
  package var features: FeatureRequest
  package var query: String
  /// Whether files that this program did not write are overwritten.
  package var overwrites: Bool

  package init(
    path: String, features: FeatureRequest = FeatureRequest(), query: String = "",
    overwrites: Bool = false
  ) {
    self.path = path
    self.features = features
    self.query = query
    self.overwrites = overwrites
  }

  package struct Result: Sendable {
    package let conversations: Int
    package let features: Int
    /// That are not 0.
    package let values: Int
    /// The matrix, the names of its columns and those of its rows.
    package let files: [Artifact]
  }

  package enum ExportFeaturesFault: Fault {
    /// Features are exported of conversations.
    case ofTurns
  }

  package func run(in run: Run) throws -> Result {
    let recipe = try run.resolved(try features.recipe())
    guard recipe.span != .turns else { throw ExportFeaturesFault.ofTurns }
    let stem = path.hasSuffix(".mtx") ? String(path.dropLast(4)) : path
    let query = try run.workspace.query(query)
    let isOwn = overwrites || OutputFile.hasMark(path)
    let files = try [path, stem + ".vocabulary.txt", stem + ".ids.txt"].map { path in
      try OutputFile(path) { _ in isOwn }
    }
    let set = try run.learningSet(query, recipe, label: nil, grouping: .none)
    let (fitted, matrix) = try FittedFeatures.fit(
      recipe, set.inputs, standardised: false, isCancelled: run.isCancelled)
    try MatrixMarket.write(
      matrix, comments: ["\(OutputFile.mark) \(Version.number)", "features \(recipe.text)"]
    ) { try files[0].write($0) }
    for name in fitted.union.names { try files[1].write(name.onOneLine + "\n") }
    for id in set.ids { try files[2].write(id.onOneLine + "\n") }
    return Result(
      conversations: matrix.rowCount, features: matrix.columnCount, values: matrix.nonZeroCount,
      files: [
        try files[0].finish(rows: matrix.rowCount), try files[1].finish(rows: matrix.columnCount),
        try files[2].finish(rows: matrix.rowCount),
      ])
  }
}

extension String {
  /// With spaces for what would end a line.
  fileprivate var onOneLine: String {
    contains(where: \.isNewline) ? String(map { $0.isNewline ? " " : $0 }) : self
  }
}
