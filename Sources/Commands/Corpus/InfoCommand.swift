import ArgumentParser
import Engine
import Outcomes
import Validation
import Workspace

extension Table {
  fileprivate static func broken(_ described: DescribeDataset.Result) -> Table {
    let isOne = described.files.count == 1
    let file = isOne ? [] : [Column("file", .text)]
    var table = Table("broken", file + [.init("line", .integer), .init("reason", .text)])
    table.rows = described.broken.map {
      (isOne ? [] : [.text($0.file.below(described.record.path))])
        + [.integer($0.line), .text($0.reason)]
    }
    return table
  }

  fileprivate static func files(_ files: [DatasetFile], below folder: String) -> Table {
    var table = Table(
      "files",
      [
        .init("file", .text), .init("format", .text), .init("conversations", .integer),
        .init("messages", .integer), .init("broken", .integer), .init("bytes", .integer),
      ])
    table.rows = files.map {
      [
        .text($0.path.below(folder)), .text($0.format), .integer($0.conversations),
        .integer($0.messages), .integer($0.broken), .integer($0.bytes),
      ]
    }
    return table
  }
}

extension String {
  /// The path as it is from the folder.
  func below(_ folder: String) -> String {
    hasPrefix(folder + "/") ? String(dropFirst(folder.count + 1)) : self
  }
}

struct InfoCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "info", abstract: "Tell about a dataset, or about the workspace and this program.")
  static let completes: [WordKind] = [.datasets]
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
    facts.add(described.files.count > 1 ? "folder" : "file", record.path)
    if described.files.count > 1 { facts.add("files", "\(described.files.count)") }
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
      outcome.tables.append(.broken(described))
    }
    if described.files.count > 1 {
      outcome.tables.insert(.files(described.files, below: record.path), at: 1)
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
