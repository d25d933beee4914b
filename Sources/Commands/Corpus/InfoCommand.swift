import ArgumentParser
import Engine
import Outcomes
import Validation
import Workspace

struct InfoCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "info", abstract: "Tell about a dataset, or about the workspace and this program.")
  static let examples = [
    Example("info", "the workspace, its size, the program's version"),
    Example("info peer-support", "a dataset's source, fields and broken records"),
  ]
  static let traits: Traits = .looksOnly

  @Argument(help: "A dataset.") var dataset: Plain?

  func outcome(in context: Context) async throws -> Outcome {
    if let dataset {
      return tell(try await context.perform(DescribeDataset(name: dataset.text)))
    }
    return tell(try await context.perform(DescribeWorkspace()))
  }

  private func tell(_ described: DescribeDataset.Result) -> Outcome {
    let record = described.record
    var facts = Table.facts("dataset")
    facts.add("name", record.name)
    facts.add("file", record.path)
    facts.add("file sha256", record.fileDigest)
    facts.add("file bytes", "\(record.fileBytes)")
    facts.add("format", record.format)
    facts.add("loaded", record.loadedAt)
    facts.add("conversations", "\(record.conversations)")
    facts.add("messages", "\(record.messages)")
    facts.add("broken records", "\(record.broken)")
    facts.add("fingerprint", record.fingerprint)
    var fields = Table(
      "fields",
      [.init("field", .text), .init("of", .text), .init("kind", .text), .init("count", .integer)])
    fields.rows = described.fields.map {
      [.text($0.key), .text($0.level.rawValue), .text($0.kind.rawValue), .integer($0.count)]
    }
    var outcome = Outcome(command: Self.name)
    outcome.tables = [facts, fields]
    if record.broken > 0 {
      var broken = Table("broken", [.init("line", .integer), .init("reason", .text)])
      broken.rows = described.broken.map { [.integer($0.line), .text($0.reason)] }
      outcome.tables.append(broken)
    }
    return outcome
  }

  private func tell(_ described: DescribeWorkspace.Result) -> Outcome {
    var facts = Table.facts("workspace")
    facts.add("pe", "\(Version.number) · \(Version.platform)")
    facts.add("workspace", described.path)
    facts.add("bytes", "\(described.bytes)")
    facts.add("workers", "\(described.workers)")
    switch described.linearAlgebra {
    case .success(let kernels): facts.add("linear algebra", "OpenBLAS \(kernels)")
    case .failure(let error): facts.add("linear algebra", error.failure.message)
    }
    facts.add("profile", "\(described.profile.name) \(described.profile.version)")
    for signature in described.signatures { facts.add("scores", signature.title) }
    var outcome = Outcome(command: Self.name)
    outcome.measures = [
      Measure("datasets", described.datasets), Measure("conversations", described.conversations),
    ]
    outcome.tables = [facts]
    return outcome
  }
}
