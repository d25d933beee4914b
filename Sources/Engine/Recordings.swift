private import Foundation
package import Outcomes
import Workspace

extension Session {
  /// Begins the session's record before its first step, with what the workspace holds then.
  ///
  /// A workspace that cannot be written is no reason to fail a look-up: nothing is recorded then.
  package func prepareToRecord() {
    _ = recordedSession {
      let program = "pe \(Version.number) · \(joinsLastSession ? "command line" : "shell")"
      if joinsLastSession, let last = try? workspace.sessions().first, last.program == program {
        return last.id
      }
      guard let preamble = try? begin().preamble(),
        let session = try? workspace.beginSession(program: program)
      else { return nil }
      if !preamble.isEmpty {
        append(line: "", status: "ok", script: preamble.joined(separator: "\n"), to: session)
      }
      return session
    }
  }

  /// Adds a step to the session's record, in the workspace, synced.
  package func record(_ recording: Recording) {
    guard let recordedSession else { return }
    append(
      line: recording.line, status: recording.outcome.failure?.code.rawValue ?? "ok",
      seconds: recording.elapsed.seconds, script: recording.script, to: recordedSession)
  }

  private func append(
    line: String, status: String, seconds: Double = 0, script: String, to session: Int64
  ) {
    let step = StepRecord(
      line: line, status: status, seconds: seconds,
      startedAt: Date().addingTimeInterval(-seconds).ISO8601Format(), script: script)
    try? workspace.appendStep(step, session: session)
  }
}

extension Run {

  /// The newest `limit` steps, or all.
  package func history(limit: Int?) throws -> Outcome {
    let limit = limit ?? .max
    var total = 0
    var table = Table(
      "history",
      [
        .init("session", .integer), .init("when", .text, isVolatile: true), .init("status", .text),
        .init("seconds", .number, isVolatile: true), .init("command", .text),
      ])
    for session in try workspace.sessions() {
      let steps = try workspace.steps(session: session.id).filter { !$0.line.isEmpty }
      total += steps.count
      let rows: [[Table.Cell]] = steps.suffix(limit - table.rows.count).map { step in
        [
          .integer(Int(session.id)), .text(step.startedAt), .text(step.status),
          .number(step.seconds), .text(step.line),
        ]
      }
      table.rows = rows + table.rows
    }
    table.total = total
    var outcome = Outcome(command: "history")
    outcome.measures = [Measure("steps", total)]
    outcome.tables = [table]
    outcome.tellLimit(of: table)
    return outcome
  }

  /// Writes the session so far as a script.
  package func save(to path: String, overwrites: Bool) throws -> Outcome {
    session.prepareToRecord()
    let steps = try session.recordedSession.map { try workspace.steps(session: $0) } ?? []
    guard steps.contains(where: { !$0.line.isEmpty }) else {
      throw Failure(.usage, "nothing was done yet that could be saved")
    }
    let head = ["pe 1  # \(OutputFile.mark) \(Version.number) · \(Version.platform)"]
    let lines = head + steps.map(\.script)
    let file = try OutputFile(path) { overwrites || OutputFile.hasMark($0) }
    try file.write(lines.joined(separator: "\n") + "\n")
    let artifact = try file.finish(rows: steps.count)
    var outcome = Outcome(command: "save")
    outcome.measures = [Measure("steps", steps.filter { !$0.line.isEmpty }.count)]
    outcome.artifacts = [artifact]
    outcome.notes = ["'replay \(path)' runs it again and checks it"]
    return outcome
  }

  /// The commands that bring back what the workspace holds now: its datasets, selections, scores.
  ///
  /// Taken when a session begins, so that its script can start from nothing.
  func preamble() throws -> [String] {
    let datasets = try workspace.datasets()
    guard try !datasets.isEmpty || !workspace.plugins().isEmpty else { return [] }
    var lines = ["# what the workspace held when this session began"]
    for dataset in datasets {
      var line = "load \(quotedIfNeeded(dataset.path)) --name \(dataset.name)"
      line += " --format \(dataset.format)"
      let mapping = StoredMapping(text: dataset.mapping)
      if !mapping.columns.isEmpty { line += " --map \(quotedIfNeeded(mapping.columns))" }
      if !mapping.roles.isEmpty { line += " --role \(quotedIfNeeded(mapping.roles))" }
      lines.append(line)
      lines.append("= fingerprint \(dataset.fingerprint.prefix(8))")
    }
    for (dataset, rule) in try workspace.groupRules().sorted(by: { $0.key < $1.key }) {
      lines.append("group \(quotedIfNeeded(dataset)) \(quotedIfNeeded(rule))")
    }
    lines += try workspace.plugins().map {
      additionLine(ofPlugin: $0.name)
        ?? "# plugin \($0.name) came with the workspace and is not trusted here"
    }
    lines += try scoringLines()
    for selection in try workspace.selections() {
      lines.append("select \(selection.name) \(selection.query)")
    }
    lines.append("# this session")
    // What stands in a file must not become a line of its own.
    return lines.map { line in
      line.contains(where: \.isNewline) ? "# left out, for it has several lines" : line
    }
  }

  /// The commands of earlier sessions that made the scores, in order, each once.
  private func scoringLines() throws -> [String] {
    guard try !workspace.currentSignatures().isEmpty else { return [] }
    var lines: [String] = []
    for session in try workspace.sessions().reversed() {
      for step in try workspace.steps(session: session.id) where step.status == "ok" {
        let makers = ["validate", "set profile", "train ", "model import ", "predict ", "split "]
        let isScoring = makers.contains { step.line.hasPrefix($0) }
        if isScoring && lines.last != step.line { lines.append(step.line) }
      }
    }
    return lines
  }

  func quotedIfNeeded(_ path: String) -> String {
    guard path.contains(where: { " \"'#".contains($0) }) else { return path }
    return "\"" + path.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
  }
}
