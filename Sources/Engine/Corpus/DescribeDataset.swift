package import Workspace

/// A dataset's source, fields and broken records.
package struct DescribeDataset: Operation {
  package var name: String

  package init(name: String) { self.name = name }

  package struct Result: Sendable {
    package let record: DatasetRecord
    package let fields: [FieldRecord]
    package let broken: [BrokenRecord]
    package let files: [DatasetFile]
  }

  package func run(in run: Run) throws -> Result {
    let workspace = run.workspace
    return Result(
      record: try workspace.dataset(named: name), fields: try workspace.fields(dataset: name),
      broken: try workspace.brokenRecords(dataset: name),
      files: try workspace.files(dataset: name))
  }
}
