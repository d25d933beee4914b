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

  /// Builds the source, asks the plugin what it is, and keeps the build.
  ///
  /// - Parameter inProcess: whether Swift code runs here, not in workers.
  package func host(_ source: PluginSource, inProcess: Bool = false) throws -> Hosted {
    try store.keep(source)
    let description: PluginDescription
    let plugin: Plugin
    if inProcess, source.language == .swift || source.language == .library {
      plugin = try library(source.code, source.language)
      description = PluginDescription(plugin)
    } else {
      let worker = try WorkerProcess(try launch(source))
      description = worker.description
      worker.close()
      plugin = self.plugin(source.code, source.language, source.path, description)
    }
    SwiftCompiler(store: store, executable: executable).optimise(source)
    return Hosted(plugin: plugin, description: description, code: source.code)
  }

  /// A kept build as a plugin. Nothing is started or built before it is used.
  ///
  /// - Parameters:
  ///   - path: the author's file or folder, in whose folder it starts when that is there.
  ///   - report: told of each conversation that a worker failed on.
  package func plugin(
    _ code: String, _ language: PluginSource.Language, _ path: String,
    _ description: PluginDescription, report: @escaping WorkerAssessor.Report = { _, _, _ in }
  ) -> Plugin {
    let launch: @Sendable () throws -> WorkerLaunch = {
      var launch = try self.launch(self.store.source(code))
      if let folder = PluginSource.folder(of: path) {
        // What lies beside the author's file is found as before.
        launch.folder = folder
        launch.environment["PYTHONPATH"] = folder
      }
      return launch
    }
    switch description.kind {
    case .validator(let info):
      return Plugin(
        description.name, version: description.version,
        kind: .validator(info) { options in
          try WorkerAssessor(try launch(), description, options, report: report)
        })
    case .exporter(let info):
      return Plugin(
        description.name, version: description.version,
        kind: .exporter(info) { options in
          try WorkerExportWriter(try launch(), description, options)
        })
    case .reader(let info):
      return Plugin(
        description.name, version: description.version,
        kind: .reader(info) { _ in
          throw PluginFailure(
            "a reader runs in this program alone", hint: "add it with --in-process")
        })
    }
  }

  /// The rules of the contract that a plugin breaks, each with where and how.
  package static func violations(of plugin: Plugin) -> [String] {
    PluginContract(plugin).check().map(\.description)
  }

  /// The library of a kept Swift build, for use in this process.
  package func library(
    _ code: String, _ language: PluginSource.Language
  ) throws -> Plugin {
    let source = try store.source(code)
    return try PluginLibrary.load(try launch(source).arguments[2]).checked
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
