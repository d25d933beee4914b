private import Foundation
package import Outcomes

/// Writes a text that a face made: a page, a picture, a script.
///
/// A file that is there already is overwritten only when it carries this program's mark, or when
/// that is asked for.
package struct WriteFile: Operation {
  package var text: String
  package var path: String
  /// What the file is said to hold.
  package var rows: Int
  package var overwrites: Bool

  package init(text: String, path: String, rows: Int, overwrites: Bool) {
    self.text = text
    self.path = path
    self.rows = rows
    self.overwrites = overwrites
  }

  /// The words that tell this program's own files: `made by pe`, before its version.
  package static let mark = OutputFile.mark

  package func run(in run: Run) throws -> Artifact {
    let file = try OutputFile(path) { overwrites || OutputFile.hasMark($0) }
    try file.write(text)
    return try file.finish(rows: rows)
  }
}

/// Adds a text to the end of a file, or begins one. A database is left alone.
package struct AppendToFile: Operation {
  package var text: String
  /// What `text` begins with and a file has once: the names of its columns. Empty for none.
  package var header: String
  package var path: String
  /// What the text is said to hold.
  package var rows: Int

  package init(text: String, header: String = "", path: String, rows: Int) {
    self.text = text
    self.header = header
    self.path = path
    self.rows = rows
  }

  /// What was written, with the digest of the whole file. Throws ``FileFault/hasOtherHeader(_:)``
  /// where a file has other columns.
  package func run(in run: Run) throws -> Artifact {
    guard FileManager.default.fileExists(atPath: path) else {
      return try WriteFile(text: text, path: path, rows: rows, overwrites: false).run(in: run)
    }
    return try OutputFile.append(text, header: header, to: path, rows: rows)
  }
}
