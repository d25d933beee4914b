private import Foundation
package import Outcomes
import PluginHost
import PluginKit

/// Writes a plugin to begin with and its cases, in the current folder.
package struct WritePluginTemplate: Operation {
  package enum Language: String, Sendable, Codable { case swift, python }

  package var name: String
  package var kind: PluginKind
  package var language: Language

  package init(name: String, kind: PluginKind = .validator, language: Language = .swift) {
    self.name = name
    self.kind = kind
    self.language = language
  }

  package struct Result: Sendable {
    package let source: String
    /// Files that were there already, as they would be written.
    package internal(set) var standing: [String] = []
    package internal(set) var written: [Artifact] = []
  }

  /// Throws ``TemplateFault``, before anything is written.
  package func run(in run: Run) throws -> Result {
    guard isPlainName(name) else { throw TemplateFault.badName(name) }
    let file = Run.absolute(name + (language == .python ? ".py" : ".swift"))
    if let taken = run.registry.owner(of: name, unless: file) { throw taken }
    let kind: PluginTemplate.Kind =
      switch kind {
      case .validator: .validator
      case .exporter: .exporter
      case .reader: .reader
      }
    let source = PluginTemplate.source(name, kind, inPython: language == .python)
    let files = [
      (name + (language == .python ? ".py" : ".swift"), source),
      (name + ".cases.jsonl", PluginTemplate.cases(name, kind)),
    ]
    var result = Result(source: files[0].0)
    for (path, text) in files where FileManager.default.fileExists(atPath: path) {
      guard FileManager.default.contents(atPath: path) == Data(text.utf8) else {
        throw TemplateFault.fileIsThere(path)
      }
      result.standing.append(path)
    }
    for (path, text) in files where !result.standing.contains(path) {
      let file = try OutputFile(path) { _ in false }
      try file.write(text)
      result.written.append(try file.finish(rows: text.split(separator: "\n").count))
    }
    return result
  }
}

package enum TemplateFault: Fault {
  /// No plugin can be called so.
  case badName(String)
  /// Another file has the name.
  case fileIsThere(String)
  /// Something that is registered has the name; `origin` is where that comes from.
  case nameTaken(String, by: NameKind, origin: String)
}

extension Registry {
  /// Who has a name that a new plugin was to get, so that it is told before it is written.
  fileprivate func owner(of name: String, unless file: String) -> TemplateFault? {
    if let owner = validators.first(where: { $0.name == name || $0.gives(name) }) {
      if owner.origin == file { return nil }
      return .nameTaken(name, by: owner.name == name ? .validator : .metric, origin: owner.origin)
    }
    if let owner = exporters.first(where: { $0.name == name }) {
      if owner.origin == file { return nil }
      return .nameTaken(name, by: .exporter, origin: owner.origin)
    }
    return readers.first { ($0.reads(name) || $0.name == name) && $0.origin != file }
      .map { .nameTaken(name, by: .reader, origin: $0.origin) }
  }
}
