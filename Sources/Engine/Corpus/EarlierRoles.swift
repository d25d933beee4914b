import PluginKit
import Workspace

/// Keeps roles that were said of a dataset since its load, when it is read anew or grows: else one
/// speaker would have two.
struct EarlierRoles {
  private let known: [String: Set<Role>]

  init(of dataset: String, _ run: Run) throws {
    known = try run.workspace.speakerRoles(dataset: dataset)
  }

  /// Gives speakers of what was read the role that they have in the dataset; those of `asked` have
  /// been told otherwise. A note of it, nil where none had another.
  func keep(
    _ speakers: [ReadReport.Speaker], asked: [String: Role], in dataset: String, _ run: Run
  ) throws -> ReadNote? {
    var kept: [String: Role] = [:]
    var turns = 0
    for speaker in speakers where asked[speaker.name] == nil {
      guard let roles = known[speaker.name], roles.count == 1, let role = roles.first,
        role != speaker.role
      else { continue }
      kept[speaker.name] = role
      turns += speaker.turns
    }
    guard !kept.isEmpty else { return nil }
    _ = try run.workspace.setRoles(kept, dataset: dataset)
    var note = ReadNote(.kept, "roles that speakers of the dataset were given before")
    note.add(ReadNote.Place(line: 0), times: turns)
    return note
  }
}
