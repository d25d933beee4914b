/// What went wrong, where, and what to do.
package struct Failure: Error, Sendable {
  package enum Code: String, Sendable {
    /// The words were wrong: unknown command, bad option, unknown name.
    case usage
    /// A check of a script did not hold.
    case drift
    /// It was tried and failed.
    case failed
    /// A file, a plugin or a workspace that is needed is missing, locked or has changed.
    case precondition
    case interrupted

    package var exitStatus: Int32 {
      switch self {
      case .usage: 1
      case .drift: 2
      case .failed: 3
      case .precondition: 4
      case .interrupted: 130
      }
    }
  }

  package let code: Code
  /// A sentence without a full stop: what happened and where.
  package let message: String
  /// What to do about it; empty when there is nothing sensible to say.
  package let hint: String

  package init(_ code: Code, _ message: String, hint: String = "") {
    self.code = code
    self.message = message
    self.hint = hint
  }
}
