import ArgumentParser
import Engine
import Foundation
import Outcomes
import Workspace

struct SaveCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "save",
    abstract: "Write the session as a script, a notebook or a page.",
    discussion: """
      FILE.pe is a script and FILE.md a notebook, which can be replayed and checked; the notebook \
      and FILE.html, a page to send, hold what the steps showed as well. Writes what this session did so far, with the results as checks; look-ups and failed \
      commands as comments. What the workspace held before is loaded by the script first. Files \
      below the script's folder are named from there, others by their whole path.
      """)
  static let examples = [
    Example("save analysis.pe", "then: pe replay analysis.pe"),
    Example("save analysis.md", "a notebook with what was shown"),
    Example("save analysis.html", "a page to send"),
  ]
  static let traits: Traits = .isUnrecorded

  @Argument(help: "The file to write: .pe, .md or .html.", completion: .file()) var path: Plain
  @Flag(help: "Overwrite a file that pe did not write.") var force = false

  func outcome(in context: Context) async throws -> Outcome {
    let ending = (path.text as NSString).pathExtension
    guard let kind = SavedSession.Kind(ending: ending) else {
      throw Failure(
        .usage, "a session is saved as .pe, .md or .html, not as '\(path.text)'",
        hint: "save analysis.pe")
    }
    context.interpreter.prepareToRecord()
    let steps = try await context.perform(ListSessionSteps())
    var placing = FilePlacing(
      folder: (absolutePath(path.text) as NSString).deletingLastPathComponent)
    let own = OwnSteps(accepted: try await context.perform(ListAcceptedBuilds()))
    let shown = context.interpreter.notebook.entries
    let before = max(0, steps.count - shown.count)
    let saved = SavedSession(
      steps: steps.enumerated().map { place, step in
        let script =
          own.addsForeignPlugin(step.record.line)
          ? "# not accepted on this machine: \(step.record.line)" : placing.place(step)
        let entry = place >= before ? shown[place - before] : nil
        return SavedSession.Step(
          line: step.record.line, script: script,
          isComment: step.record.status == StepRecord.comment,
          outcome: entry.flatMap { $0.line == step.record.line ? $0.outcome : nil })
      })
    var outcome = Outcome(command: Self.name)
    outcome.artifacts = [
      try await context.perform(
        WriteFile(
          text: saved.text(as: kind), path: path.text, rows: steps.count, overwrites: force))
    ]
    let done = steps.filter { !$0.isBeginning && $0.record.status != StepRecord.comment }
    outcome.measures = [Measure("steps", done.count)]
    if kind != .page { outcome.notes = ["'replay \(path.text)' runs it again and checks it"] }
    let lost = saved.steps.count { !$0.line.isEmpty && !$0.isComment && $0.outcome == nil }
    if kind != .script && lost > 0 {
      outcome.notes.append(
        "\(lost) steps ran in other processes, which kept their results as checks alone")
    }
    return outcome
  }
}

/// Names the files that steps read from where a script will be.
private struct FilePlacing {
  let folder: String
  /// Files that earlier steps write, which stand in whatever folder the script runs in.
  private var written: Set<String> = []

  init(folder: String) { self.folder = folder }

  mutating func place(_ step: ListSessionSteps.Step) -> String {
    guard let entry = step.entry else { return step.record.script }
    defer { written.formUnion(entry.outputs) }
    return entry.inputs.reduce(step.record.script) { script, input in
      guard !written.contains(input.path) else { return script }
      // In a pattern the folder's name is written as patterns are.
      let place = [folder, Token.pattern(folder)].first { input.path.hasPrefix($0 + "/") }
      let name = place.map { String(input.path.dropFirst($0.count + 1)) } ?? input.path
      // A line may have been recorded with the whole path already.
      return script.naming(input, as: name).naming(
        .init(named: input.path, path: input.path), as: name)
    }
  }
}

extension RecordFault: Worded {
  var failure: Failure {
    switch self {
    case .nothingDone: Failure(.usage, "nothing was done yet that could be saved")
    }
  }
}
