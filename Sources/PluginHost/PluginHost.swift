package import PluginKit
private import PluginTesting
private import Synchronization

/// Builds plugins and starts them.
package struct PluginHost: Sendable {
  /// The word that makes this program a worker.
  package static let workerWord = "plugin-worker"

  package let store: PluginStore
  private let executable: String
  /// In force for workers that are started from now on.
  package let limits = SharedLimits()

  /// - Parameter executable: this program's file.
  package init(store: PluginStore = PluginStore(), executable: String) {
    self.store = store
    self.executable = executable
  }

  /// A plugin that is ready to be registered.
  package struct Hosted: Sendable {
    package let plugin: Plugin
    package let description: PluginDescription
    package let code: String
  }

  /// A build that a workspace names.
  package struct Named: Sendable {
    package let plugin: String
    package let code: String
    package let language: PluginSource.Language
    /// The author's file or folder.
    package let path: String
    package let isInProcess: Bool

    package init(
      plugin: String, code: String, language: PluginSource.Language, path: String,
      isInProcess: Bool
    ) {
      self.plugin = plugin
      self.code = code
      self.language = language
      self.path = path
      self.isInProcess = isInProcess
    }
  }

  /// Builds the source, asks the plugin what it is, and keeps the build. The person asked for it.
  ///
  /// - Parameter inProcess: whether Swift code runs here, not in workers.
  package func host(_ source: PluginSource, inProcess: Bool = false) throws -> Hosted {
    try store.keep(source)
    let description: PluginDescription
    let plugin: Plugin
    if inProcess, source.language == .swift || source.language == .library {
      plugin = try library(source)
      description = PluginDescription(plugin)
      try description.checkLimits()
    } else {
      let worker = try WorkerProcess(try launch(source))
      description = worker.description
      worker.close()
      plugin = working(description) { try launch(source) }
    }
    SwiftCompiler(store: store, executable: executable).optimise(source)
    return Hosted(plugin: plugin, description: description, code: source.code)
  }

  /// Whether the person let a build run that a workspace names.
  package func trusts(_ build: Named) throws(PluginFailure) -> Bool {
    try accepted(build) != nil
  }

  /// Lets a build run from now on.
  package func accept(_ build: Named) throws(PluginFailure) {
    try store.trust.accept(
      build.code, build.language.rawValue, of: build.plugin, from: build.path,
      inProcess: build.isInProcess)
  }

  /// A kept build as a plugin. Nothing is started, built or loaded before it is used, and then only
  /// what the person accepted on this machine.
  ///
  /// - Parameter report: told of each conversation that a worker failed on.
  package func plugin(
    _ build: Named, _ description: PluginDescription,
    report: @escaping WorkerAssessor.Report = { _, _, _ in }
  ) -> Plugin {
    guard build.isInProcess else {
      return working(description, report: report) {
        var launch = try self.launch(try self.trustedSource(build))
        if let folder = PluginSource.folder(of: build.path) {
          // What lies beside the author's file is found as before.
          launch.folder = folder
          launch.environment["PYTHONPATH"] = folder
        }
        return launch
      }
    }
    let load: @Sendable () throws -> Plugin = {
      let plugin = try self.library(try self.trustedSource(build))
      guard PluginDescription(plugin) == description else {
        throw PluginFailure(
          "'\(build.plugin)' says other things of itself than when it was added",
          hint: "add it again with 'plugin add'")
      }
      return plugin
    }
    let kind: Plugin.Kind =
      switch description.kind {
      case .validator(let info):
        .validator(info) { options in
          guard case .validator(_, let make) = try load().kind else { throw Self.otherKind(build) }
          return try make(options)
        }
      case .exporter(let info):
        .exporter(info) { options in
          guard case .exporter(_, let make) = try load().kind else { throw Self.otherKind(build) }
          return try make(options)
        }
      case .reader(let info):
        .reader(info) { options in
          guard case .reader(_, let make) = try load().kind else { throw Self.otherKind(build) }
          return try make(options)
        }
      }
    return Plugin(description.name, version: description.version, kind: kind)
  }

  private static func otherKind(_ build: Named) -> PluginFailure {
    PluginFailure("'\(build.plugin)' is of another kind than when it was added")
  }

  private func accepted(_ build: Named) throws(PluginFailure) -> AcceptedBuild? {
    guard PluginStore.isBuildName(build.code),
      let entry = try store.trust.build(
        build.code, build.language.rawValue, of: build.plugin, from: build.path),
      entry.inProcess || !build.isInProcess
    else { return nil }
    return entry
  }

  /// The kept source of a build that may run, with its bytes held against its hash.
  private func trustedSource(_ build: Named) throws(PluginFailure) -> PluginSource {
    guard try accepted(build) != nil else {
      throw PluginFailure(
        "'\(build.plugin)' came with the workspace and was not accepted on this machine",
        hint: "'plugin trust \(build.plugin)' shows it and takes it up")
    }
    let source = try store.source(build.code)
    guard source.language == build.language else {
      throw PluginFailure("build \(build.code) is no \(build.language.rawValue) plugin")
    }
    return source
  }

  /// A plugin in processes that `launch` says how to start.
  private func working(
    _ description: PluginDescription,
    report: @escaping WorkerAssessor.Report = { _, _, _ in },
    launch: @escaping @Sendable () throws -> WorkerLaunch
  ) -> Plugin {
    let kind: Plugin.Kind =
      switch description.kind {
      case .validator(let info):
        .validator(info) { options in
          try WorkerAssessor(try launch(), description, options, report: report)
        }
      case .exporter(let info):
        .exporter(info) { options in
          try WorkerExportWriter(try launch(), description, options)
        }
      case .reader(let info):
        .reader(info) { options in
          try WorkerCorpusReader(try launch(), description, options)
        }
      }
    return Plugin(description.name, version: description.version, kind: kind)
  }

  /// The rules of the contract that a plugin breaks, each with where and how.
  package static func violations(of plugin: Plugin) -> [String] {
    PluginContract(plugin).check().map(\.description)
  }

  /// The library of a kept Swift build, in this process.
  private func library(_ source: PluginSource) throws -> Plugin {
    try PluginLibrary.load(try launch(source).arguments[2]).checked
  }

  private func launch(_ source: PluginSource) throws -> WorkerLaunch {
    var launch: WorkerLaunch
    let kept = store.sourceFolder(source.code) + "/" + source.files[0].name
    switch source.language {
    case .swift:
      let compiler = SwiftCompiler(store: store, executable: executable)
      let library = try compiler.library(source, isCancelled: limits.value.isCancelled)
      launch = WorkerLaunch([executable, Self.workerWord, library])
    case .library: launch = WorkerLaunch([executable, Self.workerWord, kept])
    case .python: launch = WorkerLaunch(["python3", kept])
    case .program: launch = WorkerLaunch([kept])
    }
    launch.folder = source.folder
    launch.environment["PYTHONPATH"] = source.folder
    launch.limits = limits.value
    return launch
  }
}

/// Limits that a person may change while plugins are registered.
package final class SharedLimits: Sendable {
  private let limits = Mutex(WorkerLimits())

  package var value: WorkerLimits { limits.withLock { $0 } }

  package func change(_ body: (inout WorkerLimits) -> Void) {
    limits.withLock { limits in
      var changed = limits
      body(&changed)
      limits = changed
    }
  }
}

extension Plugin {
  /// The same, with each assessment held to what the plugin declared.
  package var checked: Plugin {
    guard case .validator(let info, let make) = kind else { return self }
    return Plugin(
      name, version: version,
      kind: .validator(info) { options in
        CheckedAssessor(assessor: try make(options), metrics: info.metrics)
      })
  }
}

/// Holds a plugin in this process to what it declared, as a host does with a worker's answers.
private struct CheckedAssessor: Assessor {
  let assessor: any Assessor
  let metrics: [Metric]

  func assess(_ conversation: Conversation) throws -> Assessment {
    let assessment = try assessor.assess(conversation)
    try AssessmentLine.check(assessment, of: conversation, metrics)
    return assessment
  }
}
