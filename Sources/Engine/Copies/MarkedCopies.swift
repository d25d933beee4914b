import Workspace

/// Whether any dataset has marks of copies, which do not follow what is loaded, read anew or dropped
/// afterwards.
package struct MarkedCopies: Operation {
  package init() {}

  package func run(in run: Run) throws -> Bool { try run.workspace.hasCopyMarks() }
}
