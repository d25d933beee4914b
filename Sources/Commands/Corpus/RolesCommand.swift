import ArgumentParser
import Corpus
import Engine
import Outcomes
import Workspace

struct RolesCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "roles", abstract: "Say who seeks and who supports in a dataset.",
    discussion: """
      roles DATASET SPEAKER=ROLE …. Speakers are as the file names them; roles are user, assistant, \
      system, tool and other. Conversations that change are scored anew by the next validate. \
      `load FILE --role` says the same when a file is read.
      """)
  static let completes: [WordKind] = [.datasets]
  static let examples = [
    Example("roles counselling therapist=assistant client=user", "as they are already: no change")
  ]

  @Argument(help: "The dataset.") var dataset: Plain
  @Argument(help: "SPEAKER=ROLE, one or several.") var assignments: [String]

  func outcome(in context: Context) async throws -> Outcome {
    let roles = try roles(assignments, option: "roles")
    let assigned = try await context.perform(AssignRoles(dataset: dataset.text, roles: roles))
    var outcome = Outcome(command: Self.name)
    let turns = assigned.turns.values.reduce(0, +)
    outcome.measures = [
      Measure("turns", turns),
      Measure("fingerprint", text: String(assigned.record.fingerprint.prefix(8))),
    ]
    for (speaker, count) in assigned.turns.sorted(by: { $0.key < $1.key }) {
      let role = roles[speaker]?.rawValue ?? ""
      outcome.notes.append(
        count == 0
          ? "no turn of \(speaker) had another role than \(role)"
          : "\(speaker) → \(role) in \(count) turns")
    }
    if turns > 0 {
      outcome.notes.append("scores of what changed are out of sight until 'validate'")
    }
    return outcome
  }
}
