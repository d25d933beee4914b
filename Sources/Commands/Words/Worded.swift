import Engine
import Formats
import Learning
import Matrices
package import Outcomes
import Patterns
import PluginHost
import PluginKit
import Workspace

/// An error that has words for the prompt: what happened, where, and what to do.
protocol Worded: Error {
  var failure: Failure { get }
}

extension Failure {
  /// Any error of an operation or a room as the failure of a command.
  package init(_ error: any Error) {
    switch error {
    case let failure as Failure: self = failure
    case let error as any Worded: self = error.failure
    default: self.init(.failed, "\(error)")
    }
  }
}

extension FormatError: Worded {
  var failure: Failure {
    let code: Failure.Code =
      switch kind {
      case .notFound, .isFolder, .notPermitted, .unreadable, .empty: .precondition
      case .unknownFormat, .badMapping: .usage
      case .notText, .broken, .changed, .badCompression, .refused: .failed
      case .interrupted: .interrupted
      }
    return Failure(code, message, hint: hint)
  }
}

extension WorkspaceError: Worded {
  var failure: Failure {
    if case .bareScore = kind, let left = StrayFile.path {
      return Failure(
        .usage, message,
        hint:
          "\(hint ?? ""). There is a file '\(left)' here, which a shell's '>' may have left: put "
          + "the query in single quotes")
    }
    let hint: String? =
      switch kind {
      case .onlyReads: "add --write to change tables of your own"
      case .tooLarge:
        "ask for fewer columns or rows (--limit N), or use export, which holds no more than a row"
      default: self.hint
      }
    let code: Failure.Code =
      switch kind {
      case .notAWorkspace, .newer, .foreign, .unreachable, .readOnly, .locked: .precondition
      case .full, .damaged, .closed: .failed
      case .missing, .taken, .ambiguous, .badQuery, .bareScore, .badSQL, .refused, .onlyReads,
        .tooLarge:
        .usage
      case .interrupted: .interrupted
      }
    return Failure(code, message, hint: hint ?? "")
  }
}

extension LearningError: Worded {
  var failure: Failure {
    Failure(self == .interrupted ? .interrupted : .failed, message, hint: hint ?? "")
  }
}

extension MatrixError: Worded {
  var failure: Failure { Failure(.failed, message, hint: hint ?? "") }
}

extension OptionError: Worded {
  var failure: Failure { Failure(.usage, description) }
}

extension ExportRefusal: Worded {
  var failure: Failure { Failure(.failed, description) }
}

extension PatternError: Worded {
  var failure: Failure { Failure(.usage, description, hint: "help define") }
}

extension PluginFailure: Worded {
  var failure: Failure { Failure(.failed, message, hint: hint ?? "") }
}

extension RegistryClash: Worded {
  var failure: Failure {
    Failure(.usage, description, hint: "give yours another name, in its source")
  }
}

extension WorkersInterrupted: Worded {
  var failure: Failure { Failure(.interrupted, "interrupted") }
}
