import ArgumentParser
import Engine
import Outcomes
import PluginHost

struct PluginTrustCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "plugin trust",
    abstract: "Take up a plugin that came with the workspace.",
    discussion: """
      A workspace from elsewhere brings names of plugins, never the right to run them. This shows \
      where one comes from and its source, starts it, holds it to the contract, and lets that build \
      run on this machine; 'plugin info' shows the same and starts nothing. What was accepted is \
      kept beside the builds, in pe/plugins among your application data, or in PE_PLUGINS where \
      that is set. 'plugin add' accepts what it adds. Until then a plugin is listed as not trusted, \
      and its stored scores can be read.
      """)
  static let completes: [WordKind] = [.plugins]
  static let examples = [
    Example("plugin trust hedging", "its source, and it may run from now on")
  ]

  @Argument(help: "A plugin.") var name: Plain

  func outcome(in context: Context) async throws -> Outcome {
    tell(try await context.perform(TrustPlugin(name: name.text)))
  }

  func recorded(_ line: String, of outcome: Outcome, in context: Context) async -> String {
    context.session.additionLine(of: .name(name.text)) ?? line
  }

  private func tell(_ result: TrustPlugin.Result) -> Outcome {
    var outcome = Outcome(command: Self.name)
    switch result {
    case .wasTrusted: outcome.notes = ["\(name.text) is trusted on this machine already"]
    case .isTrusted(let added, let source, let path):
      outcome.measures = added.measures
      outcome.tables = [
        .facts(
          "plugin",
          [
            ("from", path), ("language", source.language.rawValue), ("build", source.code),
            ("bytes", "\(source.files.reduce(0) { $0 + $1.bytes.count })"),
          ])
      ]
      outcome.exhibits = [.table("plugin"), source.page]
      outcome.notes =
        added.notes + ["\(name.text) is trusted: this build runs on this machine from now on"]
    }
    return outcome
  }
}

extension TrustFault: Worded {
  var failure: Failure {
    switch self {
    case .notTrusted(let name):
      Failure(
        .precondition, "'\(name)' came with the workspace and was not accepted on this machine",
        hint: "'plugin trust \(name)' shows it and takes it up")
    case .needsNone(let name):
      Failure(.usage, "\(name) is a definition, which needs no trust")
    case .sourceIsMissing(let name, let path):
      Failure(
        .precondition, "the source of '\(name)' is not on this machine: \(path)",
        hint: "'plugin add FILE' adds it from where you have it")
    case .sourceDiffers(let path, let holds, let named):
      Failure(
        .precondition,
        "\(path) holds build \(holds.prefix(8)), and the workspace names \(named.prefix(8))",
        hint: "'plugin add \(path)' takes it as it is")
    }
  }
}

extension PluginSource {
  /// Each file whole and as it is, since it is looked at to be trusted; or how much a program is.
  /// Characters that a terminal would obey are shown as signs.
  var page: Exhibit {
    let parts = files.map { file in
      guard let text = String(validating: file.bytes, as: UTF8.self), !text.contains("\0") else {
        return "── \(file.name) ──\na program of \(file.bytes.count) bytes\n"
      }
      var shown = String.UnicodeScalarView()
      for scalar in text.unicodeScalars where scalar != "\r" {
        let isObeyed: Bool
        switch scalar.properties.generalCategory {
        case .control: isObeyed = scalar != "\n" && scalar != "\t"
        case .format, .lineSeparator, .paragraphSeparator: isObeyed = true
        default: isObeyed = false
        }
        shown.append(isObeyed ? "\u{FFFD}" : scalar)
      }
      return "── \(file.name) ──\n\(shown)"
    }
    return .verbatim(parts.joined(separator: "\n"))
  }
}
