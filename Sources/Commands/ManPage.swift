import ArgumentParser
import Engine

/// `pe(1)`, from the one list of commands.
enum ManPage {
  static var text: String {
    var lines = [
      ".TH PE 1 \"\" \"pe \(Version.number)\" \"Pixelated Empathy\"",
      ".SH NAME", #"pe \- a workbench for emotional\-support and therapy conversations"#,
      ".SH SYNOPSIS", ".B pe", #"[\-w WORKSPACE] [\-\-mode MODE] [COMMAND ...]"#,
      ".SH DESCRIPTION",
      escaped(
        "Without a command pe is a shell, or runs the script on its standard input. The workspace is "
          + "./pe.sqlite unless -w or PE_WORKSPACE names another; :memory: is one that is gone at "
          + "the end."),
      ".SH OPTIONS",
      ".TP", #".BR \-w ", " \-\-workspace " PATH""#, "The workspace.",
      ".TP", #".B \-\-mode MODE"#, "How results are shown: table, list, json, csv, markdown.",
      ".TP", #".B \-\-json"#, "The same as mode json.",
      ".TP", #".B \-\-allow\-shell"#,
      "Let a script on standard input write files by > and start programs by |.",
      ".TP", #".B \-\-version"#, "The program's version.",
      ".SH COMMANDS",
    ]
    for group in CommandList.groups {
      lines.append(".SS \(escaped(group.title))")
      for command in group.commands { lines += page(command) }
    }
    lines += [
      ".SH EXIT STATUS",
      escaped(
        "0 done; 1 wrong words; 2 a check drifted; 3 it failed; 4 a file, plugin or workspace is "
          + "missing or has changed; 130 interrupted."),
      ".SH ENVIRONMENT",
      ".TP", ".B PE_WORKSPACE", "The workspace where -w names none.",
      ".TP", ".B PE_PLUGINS", "Where builds of plugins are kept.",
      ".TP", ".BR VISUAL \", \" EDITOR \", \" PAGER", "The programs that the shell starts.",
    ]
    return lines.joined(separator: "\n") + "\n"
  }

  private static func page(_ type: any Command.Type) -> [String] {
    var lines = [".TP"]
    let parameters = CommandParameter.all(of: type)
    let usage = parameters.map { $0.isOptional ? "[\($0.usage)]" : $0.usage }
    lines.append(
      ".B " + escaped(([type.name] + usage).joined(separator: " ")))
    lines.append(escaped(type.configuration.abstract))
    if !type.configuration.discussion.isEmpty {
      lines += [".IP", escaped(type.configuration.discussion)]
    }
    for parameter in parameters where !parameter.help.isEmpty {
      lines += [".IP", escaped("\(parameter.usage): \(parameter.help)")]
    }
    return lines
  }

  /// Text that roff takes for nothing but text.
  private static func escaped(_ text: String) -> String {
    text.replacing("\\", with: #"\e"#).replacing("-", with: #"\-"#)
      .split(separator: "\n")
      .map { $0.hasPrefix(".") || $0.hasPrefix("'") ? #"\&"# + $0 : String($0) }
      .joined(separator: "\n")
  }
}
