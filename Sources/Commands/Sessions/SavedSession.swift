import Corpus
import Engine
import Foundation
import Outcomes
import Rendering
import Workspace

/// A session as it is saved: what each step's script holds, beside what it showed.
struct SavedSession {
  /// By the ending of the file.
  enum Kind {
    case script, notebook, page

    init?(ending: String) {
      switch ending.lowercased() {
      case "pe": self = .script
      case "md", "markdown": self = .notebook
      case "html", "htm": self = .page
      default: return nil
      }
    }
  }

  struct Step {
    /// Empty for what the workspace held when the session began.
    let line: String
    /// The line with its checks, or a comment.
    let script: String
    let isComment: Bool
    /// Nil for a step of another process.
    let outcome: Outcome?
  }

  let steps: [Step]

  private static let head = "pe \(Script.version)  # \(WriteFile.mark) \(Version.number)"

  var script: String {
    ([Self.head + " · \(Version.platform)"] + steps.map(\.script)).joined(separator: "\n") + "\n"
  }

  /// A notebook: the commands with their checks in fences, and below each what it showed. That is
  /// indented, so that nothing in it is ever taken for a fence and run.
  var notebook: String {
    var parts = ["# A session of Pixelated Empathy", Self.fence(Self.head)]
    for step in steps {
      if step.isComment {
        parts.append(step.script.split(separator: "\n").map(Self.prose).joined(separator: "\n"))
        continue
      }
      parts.append(Self.fence(step.script))
      if let outcome = step.outcome { parts.append(Self.indented(outcome)) }
    }
    parts.append("<!-- \(WriteFile.mark) \(Version.number) -->")
    return parts.filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n"
  }

  private static func fence(_ script: String) -> String { "```pe\n\(script)\n```" }

  /// A comment of the person's as a paragraph.
  private static func prose(_ comment: Substring) -> String {
    let text = String(comment.drop { $0 == "#" }).trimmed
    return text.hasPrefix("```") ? "    " + text : text
  }

  private static func indented(_ outcome: Outcome) -> String {
    let renderer = Renderer(
      mode: .table,
      terminal: Rendering.Terminal(width: 96, height: 24, hasColour: false, isUnicode: true))
    var text = renderer.text(outcome)
    if let failure = outcome.failure { text += renderer.failureText(failure) }
    return text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.isEmpty ? "" : "    " + $0 }.joined(separator: "\n").trimmedEnd
  }

  func text(as kind: Kind) -> String {
    switch kind {
    case .script: script
    case .notebook: notebook
    case .page: page + "<!-- \(WriteFile.mark) \(Version.number) -->\n"
    }
  }

  var page: String {
    var sections: [ReportPage.Section] = []
    for step in steps {
      if step.isComment {
        let text = step.script.split(separator: "\n").map(Self.prose).joined(separator: " ")
        if sections.isEmpty { sections.append(.init(heading: "Notes", blocks: [])) }
        sections[sections.count - 1].blocks.append(.paragraph(text))
      } else if step.line.isEmpty {
        sections.append(
          .init(
            heading: "What the workspace held before",
            blocks: [.code(Self.withoutFolders(step.script))]))
      } else {
        let line = Self.withoutFolders(step.line)
        var blocks: [ReportPage.Block] = [.code(line)]
        if let outcome = step.outcome {
          blocks += ReportPage.Section(heading: "", outcome: outcome).blocks
        } else {
          blocks.append(.code(Self.withoutFolders(step.script)))
        }
        sections.append(.init(heading: line.brief(60), blocks: blocks))
      }
    }
    sections.append(
      .init(
        heading: "How to repeat this",
        blocks: [
          .paragraph(
            "As a script: in a file that ends in .pe, beside the files that it names, 'pe replay' runs "
              + "it and tells whether the results are the same."),
          .code(Self.withoutFolders(script)),
        ]))
    return ReportPage(
      title: "A session", subtitle: NumberText.count(steps.count { !$0.line.isEmpty }, "steps"),
      sections: sections, colophon: "Pixelated Empathy \(Version.number)"
    ).html
  }

  private static func withoutFolders(_ script: String) -> String {
    script.split(separator: "\n", omittingEmptySubsequences: false)
      .filter { !$0.hasPrefix("~") }
      .map { SessionSteps.withoutFolders(String($0)) }.joined(separator: "\n")
  }
}

extension String {
  fileprivate var trimmedEnd: String {
    var view = Substring(self)
    while let last = view.last, last.isWhitespace { view.removeLast() }
    return String(view)
  }
}
