/// The README.md of a folder of data, as hubs of data sets show it: what it holds and what made it.
package struct DatasetCard: Sendable {
  package struct Part: Sendable {
    package let name: String
    package let conversations: Int
    package let messages: Int

    package init(name: String, conversations: Int, messages: Int) {
      self.name = name
      self.conversations = conversations
      self.messages = messages
    }
  }

  package var title: String
  /// In the order in which they are listed.
  package var parts: [Part]
  /// What was asked for, empty for all there is.
  package var query: String
  /// The label whose values the parts are.
  package var label: String?
  /// Conversations that have no value of it and are in no part.
  package var withoutPart = 0
  /// Names of what was loaded, with their fingerprints.
  package var datasets: [(name: String, fingerprint: String)]
  /// What computed the scores that stand in the workspace.
  package var signatures: [String]
  /// Who made it: a name and a version.
  package var program: String

  package init(
    title: String, parts: [Part], query: String, datasets: [(name: String, fingerprint: String)],
    signatures: [String], program: String
  ) {
    self.title = title
    self.parts = parts
    self.query = query
    self.datasets = datasets
    self.signatures = signatures
    self.program = program
  }

  /// The name of a part's only file.
  package static func fileName(_ part: String) -> String { "\(part)-00000-of-00001.parquet" }

  /// Markdown below a head of YAML, in which the licence is to be filled in.
  package var text: String {
    var lines = ["---", "license: unknown # to be filled in, such as cc-by-4.0", "configs:"]
    lines += ["- config_name: default", "  data_files:"]
    for part in parts {
      lines += ["  - split: \(part.name)", "    path: data/\(part.name)-*.parquet"]
    }
    lines += ["---", "", "# \(line(title))", ""]
    lines += ["| part | conversations | messages |", "|---|---:|---:|"]
    lines += parts.map { "| \($0.name) | \($0.conversations) | \($0.messages) |" }
    lines += [
      "", "```python", "from datasets import load_dataset", "",
      "data = load_dataset(\"path/of/this/folder\", split=\"\(parts.first?.name ?? "train")\")",
      "data[0][\"messages\"]  # a list of role, content and name", "```", "",
      "## Where it is from", "",
      query.isEmpty ? "- all conversations that were loaded" : "- query: `\(line(query))`",
    ]
    if let label {
      let rest = withoutPart > 0 ? "; \(withoutPart) conversations without one are left out" : ""
      lines.append("- parts: by `\(line(label))`\(rest)")
    }
    lines += datasets.map { "- from: \(line($0.name)), fingerprint `\($0.fingerprint)`" }
    lines += signatures.map { "- scored by: `\(line($0))`" }
    lines += [
      "", "## To be filled in", "", "- licence and whom to name",
      "- who speaks, who consented, and what was removed", "", "made by \(program)", "",
    ]
    return lines.joined(separator: "\n")
  }

  /// On one line, without what would end a code span.
  private func line(_ text: String) -> String {
    String(text.map { $0.isNewline || $0 == "`" ? " " : $0 })
  }
}
