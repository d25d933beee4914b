import Corpus
private import Foundation
package import Outcomes
import Patterns
import PluginHost
import PluginKit
import Workspace

extension Run {
  /// Builds or starts a plugin, holds it to the contract, and registers it.
  ///
  /// - Parameters:
  ///   - build: the build to use, the first of its hexadecimal digits; what the file holds when nil.
  ///   - inProcess: whether Swift code runs inside this program.
  package func addPlugin(
    _ path: String, build: String? = nil, inProcess: Bool = false
  ) throws -> Outcome {
    let path = Self.absolute(path)
    let (source, notes) = try source(path, build: build)
    let known = try workspace.plugins().first { $0.path == path }
    // What ran in this program goes on to do so when it is saved; what a file says does not count.
    let ranInProcess = try known.map { try $0.isInProcess && shelf.trusts($0) } ?? false
    return try take(source, at: path, inProcess: inProcess || ranInProcess, notes: notes)
  }

  /// The same with the source at hand, which runs from here on.
  func take(
    _ source: PluginSource, at path: String, inProcess: Bool, notes sourceNotes: [String]
  ) throws -> Outcome {
    let start = ContinuousClock.now
    guard !inProcess || [.swift, .library].contains(source.language) else {
      throw Failure(.usage, "only Swift code runs inside pe", hint: "leave --in-process out")
    }
    let hosted: PluginHost.Hosted
    do {
      hosted = try host.host(source, inProcess: inProcess)
    } catch {
      try cancellation.check()
      throw error
    }
    let name = hosted.plugin.name
    var before = try workspace.plugins().first { $0.name == name }
    let replaced = before
    // One that came with the workspace makes room for the person's own.
    if let found = before, found.path != path, try !shelf.trusts(found) { before = nil }
    if let before, before.path != path {
      throw Failure(
        .usage, "'\(name)' is here already (\(before.path.isEmpty ? "defined" : before.path))",
        hint: "'plugin remove \(name)' makes room for \(path)")
    }
    try check(hosted.plugin)
    let record = PluginRecord(
      name: name, language: source.language.rawValue, path: path, code: hosted.code,
      accepted: try before.flatMap { try shelf.trusts($0) ? $0.accepted ?? $0.code : nil },
      description: hosted.description.json, isInProcess: inProcess,
      savedAt: PluginSource.savedAt(path) ?? 0)
    try replace(replaced, with: record)
    if let build = try shelf.build(record) { try host.accept(build) }

    var outcome = Outcome(command: "plugin add")
    outcome.measures = [
      Measure("name", text: name), Measure("version", text: hosted.plugin.version),
      Measure("build", text: String(hosted.code.prefix(8))),
      Measure("seconds", (ContinuousClock.now - start).seconds, .seconds, isVolatile: true),
    ]
    outcome.notes = PluginChange(before, record, hosted.description).notes + sourceNotes
    if before == nil { outcome.notes.append(Self.firstUse(of: hosted.description)) }
    return outcome
  }

  package func removePlugin(_ name: String) throws -> Outcome {
    let record = try pluginRecord(name)
    try workspace.forget(plugin: name)
    try workspace.retire(validator: name)
    var outcome = Outcome(command: "plugin remove")
    let source = record.path.isEmpty ? "" : ", and so does its source: \(record.path)"
    outcome.notes = [
      "\(name) is removed; its scores stay, out of sight until it runs again\(source)"
    ]
    return outcome
  }

  /// Accepts the build in use: a later one that is rejected goes back to it.
  package func promotePlugin(_ name: String) throws -> Outcome {
    let record = try pluginRecord(name)
    try workspace.keep(record.with(accepted: record.code))
    var outcome = Outcome(command: "plugin promote")
    outcome.measures = [Measure("build", text: String(record.code.prefix(8)))]
    outcome.notes = ["build \(record.code.prefix(8)) of \(name) is accepted"]
    return outcome
  }

  /// Goes back to the build that was accepted last.
  package func rejectPlugin(_ name: String) throws -> Outcome {
    let record = try pluginRecord(name)
    guard record.language != PluginShelf.pattern else {
      throw Failure(.usage, "\(name) is a definition", hint: "define it as it was before")
    }
    guard let accepted = record.accepted, accepted != record.code else {
      throw Failure(
        .usage, "no other build of \(name) was accepted before",
        hint: "'plugin remove \(name)' takes it away altogether")
    }
    let before = record.with(code: accepted)
    guard try shelf.trusts(record), try shelf.trusts(before) else { throw Self.notTrusted(name) }
    var outcome = try addPlugin(record.path, build: accepted, inProcess: record.isInProcess)
    outcome.command = "plugin reject"
    outcome.notes = ["build \(record.code.prefix(8)) is rejected, \(accepted.prefix(8)) is back"]
    return outcome
  }

  /// The command that brings the build in use back, for recordings.
  package func additionLine(ofPlugin name: String) -> String? {
    guard let record = try? workspace.plugins().first(where: { $0.name == name }) else {
      return nil
    }
    if record.language == PluginShelf.pattern {
      return (try? PatternDefinition(parsing: record.description)).map { "define \($0.canonical)" }
    }
    // A script of this machine does not run what another one's file names.
    guard (try? shelf.trusts(record)) == true else { return nil }
    let inProcess = record.isInProcess ? " --in-process" : ""
    return "plugin add \(quotedIfNeeded(record.path)) --build \(record.code.prefix(8))\(inProcess)"
  }

  /// The same for the plugin whose source is at `path`.
  package func additionLine(ofPluginAt path: String) -> String? {
    let path = Self.absolute(path)
    guard let name = (try? workspace.plugins().first { $0.path == path })?.name else { return nil }
    return additionLine(ofPlugin: name)
  }

  // Inside

  /// The source at `path`, or the kept build of it that is asked for.
  private func source(
    _ path: String, build: String?
  ) throws -> (PluginSource, notes: [String]) {
    guard let build else { return (try PluginSource(path: path), []) }
    let current = try? PluginSource(path: path)
    if let current, current.code.hasPrefix(build) { return (current, []) }
    guard let code = host.store.code(build) else {
      throw Failure(
        .precondition,
        "build \(build) of \(path) is not kept here"
          + (current.map { ", and the file holds \($0.code.prefix(8))" } ?? ", and the file is gone"),
        hint: "'plugin add \(path)' uses what the file holds")
    }
    let kept = try host.store.source(code)
    let what = current.map { "holds build \($0.code.prefix(8)) now" } ?? "is gone"
    return (kept, ["\((path as NSString).lastPathComponent) \(what); the kept \(build) is used"])
  }

  /// Throws what the plugin breaks of the contract.
  private func check(_ plugin: Plugin) throws {
    let violations = PluginHost.violations(of: plugin)
    try cancellation.check()
    guard !violations.isEmpty else { return }
    let shown = violations.prefix(8).map { "  \($0)" }.joined(separator: "\n")
    let more = violations.count > 8 ? "\n  and \(violations.count - 8) more" : ""
    throw Failure(
      .failed, "'\(plugin.name)' does not keep the contract\n\(shown)\(more)",
      hint: "Plugins/README.md tells the rules")
  }

  func pluginRecord(_ name: String) throws -> PluginRecord {
    let records = try workspace.plugins()
    guard let record = records.first(where: { $0.name == name }) else {
      throw Failure(
        .usage, unknownName("plugin", name, known: records.map(\.name).sorted()),
        hint: records.isEmpty ? "'plugin add FILE' adds one" : "")
    }
    return record
  }

  /// Puts a plugin in the place of the one of its name; runs that begin from now on have it.
  func replace(_ before: PluginRecord?, with record: PluginRecord) throws {
    var changed = registry
    if let before { changed.remove(before.name) }
    // Throws when names clash, before anything is kept.
    try shelf.register(record, in: &changed)
    // In a workspace that is only looked at, the same plugin may be used without being kept again.
    let isSame =
      before.map {
        $0.code == record.code && $0.description == record.description && $0.path == record.path
          && $0.isInProcess == record.isInProcess
      } ?? false
    guard !workspace.isReadOnly || !isSame else { return }
    try workspace.keep(record)
  }

  private static func firstUse(of description: PluginDescription) -> String {
    switch description.kind {
    case .validator: "'validate --using \(description.name)' runs it"
    case .exporter(let info): "'export NAME.\(info.fileExtensions[0])' writes with it"
    case .reader(let info):
      "'load NAME.\(info.fileExtensions.first ?? "txt") --format \(description.name)' reads with it"
    }
  }
}

extension PluginRecord {
  /// The same of another build.
  func with(code: String) -> PluginRecord {
    PluginRecord(
      name: name, language: language, path: path, code: code, accepted: accepted,
      description: description, isInProcess: isInProcess, savedAt: savedAt)
  }

  func with(accepted: String) -> PluginRecord {
    PluginRecord(
      name: name, language: language, path: path, code: code, accepted: accepted,
      description: description, isInProcess: isInProcess, savedAt: savedAt)
  }
}

/// What a new build says of itself that the one before did not.
private struct PluginChange {
  let notes: [String]

  init(_ before: PluginRecord?, _ after: PluginRecord, _ description: PluginDescription) {
    let name = description.name
    guard let before else {
      notes = ["\(name) \(description.version) is added: \(description.summary)"]
      return
    }
    guard before.code != after.code else {
      notes = ["nothing changed: \(name) is build \(after.code.prefix(8)) as before"]
      return
    }
    var notes = ["\(name) is build \(after.code.prefix(8)), \(before.code.prefix(8)) before"]
    if let old = try? PluginDescription(json: before.description) {
      func tell(_ what: String, _ from: [String], _ to: [String]) {
        let gone = from.filter { !to.contains($0) }.map { "−\($0)" }
        let new = to.filter { !from.contains($0) }.map { "+\($0)" }
        if !(gone + new).isEmpty {
          notes.append("\(what): " + (new + gone).joined(separator: " "))
        }
      }
      if old.version != description.version {
        notes.append("version \(description.version), \(old.version) before")
      }
      tell("metrics", old.metrics.map(\.name), description.metrics.map(\.name))
      tell("options", old.options.map(\.name), description.options.map(\.name))
    }
    notes.append("'plugin trial \(name)' shows what moved")
    self.notes = notes
  }
}
