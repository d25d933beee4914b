import ArgumentParser
import Foundation

/// A parameter of a command as ArgumentParser describes it: for help, reference and completion.
struct CommandParameter: Sendable {
  /// As a person writes it: `--limit LIMIT`, `PATH`.
  let usage: String
  let help: String
  let isOptional: Bool
  /// `--limit` for options and flags; empty for arguments.
  let longName: String
  let takesFile: Bool

  /// The parameters in the order of their declaration.
  static func all(of type: any Command.Type) -> [CommandParameter] {
    let dump = Data(type._dumpHelp().utf8)
    guard let tool = try? JSONDecoder().decode(Dump.self, from: dump) else { return [] }
    return (tool.command.arguments ?? []).filter { $0.shouldDisplay && !$0.isHelp }
      .map(CommandParameter.init)
  }

  private init(_ argument: Dump.Argument) {
    let long = argument.names?.first { $0.kind == "long" }.map { "--\($0.name)" } ?? ""
    let value = (argument.valueName ?? "value").uppercased().replacing("-", with: "_")
    let repeats = argument.isRepeating ? " …" : ""
    switch argument.kind {
    case "flag": usage = long
    case "option": usage = "\(long) \(value)\(repeats)"
    default: usage = value + repeats
    }
    let fallback = argument.defaultValue.map { $0.isEmpty ? "" : " Default: \($0)." } ?? ""
    help = (argument.abstract ?? "") + (argument.kind == "flag" ? "" : fallback)
    isOptional = argument.isOptional
    longName = argument.kind == "positional" ? "" : long
    takesFile = argument.completionKind?.file != nil
  }

  /// The part of ArgumentParser's own description that is needed here.
  private struct Dump: Decodable {
    struct Name: Decodable {
      let kind: String
      let name: String
    }

    struct CompletionKind: Decodable {
      struct File: Decodable {}
      let file: File?
    }

    struct Argument: Decodable {
      let kind: String
      let isOptional: Bool
      let isRepeating: Bool
      let shouldDisplay: Bool
      let names: [Name]?
      let valueName: String?
      let defaultValue: String?
      let abstract: String?
      let completionKind: CompletionKind?

      var isHelp: Bool { names?.contains { $0.name == "help" } ?? false }
    }

    struct Tool: Decodable { let arguments: [Argument]? }
    let command: Tool
  }
}
