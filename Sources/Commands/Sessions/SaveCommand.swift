import ArgumentParser
import Engine
import Foundation
import Outcomes
import Workspace

struct SaveCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "save",
    abstract: "Write the session as a script that can be replayed and checked.",
    discussion: """
      Writes what this session did so far, with the results as checks; look-ups and failed \
      commands as comments. What the workspace held before is loaded by the script first. Files \
      below the script's folder are named from there, others by their whole path.
      """)
  static let examples = [Example("save analysis.pe", "then: pe replay analysis.pe")]
  static let traits: Traits = .isUnrecorded

  @Argument(help: "The script to write.", completion: .file()) var path: Plain
  @Flag(help: "Overwrite a file that pe did not write.") var force = false

  func outcome(in context: Context) async throws -> Outcome {
    context.interpreter.prepareToRecord()
    let steps = try await context.perform(ListSessionSteps())
    var placing = FilePlacing(
      folder: (absolutePath(path.text) as NSString).deletingLastPathComponent)
    let head = "pe 1  # \(WriteFile.mark) \(Version.number) · \(Version.platform)"
    let own = OwnSteps(accepted: try await context.perform(ListAcceptedBuilds()))
    let lines =
      [head]
      + steps.map { step in
        own.addsForeignPlugin(step.record.line)
          ? "# not accepted on this machine: \(step.record.line)" : placing.place(step)
      }
    var outcome = Outcome(command: Self.name)
    outcome.artifacts = [
      try await context.perform(
        WriteFile(
          text: lines.joined(separator: "\n") + "\n", path: path.text, rows: steps.count,
          overwrites: force))
    ]
    let done = steps.filter { !$0.isBeginning && $0.record.status != StepRecord.comment }
    outcome.measures = [Measure("steps", done.count)]
    outcome.notes = ["'replay \(path.text)' runs it again and checks it"]
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
      return script.naming(
        input, as: place.map { String(input.path.dropFirst($0.count + 1)) } ?? input.path)
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
