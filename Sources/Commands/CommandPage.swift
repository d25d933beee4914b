import ArgumentParser

/// One command's page: usage, parameters, examples; `help` and the command reference print it.
package struct CommandPage {
  private let type: any Command.Type

  package init(_ type: any Command.Type) { self.type = type }

  package var markdown: String {
    let configuration = type.configuration
    var parts = ["# \(type.name)", configuration.abstract]
    if !configuration.discussion.isEmpty { parts.append(configuration.discussion) }
    let parameters = CommandParameter.all(of: type)
    parts.append("```\n\(usage(parameters))\n```")
    if !parameters.isEmpty {
      parts.append(parameters.map { "- `\($0.usage)`  \($0.help)" }.joined(separator: "\n"))
    }
    if !type.examples.isEmpty {
      let lines = type.examples.map { "\($0.line)  # \($0.summary)" }
      parts.append("## Examples\n\n```\n" + lines.joined(separator: "\n") + "\n```")
    }
    return parts.joined(separator: "\n\n")
  }

  private func usage(_ parameters: [CommandParameter]) -> String {
    ([type.name] + parameters.map { $0.isOptional ? "[\($0.usage)]" : $0.usage })
      .joined(separator: " ")
  }
}

/// Every command on one page. `pe --mode markdown help reference` prints it; a test holds
/// `Sources/COMMANDS.md` against it.
package enum CommandReference {
  package static var markdown: String {
    let intro = """
      # Commands

      Made from the list in `Commands/CommandList.swift` by `pe --mode markdown help reference`.
      """
    let groups = CommandList.groups.map { group in
      let pages = group.commands.map { CommandPage($0).markdown.lowered }
      return (["## \(group.title)"] + pages).joined(separator: "\n\n")
    }
    return ([intro] + groups).joined(separator: "\n\n")
  }
}

extension String {
  /// Its headings two levels further down.
  fileprivate var lowered: String {
    split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.hasPrefix("# ") || $0.hasPrefix("## ") ? "##" + $0 : String($0) }
      .joined(separator: "\n")
  }
}
