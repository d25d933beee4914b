package import ArgumentParser
import Engine
package import Outcomes

/// What the shell does by itself; elsewhere these commands have nothing to work on.
package struct EditCommand: Command {
  package static let configuration = CommandConfiguration(
    commandName: "edit",
    abstract: "Open the last line in $VISUAL or $EDITOR and run what comes back.",
    discussion: "Ctrl-X Ctrl-E does the same with the line that is being typed.")
  package static let examples: [Example] = []
  package static let traits: Traits = [.looksOnly, .isUnrecorded]

  package init() {}

  package func outcome(in context: Context) async throws -> Outcome {
    throw Failure(.usage, "'edit' is for the shell at a terminal")
  }
}

package struct ClearCommand: Command {
  package static let configuration = CommandConfiguration(
    commandName: "clear", abstract: "Clear the terminal; Ctrl-L does the same.")
  package static let examples: [Example] = []
  package static let traits: Traits = [.looksOnly, .isUnrecorded]

  package init() {}

  package func outcome(in context: Context) async throws -> Outcome {
    throw Failure(.usage, "'clear' is for the shell at a terminal")
  }
}
