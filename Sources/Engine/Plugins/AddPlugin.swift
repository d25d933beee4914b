package import PluginHost
import PluginKit
import Workspace

/// Builds or starts a plugin, holds it to the contract, and registers it.
package struct AddPlugin: Operation {
  /// A Swift file, a folder of Swift files, a `.py`, a `.so`, or any program.
  package var path: String
  /// The kept build to use, by the first of its hexadecimal digits; what the file holds when nil.
  package var build: String?
  /// Whether Swift code runs inside this program.
  package var isInProcess: Bool

  package init(path: String, build: String? = nil, isInProcess: Bool = false) {
    self.path = path
    self.build = build
    self.isInProcess = isInProcess
  }

  /// Throws ``AdditionFault``, and what a build or a start fails with.
  package func run(in run: Run) throws -> AddedPlugin {
    let path = Run.absolute(path)
    let (source, keptBuild) = try source(path, kept: run.host.store)
    let known = try run.workspace.plugins().first { $0.path == path }
    // What ran in this program goes on to do so when it is saved; what a file says does not count.
    let ranInProcess = try known.map { try $0.isInProcess && run.shelf.trusts($0) } ?? false
    return try run.take(
      source, at: path, inProcess: isInProcess || ranInProcess, keptBuild: keptBuild)
  }

  /// The source at `path`, or the kept build of it that is asked for.
  private func source(
    _ path: String, kept store: PluginStore
  ) throws -> (PluginSource, AddedPlugin.KeptBuild?) {
    guard let build else { return (try PluginSource(path: path), nil) }
    let current = try? PluginSource(path: path)
    if let current, current.code.hasPrefix(build) { return (current, nil) }
    guard let code = store.code(build) else {
      throw AdditionFault.buildNotKept(build, path: path, fileHolds: current?.code)
    }
    return (
      try store.source(code),
      AddedPlugin.KeptBuild(asked: build, path: path, fileHolds: current?.code)
    )
  }
}

/// A plugin that was registered just now.
package struct AddedPlugin: Sendable {
  /// What it says of itself.
  package let description: PluginDescription
  /// The build in use.
  package let code: String
  package let change: Change
  /// Nil when the build is what the file holds.
  package let keptBuild: KeptBuild?
  /// Of the build in use.
  package let scores: ScoresInSight
  package let seconds: Double

  /// What it is beside the build that it takes the place of.
  package enum Change: Sendable, Equatable {
    case isNew
    case isSame
    /// `from` is the build before.
    case isRebuilt(from: String, Differences)
  }

  /// What a new build says of itself that the one before did not.
  package struct Differences: Sendable, Equatable {
    /// Nil when it is the same.
    package internal(set) var versionBefore: String?
    package internal(set) var metrics = Names()
    package internal(set) var options = Names()
  }

  package struct Names: Sendable, Equatable {
    package internal(set) var new: [String] = []
    package internal(set) var gone: [String] = []
  }

  /// A build from the store, used in place of the source.
  package struct KeptBuild: Sendable, Equatable {
    /// As it was asked for.
    package let asked: String
    package let path: String
    /// The build that the source is now; nil when it is gone.
    package let fileHolds: String?
  }
}

/// What queries read of a validator when another build takes its place.
package enum ScoresInSight: Sendable, Equatable {
  /// As before.
  case same
  /// Its scores are those of another build, and out of sight: they would pass for this one's.
  case hidden
  /// This build scored before, and queries read what it gave then.
  case back
}

package enum AdditionFault: Fault {
  /// Only Swift code runs inside this program.
  case cannotRunInside
  /// Another plugin has the name; `path` is its source, empty for a definition. `newcomer` is what
  /// was to be added, nil for a definition.
  case nameTaken(String, path: String, newcomer: String?)
  /// `fileHolds` is the build that the source at `path` is, nil when it is gone.
  case buildNotKept(String, path: String, fileHolds: String?)
  case breaksContract(String, violations: [String])
  /// Conversations have a field of the name, which a score of this one would hide.
  case isField(String)
}

extension Run {
  /// Registers a plugin with the source at hand, which runs from here on.
  func take(
    _ source: PluginSource, at path: String, inProcess: Bool,
    keptBuild: AddedPlugin.KeptBuild? = nil
  ) throws -> AddedPlugin {
    let start = ContinuousClock.now
    guard !inProcess || [.swift, .library].contains(source.language) else {
      throw AdditionFault.cannotRunInside
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
      throw AdditionFault.nameTaken(name, path: before.path, newcomer: path)
    }
    let violations = PluginHost.violations(of: hosted.plugin)
    try cancellation.check()
    guard violations.isEmpty else {
      throw AdditionFault.breaksContract(name, violations: violations)
    }
    if replaced == nil, let field = try field(hiddenBy: hosted.description.metrics.map(\.name)) {
      throw AdditionFault.isField(field)
    }
    let record = PluginRecord(
      name: name, language: source.language.rawValue, path: path, code: hosted.code,
      accepted: try before.flatMap { try shelf.trusts($0) ? $0.accepted ?? $0.code : nil },
      description: hosted.description.json, isInProcess: inProcess,
      savedAt: PluginSource.savedAt(path) ?? 0)
    try replace(replaced, with: record)
    if let build = try shelf.build(record) { try host.accept(build) }
    return AddedPlugin(
      description: hosted.description, code: hosted.code,
      change: AddedPlugin.Change(before, code: record.code, hosted.description),
      keptBuild: keptBuild,
      scores: try bringInSight(name, code: record.code, before: replaced),
      seconds: (ContinuousClock.now - start).seconds)
  }
}

extension Run {
  /// Lets queries read of a validator what the build in use gave, or nothing.
  func bringInSight(
    _ name: String, code: String, before: PluginRecord?
  ) throws -> ScoresInSight {
    guard let before, before.code != code else { return .same }
    let hadScores = try workspace.currentSignatures().contains { $0.validator == name }
    if try workspace.bringBack(validator: name, code: code) { return .back }
    return hadScores ? .hidden : .same
  }
}

extension AddedPlugin.Change {
  fileprivate init(_ before: PluginRecord?, code: String, _ description: PluginDescription) {
    guard let before else {
      self = .isNew
      return
    }
    guard before.code != code else {
      self = .isSame
      return
    }
    var differences = AddedPlugin.Differences()
    if let old = try? PluginDescription(json: before.description) {
      if old.version != description.version { differences.versionBefore = old.version }
      differences.metrics = AddedPlugin.Names(
        from: old.metrics.map(\.name), to: description.metrics.map(\.name))
      differences.options = AddedPlugin.Names(
        from: old.options.map(\.name), to: description.options.map(\.name))
    }
    self = .isRebuilt(from: before.code, differences)
  }
}

extension AddedPlugin.Names {
  fileprivate init(from old: [String], to new: [String]) {
    self.new = new.filter { !old.contains($0) }
    gone = old.filter { !new.contains($0) }
  }
}
