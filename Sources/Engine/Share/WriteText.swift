package import Outcomes

/// Writes a text that a command made as it stands, with no mark of its own.
package struct WriteText: Operation {
  package var text: String
  /// `-` is standard output.
  package var path: String
  package var rows: Int
  /// Whether a file that is there gives way.
  package var overwrites: Bool

  package init(text: String, path: String, rows: Int, overwrites: Bool) {
    self.text = text
    self.path = path
    self.rows = rows
    self.overwrites = overwrites
  }

  /// Nil for standard output. Throws ``FileFault``.
  package func run(in run: Run) throws -> Artifact? {
    let file = try OutputFile(
      path, isCancelled: { run.cancellation.isRaised }, ownedWhen: { _ in overwrites })
    do {
      try file.write(text)
      let artifact = try file.finish(rows: rows)
      return OutputFile.isStandardOutput(path) ? nil : artifact
    } catch is OutputFile.ReaderLeft {
      return nil
    }
  }
}
