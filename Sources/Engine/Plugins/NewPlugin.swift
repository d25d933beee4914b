private import Foundation
package import Outcomes
import PluginHost
import PluginKit

extension Run {
  /// Writes a plugin to begin with and its cases, beside where pe was started.
  package func newPlugin(
    _ name: String, isExporter: Bool, isReader: Bool, inPython: Bool
  ) throws -> Outcome {
    let kind: PluginTemplate.Kind = isExporter ? .exporter : isReader ? .reader : .validator
    guard isPlainName(name) else {
      throw Failure(
        .usage, "'\(name)' cannot name a plugin",
        hint: "use lower-case letters, digits and _, a letter first")
    }
    let source = PluginTemplate.source(name, kind, inPython: inPython)
    let files = [
      (name + (inPython ? ".py" : ".swift"), source),
      (name + ".cases.jsonl", PluginTemplate.cases(name, kind)),
    ]
    var outcome = Outcome(command: "plugin new")
    let there = files.filter { FileManager.default.fileExists(atPath: $0.0) }
    for (path, text) in there {
      guard FileManager.default.contents(atPath: path) == Data(text.utf8) else {
        throw Failure(
          .usage, "\(path) is there already", hint: "choose another name, or remove it")
      }
      outcome.notes.append("\(path) is there already, as it would be written")
    }
    for (path, text) in files where !there.contains(where: { $0.0 == path }) {
      let file = try OutputFile(path) { _ in false }
      try file.write(text)
      outcome.artifacts.append(try file.finish(rows: text.split(separator: "\n").count))
    }
    outcome.notes += ["edit \(files[0].0), then 'plugin add \(files[0].0)'"]
    return outcome
  }
}
