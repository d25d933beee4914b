import Engine
import Foundation
import Outcomes
import Rendering

extension Interpreter {
  /// Whether a line may write files and start programs of a person's choice: one that she types, and
  /// one of a script that she let.
  var mayRedirect: Bool { script == nil || allowsShell }

  func checked(_ redirection: Redirection) throws {
    guard redirection.target != nil, !mayRedirect else { return }
    throw Failure(
      .usage, "a script writes no files by '>' and starts no programs by '|' unless it is let",
      hint: "--allow-shell lets it: run FILE --allow-shell")
  }

  /// Sends what a command gave where its line says, and tells of that in its place.
  func deliver(
    _ execution: Execution, to target: Redirection.Target
  ) async -> Execution {
    guard execution.outcome.failure == nil else { return execution }
    var outcome = execution.outcome
    do {
      switch target {
      case .file(let path, let writing):
        outcome = try await write(execution, to: path, writing)
      case .program(let program):
        guard let runProgram else { return execution }
        let status = runProgram(program, renderer(execution, path: nil).text(outcome))
        // The program has shown it; a script's checks still look at it.
        outcome.tables = []
        outcome.measures = script == nil ? [] : outcome.measures
        outcome.exhibits = []
        outcome.notes = []
        if status != 0 {
          outcome.failure = Failure(.failed, "\(program.firstWord) ended with \(status)")
        }
      }
    } catch {
      outcome = Outcome(command: outcome.command, failure: Failure(error))
    }
    return execution.with(outcome)
  }

  private func write(
    _ execution: Execution, to named: String, _ writing: Redirection.Writing
  ) async throws -> Outcome {
    let path = (named as NSString).expandingTildeInPath
    if (path as NSString).pathExtension.lowercased() == "tsv" {
      throw Failure(
        .usage, "no result is written with tabs between its columns",
        hint: "> \((named as NSString).deletingPathExtension).csv has commas")
    }
    let renderer = renderer(execution, path: path)
    let text = renderer.text(execution.outcome)
    let rows = execution.outcome.tables.first?.rows.count ?? 0
    var outcome = Outcome(command: execution.outcome.command)
    do {
      switch writing {
      case .appending:
        outcome.artifacts = [
          try await session.perform(
            AppendToFile(
              text: text, header: renderer.header(execution.outcome) ?? "", path: path, rows: rows),
            cancellation: cancellation)
        ]
      case .new, .overwriting:
        outcome.artifacts = [
          try await session.perform(
            WriteFile(text: text, path: path, rows: rows, overwrites: writing == .overwriting),
            cancellation: cancellation)
        ]
      }
    } catch FileFault.hasOtherHeader(let path) {
      throw Failure(
        .precondition, "\(path) has other columns, so nothing was added to it",
        hint: "'> OTHER.csv' begins a file of its own")
    } catch FileFault.isForeign(let path) {
      throw Failure(
        .precondition, "\(path) is there already",
        hint: "'>> \(named)' adds to it, '>! \(named)' writes over it")
    }
    outcome.notes = execution.outcome.notes
    script?.wrote(absolutePath(path))
    return outcome
  }

  /// - Parameter path: nil for a program, which shows what it gets where the person looks.
  private func renderer(_ execution: Execution, path: String?) -> Renderer {
    let mode = OutputMode(rawValue: session.settings["mode"]) ?? .table
    var page = Rendering.Terminal.page
    if path == nil { page.width = Rendering.Terminal.detect().width }
    return Renderer(
      mode: execution.isJSON ? .json : path.flatMap(Redirection.Writing.mode) ?? mode,
      terminal: page, rowLimit: .max)
  }
}
