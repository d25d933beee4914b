import Corpus
import Engine
import Outcomes

extension Interrupted: Worded {
  var failure: Failure { Failure(.interrupted, "interrupted") }
}

extension ThreadFault: Worded {
  var failure: Failure {
    Failure(
      .failed, "the system has no thread left to give",
      hint: "end other programs, or raise the limit of processes ('ulimit -u')")
  }
}

extension NameFault: Worded {
  var failure: Failure {
    switch self {
    case .unknown(let kind, let name, let known):
      Failure(.usage, unknownName(kind.words, name, known: known), hint: kind.beginning(known))
    case .taken(let kind, let name, let owner):
      Failure(.usage, "the name '\(name)' of a \(kind.words) is taken by \(owner)")
    case .malformed(let kind, let name, let nearest):
      Failure(
        .usage, "'\(name)' cannot be a \(kind.words)'s name",
        hint: nearest.map { "letters, digits, - and _, such as \($0)" } ?? "")
    case .isOther(let asked, let name, let kind):
      Failure(
        .usage, "'\(name)' is \(kind.withArticle), not \(asked.withArticle)",
        hint: kind.use(of: name))
    }
  }
}

extension NameKind {
  fileprivate var words: String {
    switch self {
    case .explanation: "validator or metric"
    default: rawValue
    }
  }

  fileprivate var withArticle: String {
    ("aeo".contains(words.prefix(1)) ? "an " : "a ") + words
  }

  fileprivate func use(of name: String) -> String {
    switch self {
    case .exporter: "export FILE --format \(name)"
    case .model: "'predict \(name)' stores its scores"
    default: ""
    }
  }

  /// How one gets the first of the kind, or their list.
  fileprivate func beginning(_ known: [String]) -> String {
    switch self {
    case .setting: "'set' alone lists them"
    case .plugin where known.isEmpty: "'plugin add FILE' adds one"
    case .selection: "'select NAME QUERY' makes it"
    case .recipe: "'load FILE --map … --save-recipe NAME' makes it"
    default: ""
    }
  }
}

extension ValueFault: Worded {
  var failure: Failure {
    switch self {
    case .outOfRange(let parameter, let value, let least, let most):
      let range =
        most.map { "\(shortest(least)) to \(shortest($0))" }
        ?? (least == 1 ? "a number above 0" : "a number from \(shortest(least))")
      return Failure(.usage, "\(parameter.asWord) takes \(range), not \(shortest(value))")
    case .noChoice(let parameter, let value, let choices):
      return Failure(
        .usage, "\(parameter.asWord) is \(choices.joined(separator: ", ")), not '\(value)'")
    }
  }
}

extension String {
  /// A parameter as it is typed: options behind dashes.
  fileprivate var asWord: String { CommandList.named(self) == nil ? "--\(self)" : self }
}

extension FileFault: Worded {
  var failure: Failure {
    switch self {
    case .isFolder(let path):
      Failure(.usage, "\(path) is a folder", hint: "name a file in it")
    case .isDevice(let path):
      Failure(.usage, "\(path) is a device, not a file", hint: "'-' writes to standard output")
    case .isTerminal:
      Failure(
        .usage, "standard output is a terminal, which would take the text for commands",
        hint: "send it on: pe export - | less, or name a file")
    case .isCircle(let path):
      Failure(.precondition, "\(path) is a link that leads in a circle")
    case .hasNUL: Failure(.usage, "no file has a NUL in its name", hint: "check the name")
    case .isDatabase(let path):
      Failure(.precondition, "\(path) is a database; pe does not write over one")
    case .isForeign(let path):
      Failure(
        .precondition, "\(path) is there already and was not written by pe",
        hint: "name another file, or overwrite it with --force")
    case .hasOtherHeader(let path):
      Failure(.precondition, "\(path) has other columns, so nothing was added to it")
    case .cannotBeRead(let path):
      Failure(.precondition, "\(path): no such file, or it cannot be read")
    case .cannotBeWritten(let path, let reason, let lacksFolder):
      Failure(
        .precondition, "\(path) cannot be written: \(reason)",
        hint: lacksFolder ? "is the folder there?" : "")
    case .writingFailed(let path, let reason, let isStream):
      Failure(
        .failed, "\(path) could not be written: \(reason)",
        hint: isStream ? "" : "what was there before is unchanged")
    }
  }
}

extension NothingFault: Worded {
  var failure: Failure {
    switch self {
    case .nothingLoaded:
      Failure(.usage, "nothing is loaded yet", hint: "'load FILE' reads a corpus")
    case .nothingScored: Failure(.usage, "nothing is scored yet", hint: "run 'validate' first")
    }
  }
}

extension LabelFault: Worded {
  var failure: Failure {
    switch self {
    case .noColumn(let name, let path, let known):
      Failure(
        .usage, "there is no column '\(name)' in \(path)", hint: nameHint(for: name, among: known))
    case .noLabels(let path):
      Failure(
        .usage, "\(path) has no labels: all of its columns say where a row belongs",
        hint: "each further column is a label")
    case .tooManyRaters(let column, let most):
      Failure(
        .usage, "'\(column)' names more than \(most) raters, each of whom would get fields",
        hint: "is it the column of raters?")
    case .noRaters(let column): Failure(.usage, "'\(column)' names no rater in any row")
    case .unknownFirstTurn(let column):
      Failure(
        .usage, "nothing in '\(column)' says whether turns are counted from 0 or from 1",
        hint: "--from 0 or --from 1 says it; pe's own tables number turns from 0")
    case .taken(let label, let dataset):
      Failure(
        .usage, "\(dataset) has a field '\(label)' already",
        hint: "--replace lets the labels take its place")
    case .nothingJoined(let path, let column, let isAmbiguous):
      Failure(
        .failed,
        "no row of \(path) could be joined: no conversation has an id of '\(column)'"
          + (isAmbiguous ? " in one dataset alone" : ""),
        hint: isAmbiguous ? "--dataset says which is meant" : "'show' tells the ids that there are")
    }
  }
}

extension SignedFault: Worded {
  var failure: Failure {
    switch self {
    case .unsigned(let path, let line):
      Failure(
        .usage, "\(path):\(line) does not say what was scored and by what",
        hint: "'pe score --signed' says it in each answer")
    case .otherBuild(let validator):
      Failure(
        .usage, "these scores are of another version or other options of \(validator)",
        hint: "score again with this version; --option says which options they had")
    }
  }
}

extension LoadFault: Worded {
  var failure: Failure {
    switch self {
    case .brokenRecords(let dataset, let count):
      Failure(
        .failed, "\(dataset) is loaded from this file with \(count) broken records",
        hint: "'info \(dataset)' lists them")
    case .nameTaken(let dataset, let path):
      Failure(
        .usage, "a dataset '\(dataset)' is loaded from another file, \(path)",
        hint: "--name gives this one another name; --replace takes its place")
    case .holdsOthers(let dataset, let count, let first):
      Failure(
        .usage,
        "\(dataset) holds \(count == 1 ? "a file" : "\(count) files") that \(count == 1 ? "is" : "are") "
          + "not among these: \(first)",
        hint: "--append adds these to it; --replace makes it of these alone; --name makes another")
    case .nothingToRead(let folder, let passedOver):
      Failure(
        .failed,
        (["\(folder) holds no file of conversations"] + passedOver.sentences)
          .joined(separator: "; "),
        hint: "'formats' lists what is read")
    case .mixed(let kinds):
      Failure(
        .usage,
        "the files hold different things: "
          + kinds.map { "\($0.places): \($0.detection.sentence)" }.joined(separator: " · "),
        hint: "name those that are meant, such as FOLDER/*.jsonl; --each makes a dataset of each; "
          + "--format reads all as one")
    case .standardInputAmongFiles:
      Failure(.usage, "'-' is standard input, which is loaded alone")
    }
  }
}

extension SettingFault: Worded {
  var failure: Failure {
    switch domain {
    case .choices(let choices), .names(let choices):
      Failure(
        .usage, "set \(setting): '\(value)' is none of \(choices.joined(separator: ", "))")
    case .whole(let range):
      Failure(
        .usage,
        "set \(setting): '\(value)' is not a whole number from \(range.lowerBound) to "
          + "\(range.upperBound)")
    }
  }
}

extension ColumnFault: Worded {
  var failure: Failure {
    switch self {
    case .holdsText(let column):
      Failure(
        .usage, "\(column) holds text, not numbers", hint: "stats overall by \(column)")
    case .isOfConversations(let column):
      Failure(
        .usage, "\(column) is one number for a whole conversation, whoever speaks in it",
        hint: "scores of turns differ by speaker: 'stats turn.caring by role'")
    }
  }
}

extension ChoiceFault: Worded {
  var failure: Failure {
    switch self {
    case .noValidator: Failure(.usage, "--using names no validator")
    case .validatorTwice: Failure(.usage, "--using names a validator twice")
    case .optionOfNone(let option):
      Failure(
        .usage, "--option \(option) names no validator of this run",
        hint: "write it NAME.OPTION=VALUE")
    }
  }
}
