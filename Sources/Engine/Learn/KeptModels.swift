import Corpus
package import Estimators
package import Learning
import PluginKit
import Validation
package import Workspace

extension Run {
  /// Stores the model under its name. Gives the digest of its file.
  @discardableResult
  func keep(_ model: TrainedModel, as name: String) throws -> String {
    try keep(model, file: model.file, as: name)
  }

  func keep(_ model: TrainedModel, file: [UInt8], as name: String) throws -> String {
    let digest = digest(of: file)
    try workspace.keep(
      model: name, kind: model.kind, label: model.rule.text, features: model.recipe.text,
      digest: digest, file: file)
    return digest
  }

  func digest(of file: [UInt8]) -> String {
    let digester = Digester()
    digester.update(file)
    return digester.finish().hex
  }

  func model(named name: String) throws -> TrainedModel {
    try TrainedModel(file: try workspace.modelFile(name))
  }

  /// A name that can begin names of columns and that no validator has.
  func checkModelName(_ name: String) throws {
    let isPlain = name.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
        UInt8(ascii: "_"):
        true
      default: false
      }
    }
    guard isPlain, name.utf8.first.map({ $0 >= UInt8(ascii: "a") }) == true else {
      throw ModelFault.badName(name)
    }
    let isTaken = registry.validators.contains { $0.name == name } || name == Overall.metric
    guard !isTaken, !name.hasPrefix(SplitConversations.columnPrefix) else {
      throw ModelFault.nameIsTaken(name)
    }
  }

  /// The query that a model was trained on. Throws when it names what is not here.
  func trainingQuery(of model: TrainedModel, named name: String) throws -> Query {
    do {
      return try workspace.query(model.provenance.query)
    } catch let error as WorkspaceError {
      throw ModelFault.trainingIsNotHere(
        model: name, query: model.provenance.query, because: error)
    }
  }
}

/// What cannot be done with a kept model, or under its name.
package enum ModelFault: Fault {
  case badName(String)
  /// Scores of another kind have the name.
  case nameIsTaken(String)
  /// There is another model of the name.
  case isOther(String)
  /// It would give a score that another gives already.
  case scoreIsTaken(model: String, score: String)
  /// It would give a score that hides a field of conversations.
  case scoreIsField(model: String, field: String)
  /// Classes of turns become scores, and these are too many.
  case tooManyShares(Int)
  /// Two of them would have one name.
  case shareTwice(String)
  /// A column that it reads is not in this workspace.
  case sourceIsMissing(model: String, column: String)
  /// A column that it reads has other values than those it was trained on.
  case sourceHasChanged(model: String, column: String)
  /// So many conversations lack scores that it reads.
  case lacksScores(model: String, columns: [String], conversations: Int)
  /// The query that it was trained on names what is not here.
  case trainingIsNotHere(model: String, query: String, because: WorkspaceError)
  /// So many rows then, others now.
  case trainingHasChanged(model: String, rows: Rows, then: Int, now: Int)
  case labelsHaveChanged(model: String)
  /// It reads scores, which are stored and not computed from a conversation.
  case readsStoredScores(String)
  /// It tells nothing of single turns.
  case isOfConversations(String)
  /// It was trained on all labelled rows that there are; or there are none (0).
  case nothingIsHeldOut(model: String, column: String, seen: Int)
  /// A file that is no model, or a damaged one.
  case badFile(String, LearningError)
  case badDescription(String, EstimatorFault)

  /// What a row is.
  package enum Rows: Sendable, Equatable { case conversations, turns }
}
