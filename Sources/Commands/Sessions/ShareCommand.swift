import ArgumentParser
import Engine
import Formats
import Foundation
import Outcomes
import PluginHost
import Workspace

struct ShareCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "share",
    abstract: "Pack the session with all that it needs, to replay on another machine.",
    discussion: """
      Writes FILE.pe.zip: the script, the sources of its plugins in the builds that it used, recipes and \
      models that it read. Of data files it holds the fingerprints; with --data the files \
      themselves. 'replay FILE.pe.zip --data DIR' finds them in DIR by content, whatever their names.
      """)
  static let examples = [
    Example("share study.pe.zip", "without the data"),
    Example("share whole.pe.zip --data", "with it"),
  ]
  static let traits: Traits = .isUnrecorded

  @Argument(help: "The file to write: .pe.zip.", completion: .file()) var path: Plain
  @Flag(help: "Include the data files.") var data = false
  @Flag(help: "Overwrite a file that pe did not write.") var force = false

  func outcome(in context: Context) async throws -> Outcome {
    guard path.text.hasSuffix(".pe.zip") else {
      throw Failure(
        .usage, "a package is called .pe.zip, not '\(path.text)'", hint: "share study.pe.zip")
    }
    context.interpreter.prepareToRecord()
    let steps = try await context.perform(ListSessionSteps())
    let own = OwnSteps(accepted: try await context.perform(ListAcceptedBuilds()))
    var packing = Packing(includesData: data)
    var lines = ["pe \(Script.version)  # made by pe \(Version.number)"]
    for step in steps {
      if own.addsForeignPlugin(step.record.line) {
        lines.append("# not accepted on this machine: \(step.record.line)")
      } else {
        lines.append(try await packing.pack(step, in: context))
      }
    }
    try Self.check(lines, packing.contents.plugins.map(\.path))
    var outcome = Outcome(command: Self.name)
    outcome.artifacts = [
      try await context.perform(
        WritePackage(
          path: path.text, script: lines.joined(separator: "\n") + "\n",
          contents: packing.contents, files: packing.files, overwrites: force))
    ]
    let done = steps.filter { !$0.isBeginning && $0.record.status != StepRecord.comment }
    outcome.measures = [
      Measure("steps", done.count), Measure("plugins", packing.contents.plugins.count),
      Measure("data_files", packing.contents.data.count),
    ]
    if !packing.contents.data.isEmpty && !data {
      outcome.notes.append("the data is named by its fingerprints alone; --data includes it")
    }
    outcome.notes.append(
      "'replay \((path.text as NSString).lastPathComponent)\(data ? "" : " --data DIR")' runs it anywhere"
    )
    return outcome
  }

  /// Throws where 'replay' would refuse the package.
  private static func check(_ lines: [String], _ plugins: [String]) throws {
    do {
      let script = try Script(
        parsing: lines.joined(separator: "\n") + "\n", path: PackageContents.scriptName)
      _ = try script.placed(below: "/", named: "the package", plugins: plugins)
    } catch let failure as Failure {
      throw Failure(
        .precondition,
        "this session cannot be shared, as 'replay' takes no such package: "
          + failure.message,
        hint: "'save FILE.pe' keeps the script; a session without that step can be shared")
    }
  }
}

/// Gathers the files of a session's steps and names them from where the package will hold them.
private struct Packing {
  let includesData: Bool
  var contents = PackageContents(program: "pe \(Version.number)")
  var files: [WritePackage.File] = []
  /// Names in the package by the path here.
  private var named: [String: String] = [:]
  /// Files that earlier steps write.
  private var written: [String: String] = [:]

  init(includesData: Bool) { self.includesData = includesData }

  mutating func pack(_ step: ListSessionSteps.Step, in context: Context) async throws -> String {
    var script = step.record.script
    for input in step.entry?.inputs ?? [] where written[input.path] == nil {
      script = script.naming(input, as: input.path)
    }
    for input in step.entry?.inputs ?? [] {
      if let name = written[input.path] { script = script.naming(input, as: name) }
    }
    var lines: [String] = []
    for line in script.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
      let isCommand = line.first.map { !"#=!~".contains($0) } ?? false
      lines.append(isCommand ? try await placed(line, step, in: context) : line)
    }
    return lines.joined(separator: "\n")
  }

  /// The line with each file of this machine called as the package calls it.
  private mutating func placed(
    _ line: String, _ step: ListSessionSteps.Step, in context: Context
  ) async throws -> String {
    let words = SplitLine(line).words
    guard let type = try? CommandList.command(in: words.map(\.text)).type else { return line }
    var result = line
    let writes = CommandParameter.all(of: type).contains(where: \.takesFile)
    for (place, word) in words.enumerated().reversed() {
      if writes, !word.isQuoted, word.text == "--force" {
        // Where a package is replayed, nothing is there to write over.
        let bytes = Array(result.utf8)
        result =
          String(decoding: bytes[..<word.range.lowerBound], as: UTF8.self).trimmed
          + String(decoding: bytes[word.range.upperBound...], as: UTF8.self)
        continue
      }
      let path = absolutePath((word.text as NSString).expandingTildeInPath)
      let outputs = step.entry?.outputs ?? []
      let isOutput = outputs.contains(path)
      let parts = isOutput || type != ExportCommand.self ? [] : Self.parts(of: path, outputs)
      var name: String?
      if !parts.isEmpty {
        let base = unique(
          (path as NSString).lastPathComponent,
          in: Set(written.values.map { String($0.dropFirst(4)) }), unless: written[path])
        name = "out/" + base
        written[path] = name
        for (part, value) in parts {
          written[part] = "out/" + ExportConversations.path(base, ofPart: value)
        }
      } else if isOutput {
        name =
          "out/"
          + unique(
            (path as NSString).lastPathComponent,
            in: Set(written.values.map { String($0.dropFirst(4)) }), unless: written[path])
        written[path] = name
      } else if word.text.hasPrefix("/"), FileManager.default.fileExists(atPath: path) {
        let option = place > 0 ? words[place - 1].text : ""
        name =
          type == PluginAddCommand.self
          ? try await plugin(path, line, in: context)
          : try await file(
            path, isData: type != ModelImportCommand.self && option != "--recipe", in: context)
      }
      if name == nil, !word.isQuoted, word.text.hasPrefix("/"), FilePattern.isPattern(word.text) {
        name = try await pattern(word.text, in: context)
      }
      guard let name else { continue }
      let bytes = Array(result.utf8)
      result =
        String(decoding: bytes[..<word.range.lowerBound], as: UTF8.self) + Token.typed(name)
        + String(decoding: bytes[word.range.upperBound...], as: UTF8.self)
    }
    return result
  }

  /// The files for each value that an export to `path` wrote, with what stands for the value in each.
  private static func parts(of path: String, _ outputs: [String]) -> [(path: String, value: String)]
  {
    let (stem, ending) = ExportConversations.aroundPart(path)
    return outputs.filter {
      $0.hasPrefix(stem) && $0.hasSuffix(ending)
        && $0.utf8.count > stem.utf8.count + ending.utf8.count
    }.map { ($0, String($0.dropFirst(stem.count).dropLast(ending.count))) }
  }

  /// The source of the build that the line names, or of what the file holds.
  private mutating func plugin(
    _ path: String, _ line: String, in context: Context
  ) async throws -> String {
    let command = (try? ParsedLine(line: line))?.command as? PluginAddCommand
    var source: PluginSource?
    if let build = command?.build?.text {
      source = try await context.perform(KeptSource(code: build))
    }
    let found = try source ?? PluginSource(path: path)
    let folder = "plugins/\(found.code)"
    let isFolder = found.files.count > 1
    let name = isFolder ? folder : "\(folder)/\(found.files.first?.name ?? "")"
    if !contents.plugins.contains(where: { $0.code == found.code }) {
      contents.plugins.append(.init(path: name, code: found.code))
      files += found.files.map { .init("\(folder)/\($0.name)", .bytes($0.bytes)) }
    }
    return name
  }

  /// A pattern with the files that it finds, below a folder of the package.
  private mutating func pattern(_ pattern: String, in context: Context) async throws -> String {
    let parts = pattern.split(separator: "/").map(String.init)
    let plain = Array(parts.prefix { !FilePattern.isPattern($0) })
    let base = "/" + plain.joined(separator: "/")
    let folder =
      named[base]
      ?? "data/"
      + unique(
        plain.last ?? "files", in: Set(named.values.map { ($0 as NSString).lastPathComponent }))
    named[base] = folder
    for path in FilePattern.matches(pattern) where path.hasPrefix(base + "/") {
      try await add(path, as: folder + String(path.dropFirst(base.count)), in: context)
    }
    return folder + "/" + parts.dropFirst(plain.count).joined(separator: "/")
  }

  /// A file of data: its fingerprint, and itself where that is asked for.
  private mutating func add(_ path: String, as name: String, in context: Context) async throws {
    guard !contents.data.contains(where: { $0.name == name }) else { return }
    if includesData { files.append(.init(name, .file(path))) }
    let digest = try await context.run { try FileDigest.of(path, $0.cancellation) }
    contents.data.append(
      .init(
        name: name, bytes: FileDigest.bytes(path), sha256: digest,
        isIncluded: includesData))
  }

  private mutating func file(
    _ path: String, isData: Bool, in context: Context
  ) async throws -> String {
    if let name = named[path] { return name }
    var isFolder: ObjCBool = false
    _ = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
    let base = (path as NSString).lastPathComponent
    let name =
      (isData ? "data/" : "files/")
      + unique(base, in: Set(named.values.map { ($0 as NSString).lastPathComponent }))
    named[path] = name
    let inner =
      isFolder.boolValue
      ? (FileManager.default.subpaths(atPath: path) ?? []).filter {
        var isInnerFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path + "/" + $0, isDirectory: &isInnerFolder)
          && !isInnerFolder.boolValue
      }.sorted() : [""]
    for one in inner {
      let from = one.isEmpty ? path : path + "/" + one
      let to = one.isEmpty ? name : name + "/" + one
      if isData {
        try await add(from, as: to, in: context)
      } else {
        files.append(.init(to, .file(from)))
      }
    }
    return name
  }

  /// A name that no other file of the package has, in any case of its letters.
  private func unique(_ name: String, in taken: Set<String>, unless own: String? = nil) -> String {
    if let own { return (own as NSString).lastPathComponent }
    let lowered = Set(taken.map { $0.lowercased() })
    guard lowered.contains(name.lowercased()) else { return name }
    let ending = (name as NSString).pathExtension
    let stem = (name as NSString).deletingPathExtension
    return (2...).lazy.map { ending.isEmpty ? "\(stem)-\($0)" : "\(stem)-\($0).\(ending)" }
      .first { !lowered.contains($0.lowercased()) } ?? name
  }
}

extension PackageFault: Worded {
  var failure: Failure {
    switch self {
    case .isNoPackage(let path):
      Failure(.precondition, "\(path) is no package that 'share' wrote, or it is damaged")
    case .isUnsafe(let path, let entry, let refusal):
      Failure(
        .precondition,
        "\(path) is refused: \(entry.isEmpty ? "it" : "'\(entry)'") \(refusal.words)")
    case .isNewer(let path):
      Failure(.precondition, "\(path) was written by a newer pe", hint: "use that one")
    case .cannotBeWritten(let path, let reason):
      Failure(.precondition, "\(path) cannot be written: \(reason)")
    case .dataIsMissing(let files, let folder, let others):
      Failure(
        .precondition,
        "the data is not here: "
          + files.prefix(5).map {
            "\(($0.name as NSString).lastPathComponent) (\($0.bytes) bytes, sha256 \($0.sha256.prefix(12)))"
          }.joined(separator: ", ") + (files.count > 5 ? " and \(files.count - 5) more" : ""),
        hint: others.first.map { "\($0) has the name and other content" }
          ?? (folder == nil
            ? "--data DIR says where to look for it"
            : "it is looked for by content below \(folder ?? "")"))
    }
  }
}

extension ZipFault.Refusal {
  fileprivate var words: String {
    switch self {
    case .tooManyEntries: "holds too many files"
    case .badName: "is no name below the package's folder"
    case .twice: "is there twice, perhaps in letters of another case"
    case .isNoFile: "is a link or a device"
    case .isEncrypted: "is encrypted"
    case .tooLarge: "would unpack to far more than it is packed in"
    case .isDamaged: "is damaged, or not what the package says"
    }
  }
}
