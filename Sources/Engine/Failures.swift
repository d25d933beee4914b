import Formats
import Learning
import Matrices
import Outcomes
import Patterns
import PluginHost
import PluginKit
import Workspace

extension Failure {
  /// Any room's error as the failure of a command.
  package init(_ error: any Error) {
    switch error {
    case let failure as Failure: self = failure
    case let error as FormatError: self.init(error)
    case let error as WorkspaceError: self.init(error)
    case let error as OptionError: self.init(.usage, error.description)
    case let error as ExportRefusal: self.init(.failed, error.description)
    case let error as PatternError: self.init(.usage, error.description, hint: "help define")
    case let error as PluginFailure: self.init(.failed, error.message, hint: error.hint ?? "")
    case let error as LearningError where error == .interrupted:
      self.init(.interrupted, error.message)
    case let error as LearningError: self.init(.failed, error.message, hint: error.hint ?? "")
    case let error as MatrixError: self.init(.failed, error.message, hint: error.hint ?? "")
    case is WorkersInterrupted: self.init(.interrupted, "interrupted")
    case let error as RegistryClash: self.init(.usage, error.description)
    default: self.init(.failed, "\(error)")
    }
  }

  private init(_ error: FormatError) {
    let code: Code =
      switch error.kind {
      case .notFound, .isFolder, .notPermitted, .unreadable, .empty: .precondition
      case .unknownFormat, .badMapping: .usage
      case .notText, .broken, .changed, .badCompression, .refused: .failed
      case .interrupted: .interrupted
      }
    self.init(code, error.message, hint: error.hint)
  }

  private init(_ error: WorkspaceError) {
    let code: Code =
      switch error.kind {
      case .notAWorkspace, .newer, .foreign, .unreachable, .readOnly, .locked: .precondition
      case .full, .damaged, .closed: .failed
      case .missing, .taken, .ambiguous, .badQuery, .badSQL, .refused: .usage
      case .interrupted: .interrupted
      }
    self.init(code, error.message, hint: error.hint ?? "")
  }
}
