package import Workspace

/// What brings back what a workspace holds, from nothing, in order.
package struct PlanRebuilding: Operation {
  package init() {}

  package enum Piece: Sendable {
    /// A dataset that no step is known to have made.
    case load(DatasetRecord, [DatasetFile])
    /// A step is done again.
    case step(PastStep)
    /// A setting is as it is when nobody set it.
    case setting(name: String, value: String)
  }

  package func run(in run: Run) throws -> [Piece] {
    let workspace = run.workspace
    let datasets = try workspace.datasets()
    var present = Set(datasets.map { Resource.dataset($0.name) })
    present.formUnion(try workspace.groupRules().keys.map { .groups($0) })
    present.formUnion(try workspace.selections().map { .selection($0.name) })
    present.formUnion(try workspace.recipes().map { .recipe($0.name) })
    present.formUnion(try workspace.profiles().map { .profile($0.name) })
    present.formUnion(try workspace.models().map { .model($0.name) })
    present.formUnion(try workspace.evaluations().map { .evaluation($0.name) })
    present.formUnion(try workspace.plugins().map { .plugin($0.name) })
    let steps = try workspace.sessions().reversed().flatMap { session in
      try workspace.steps(session: session.id).compactMap { step -> PastStep? in
        guard step.status == StepRecord.succeeded, !step.line.isEmpty else { return nil }
        return PastStep(
          line: step.line, script: step.script, session: session.id,
          entry: JournalEntry(text: step.journal))
      }
    }
    let made = steps.reduce(into: Set<Resource>()) { made, step in
      made.formUnion(step.entry?.effects.makes ?? [])
    }
    return try datasets.filter { !made.contains(.dataset($0.name)) }
      .map { .load($0, try workspace.files(dataset: $0.name)) }
      + Rebuilding(steps, present: present).pieces
  }
}

/// A step of an earlier session that succeeded.
package struct PastStep: Sendable {
  package let line: String
  /// As its session's script holds it, with its checks.
  package let script: String
  let session: Int64
  /// Nil for a step of a program that kept none.
  package let entry: JournalEntry?

  fileprivate var effects: Effects { entry?.effects ?? Effects() }
}

/// Which earlier steps bring back what a workspace holds, in order.
///
/// Looks backward from what is there: a step is needed when it makes something that is there or that
/// a needed step read, or when it changed scores of a dataset that is wanted. Then forward: what a
/// needed step made and a later one took away is taken away again. O(steps × what each touches).
struct Rebuilding {
  /// The steps under the settings that were in force at each.
  let pieces: [PlanRebuilding.Piece]

  /// - Parameters:
  ///   - steps: all that succeeded, the oldest first. Those without an entry are kept: nobody
  ///     knows what they did.
  ///   - present: the datasets, selections, models, evaluations and plugins that are there.
  init(_ steps: [PastStep], present: Set<Resource>) {
    let needed = Rebuilding.needed(steps, present)
    let removing = Rebuilding.removals(steps, needed)
    var settings = SettingPieces()
    for (index, step) in steps.enumerated() {
      if step.effects.isSetting {
        settings.note(step)
      } else if needed.contains(index) || removing.contains(index) {
        settings.bring(step.session)
        settings.pieces.append(.step(step))
      }
    }
    settings.reset()
    pieces = settings.pieces
  }

  private static func needed(_ steps: [PastStep], _ present: Set<Resource>) -> Set<Int> {
    var wanted = present
    var needed: Set<Int> = []
    for index in steps.indices.reversed() {
      guard steps[index].entry != nil else {
        needed.insert(index)
        continue
      }
      let effects = steps[index].effects
      guard !effects.isSetting else { continue }
      let makesWanted = !effects.makes.isDisjoint(with: wanted)
      let datasets = effects.reads.union(effects.changes).filter(\.isDataset)
      // What changes scores counts as far as a conversation of its is wanted.
      let changesWanted =
        !effects.changes.isEmpty && (datasets.isEmpty || !datasets.isDisjoint(with: wanted))
      guard makesWanted || changesWanted else { continue }
      needed.insert(index)
      wanted.subtract(effects.makes)
      wanted.formUnion(effects.reads)
      wanted.formUnion(effects.changes.filter(\.isDataset))
    }
    return needed
  }

  /// Steps that take away what a needed step made and no later one makes again before.
  private static func removals(_ steps: [PastStep], _ needed: Set<Int>) -> Set<Int> {
    var there: Set<Resource> = []
    var removing: Set<Int> = []
    for (index, step) in steps.enumerated() {
      let effects = step.effects
      if needed.contains(index) {
        there.formUnion(effects.makes)
      }
      if !effects.removes.isDisjoint(with: there) {
        removing.insert(index)
        there.subtract(effects.removes)
      }
    }
    return removing
  }
}

/// Puts steps of several sessions behind each other, each under the settings of its own.
private struct SettingPieces {
  var pieces: [PlanRebuilding.Piece] = []
  /// The last step that set each setting, by session.
  private var bySession: [Int64: [String: PastStep]] = [:]
  /// The lines of those that the pieces so far have set.
  private var inForce: [String: String] = [:]

  mutating func note(_ step: PastStep) {
    for case .setting(let name) in step.effects.makes where Settings.decidesResults(name) {
      bySession[step.session, default: [:]][name] = step
    }
  }

  mutating func bring(_ session: Int64) {
    let wanted = bySession[session] ?? [:]
    for name in Set(inForce.keys).union(wanted.keys).sorted()
    where inForce[name] != wanted[name]?.line {
      if let step = wanted[name] { pieces.append(.step(step)) } else { reset(name) }
      inForce[name] = wanted[name]?.line
    }
  }

  /// A session begins with nothing set.
  mutating func reset() {
    for name in inForce.keys.sorted() { reset(name) }
    inForce = [:]
  }

  private mutating func reset(_ name: String) {
    pieces.append(.setting(name: name, value: Settings()[name]))
  }
}

extension Effects {
  fileprivate var isSetting: Bool {
    makes.contains { if case .setting = $0 { true } else { false } }
  }
}

extension Resource {
  fileprivate var isDataset: Bool { if case .dataset = self { true } else { false } }
}
