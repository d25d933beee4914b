import GRDB

/// Why the workspace could not do what was asked, in a sentence, with what to do about it.
///
/// Never holds text of a conversation.
package struct WorkspaceError: Error, Sendable, Equatable, CustomStringConvertible {
  package enum Kind: Sendable, Equatable {
    /// The file is not SQLite, or SQLite but not a workspace. It was not touched.
    case notAWorkspace
    /// Written by a newer program. It was not touched.
    case newer
    /// The path is a folder, lies in none, or may not be opened or made.
    case unreachable
    /// The file is there and may be read, but not written.
    case readOnly
    /// It declares what this program did not make. Nothing of it was run.
    case foreign
    /// Another process is writing.
    case locked
    /// The disk is full.
    case full
    /// The disk did not do as told, or the file is damaged.
    case damaged
    /// No such dataset, conversation, selection.
    case missing
    /// A name that is taken.
    case taken
    /// A reference that means several conversations.
    case ambiguous
    /// A query that cannot be read or names what is not there; `offset` counts UTF-8 bytes.
    case badQuery(offset: Int)
    /// A score's name stands in a query where a text is looked for.
    case bareScore(String)
    /// SQL that SQLite does not take; `offset` counts UTF-8 bytes, where SQLite tells.
    case badSQL(offset: Int?)
    /// SQL that would change what only commands may change.
    case refused
    /// SQL that would change something where nobody let it.
    case onlyReads
    /// A result of SQL that is larger than one may be.
    case tooLarge
    case interrupted
    case closed
  }

  package let kind: Kind
  package let message: String
  package let hint: String?

  package init(_ kind: Kind, _ message: String, hint: String? = nil) {
    self.kind = kind
    self.message = message
    self.hint = hint
  }

  package var description: String { hint.map { "\(message); \($0)" } ?? message }
}

extension WorkspaceError {
  /// What a result code of SQLite means to a person.
  init(code: Int32, detail: String) {
    switch ResultCode(rawValue: code & 0xFF) {
    case .SQLITE_BUSY, .SQLITE_LOCKED:
      self.init(
        .locked, "another process is writing to this workspace",
        hint: "wait until it is done, or work on a copy")
    case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_AUTH:
      self.init(.readOnly, "the workspace cannot be written", hint: "check the file's permissions")
    case .SQLITE_FULL:
      self.init(.full, "the disk is full", hint: "free some space and try again; nothing was lost")
    case .SQLITE_IOERR:
      self = DiskRoom.error ?? Self(.damaged, "the disk reported an error (\(detail))")
    case .SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_FORMAT:
      self.init(
        .damaged, "the workspace file is damaged (\(detail))",
        hint: "load the data into a new workspace")
    case .SQLITE_CANTOPEN:
      self.init(
        .unreachable, "the workspace file cannot be opened",
        hint: "check that it is still there and may be read")
    case .SQLITE_INTERRUPT:
      self.init(.interrupted, "interrupted")
    case .SQLITE_MISUSE:
      self.init(.closed, "the workspace is closed")
    default:
      self.init(.damaged, "SQLite refused: \(detail)")
    }
  }

  init(_ error: DatabaseError) {
    self.init(code: error.extendedResultCode.rawValue, detail: error.message ?? "no detail")
  }
}

/// Runs `body` with errors of SQLite told in the workspace's words; other errors pass.
func told<T>(_ body: () throws -> T) throws -> T {
  do {
    return try body()
  } catch let error as DatabaseError {
    throw WorkspaceError(error)
  }
}
