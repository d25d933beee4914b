/// Why an operation could not be done: the case names the kind, its values are the facts.
///
/// Holds no sentence and no flag: each face words it, as `Commands/Words` does for the prompt. An
/// operation's own faults stand in its file.
package protocol Fault: Error, Sendable, Equatable {}

/// What a name can be of.
package enum NameKind: String, Sendable, Equatable {
  case validator, metric, exporter, model, plugin, dataset, setting, table, selection, option,
    field, recipe, reader
  /// What explains scores: a validator or one of its metrics.
  case explanation
}

package enum NameFault: Fault {
  /// `known` are the names that there are, in the order to show them.
  case unknown(NameKind, String, known: [String])
  /// Something else has it: `owner` says what.
  case taken(NameKind, String, owner: String)
  /// It has letters that such a name may not have; `nearest` would do.
  case malformed(NameKind, String, nearest: String?)
  /// It is a name of another kind.
  case isOther(NameKind, String, NameKind)
}

package enum ValueFault: Fault {
  /// `parameter` takes numbers from `least`, to `most` where there is a limit.
  case outOfRange(parameter: String, value: Double, least: Double, most: Double?)
  /// `parameter` takes one of `choices`.
  case noChoice(parameter: String, value: String, choices: [String])
}

/// A file that was to be written or read.
package enum FileFault: Fault {
  case isFolder(String)
  case isDevice(String)
  /// Standard output is a terminal, which would take what is written for its commands.
  case isTerminal
  /// Links that lead to one another.
  case isCircle(String)
  case hasNUL
  case isDatabase(String)
  /// It is there already and was not written by this program.
  case isForeign(String)
  /// A table that rows were to be added to has other columns.
  case hasOtherHeader(String)
  case cannotBeRead(String)
  /// `reason` is the system's word; `lacksFolder` where that is why.
  case cannotBeWritten(String, reason: String, lacksFolder: Bool)
  /// Writing ended in the middle; of a file, what was there before is unchanged.
  case writingFailed(String, reason: String, isStream: Bool)
}

/// There is nothing to work on.
package enum NothingFault: Fault {
  case nothingLoaded
  case nothingScored
}

/// The run was stopped.
package struct Interrupted: Fault {
  package init() {}
}
