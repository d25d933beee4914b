import Corpus
package import Outcomes

extension Run {
  package func set(_ name: String, to value: String) throws -> Outcome {
    try session.change { try $0.set(name, to: value) }
    var outcome = Outcome(command: "set")
    outcome.notes = ["\(name) is \(value)"]
    return outcome
  }

  package func settings(only name: String?) throws -> Outcome {
    if let name, !Settings.all.contains(where: { $0.name == name }) {
      throw Failure(.usage, unknownName("setting", name, known: Settings.all.map(\.name)))
    }
    var table = Table(
      "settings",
      [
        .init("setting", .text), .init("value", .text, isVolatile: true), .init("choices", .text),
        .init("summary", .text),
      ])
    table.rows = Settings.all.filter { name == nil || $0.name == name }.map {
      [
        .text($0.name), .text(settings[$0.name]), .text($0.choices.joined(separator: ", ")),
        .text($0.summary),
      ]
    }
    var outcome = Outcome(command: "set")
    outcome.tables = [table]
    return outcome
  }
}
