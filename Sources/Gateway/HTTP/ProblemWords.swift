#if Gateway
import Corpus
import Engine
import Estimators
import Formats
import Glibc
import HTTPTypes
import Learning
import PluginHost
import PluginKit
import Workspace

extension Problem {
  /// Any error of an operation or a room, in the gateway's words: what is the client's to mend is
  /// said, what is the machine's is not told beyond its kind.
  init(_ error: any Error) {
    switch error {
    case let problem as Problem: self = problem
    case let error as WorkspaceError: self.init(error)
    case let fault as NameFault: self.init(fault)
    case let fault as ValueFault: self = Self.value(fault)
    case let fault as ChoiceFault: self = Self.choice(fault)
    case let fault as ColumnFault:
      switch fault {
      case .holdsText(let column): self = .invalid("\(column) holds text, not numbers", "metric")
      case .isOfConversations(let column):
        self = .invalid("\(column) is one number for all who talk", "metric")
      }
    case NothingFault.nothingLoaded: self = .notFound("nothing is loaded yet")
    case NothingFault.nothingScored:
      self = .notFound("nothing is scored yet", hint: "submit a job of type quality_validation")
    case is Interrupted, is ScoringStopped, is CancellationError: self = .tooSlow
    case let fault as AgreeFault: self = Self.agree(fault)
    case is GroupFault, is LearningColumnFault, is EstimatorFault:
      self.init(.invalid, .unprocessableContent, "these columns cannot be used so")
    case let fault as ModelFault:
      if case .lacksScores(_, let columns, let conversations) = fault {
        self.init(
          .invalid, .unprocessableContent, "the model reads scores that are not there yet",
          details: [
            "columns": columns.joined(separator: ","), "conversations": String(conversations),
          ])
      } else {
        self.init(.invalid, .unprocessableContent, "this model cannot be used here")
      }
    case let error as OptionError: self = .invalid("\(error)")
    case let error as LearningError where error != .interrupted:
      self = .invalid(error.message, hint: error.hint)
    case is ExportConversations.ExportFault:
      self.init(.export, .badRequest, "no exporter has that name")
    case is ExportRefusal:
      self.init(.export, .unprocessableContent, "the exporter refused a conversation")
    case let fault as FileFault:
      self.init(fault)
    default:
      self.init(.processing, .internalServerError, "it could not be done")
    }
  }

  private static func full(_ code: Code) -> Problem {
    Problem(
      code, HTTPResponse.Status(code: 507, reasonPhrase: "Insufficient Storage"),
      "the disk is full; nothing was lost", retryAfter: 60)
  }

  /// Says the system's reason, never the file's name.
  private init(_ fault: FileFault) {
    switch fault {
    case .cannotBeWritten(_, String(cString: strerror(ENOSPC)), _),
      .writingFailed(_, String(cString: strerror(ENOSPC)), _):
      self = Self.full(.export)
    case .cannotBeWritten(_, let reason, _), .writingFailed(_, let reason, _):
      self.init(.export, .internalServerError, "a file could not be written: \(reason)")
    default:
      self.init(.export, .internalServerError, "a file could not be written")
    }
  }

  private init(_ error: WorkspaceError) {
    switch error.kind {
    case .missing, .ambiguous:
      self.init(
        .notFound, error.kind == .ambiguous ? .conflict : .notFound, error.message,
        details: error.hint.map { ["hint": $0] } ?? [:])
    case .badQuery(let offset):
      var details = ["parameter": "query", "offset": String(offset)]
      details["hint"] = error.hint
      self.init(.invalid, .badRequest, error.message, details: details)
    case .bareScore: self = .invalid(error.message, "query", hint: error.hint)
    case .taken: self.init(.invalid, .conflict, error.message)
    case .badSQL, .refused, .onlyReads, .tooLarge: self.init(.invalid, .badRequest, error.message)
    case .locked:
      self.init(
        .processing, .serviceUnavailable, "another program is writing to the workspace",
        retryAfter: 5)
    case .full: self = Self.full(.processing)
    case .readOnly: self = .readOnly
    case .interrupted: self = .tooSlow
    case .closed: self = .stopping
    case .damaged, .foreign, .newer, .notAWorkspace, .unreachable:
      self.init(.processing, .internalServerError, "the workspace cannot be read")
    }
  }

  private init(_ fault: NameFault) {
    switch fault {
    case .unknown(let kind, let name, let known):
      let nearest = nearestName(to: name, among: known)
      self.init(
        .invalid, .badRequest, "there is no \(kind.rawValue) '\(Self.shown(name))'",
        details: [
          "parameter": kind.rawValue,
          "hint": nearest.map { "did you mean '\($0)'?" }
            ?? "there are: \(known.prefix(20).joined(separator: ", "))",
        ])
    case .taken(let kind, let name, _):
      self.init(
        .invalid, .conflict, "the name '\(Self.shown(name))' of a \(kind.rawValue) is taken")
    case .malformed(let kind, let name, _):
      self = .invalid("'\(Self.shown(name))' cannot be a \(kind.rawValue)'s name", kind.rawValue)
    case .isOther(let asked, let name, let kind):
      self = .invalid(
        "'\(Self.shown(name))' is a \(kind.rawValue), not a \(asked.rawValue)", asked.rawValue)
    }
  }

  private static func value(_ fault: ValueFault) -> Problem {
    switch fault {
    case .outOfRange(let parameter, let value, let least, let most):
      .invalid(
        "\(parameter) takes \(shortest(least)) to \(most.map(shortest) ?? "any more"), not "
          + shortest(value), parameter)
    case .noChoice(let parameter, let value, let choices):
      .invalid(
        "\(parameter) is \(choices.joined(separator: ", ")), not '\(shown(value))'", parameter)
    }
  }

  private static func choice(_ fault: ChoiceFault) -> Problem {
    switch fault {
    case .noValidator: .invalid("at least one validator is needed", "validators")
    case .validatorTwice: .invalid("a validator is named twice", "validators")
    case .optionOfNone(let name):
      .invalid("'\(shown(name))' is an option of no validator that is run", "options")
    }
  }

  private static func agree(_ fault: AgreeFault) -> Problem {
    switch fault {
    case .oneColumn: .invalid("agreement wants two columns", "columns")
    case .columnTwice: .invalid("a column is named twice", "columns")
    case .pairOfOthers: .invalid("two columns can stand against a label", "columns")
    case .tooManyParts(let field, let values):
      .invalid("\(shown(field)) has \(values) values, too many parts", "by")
    case .unknownValue(let value, let known):
      .invalid(
        "there is no value '\(shown(value))'", "positive",
        hint: "there are: \(known.prefix(20).joined(separator: ", "))")
    case .isConstant(let column, _):
      Problem(.invalid, .unprocessableContent, "\(column) has one value in all conversations")
    case .hasSeveralWords(let column, _):
      Problem(
        .invalid, .unprocessableContent,
        "\(column) has several words, and is compared with numbers",
        details: ["hint": "positive=WORD tells one from all others"])
    case .nothingShared:
      Problem(.invalid, .unprocessableContent, "too few conversations have all columns")
    }
  }

  /// A name that a client sent, short enough for a message and without what a terminal would do.
  static func shown(_ text: String) -> String {
    let plain = text.unicodeScalars.prefix(60).map { scalar in
      scalar.value < 32 || scalar.value == 127 ? "?" : String(scalar)
    }
    return plain.joined() + (text.unicodeScalars.count > 60 ? "…" : "")
  }
}
#endif
