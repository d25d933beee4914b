import ArgumentParser
import Engine
import Outcomes

struct PluginNew: Command {
  static let configuration = CommandConfiguration(
    commandName: "plugin new",
    abstract: "Write a small plugin to begin with, and its test.",
    discussion: """
      Writes NAME.swift, or NAME.py with --python, and NAME.cases.jsonl beside it. Both work as \
      they are: 'plugin add' builds the one, 'plugin test' runs the other.
      """)
  static let examples = [Example("plugin new kindness", "kindness.swift and its cases")]
  static let traits: Traits = .looksOnly

  @Argument(help: "The plugin's name: lower-case words joined by _.") var name: Plain
  @Flag(help: "An exporter rather than a validator.") var exporter = false
  @Flag(help: "A reader rather than a validator.") var reader = false
  @Flag(help: "In Python rather than Swift.") var python = false

  func outcome(in context: Context) async throws -> Outcome {
    guard !exporter || !reader else {
      throw Failure(.usage, "a plugin is one thing: --exporter or --reader")
    }
    return try await context.run {
      try $0.newPlugin(
        name.text, isExporter: exporter, isReader: reader, inPython: python)
    }
  }
}

struct PluginAdd: Command {
  static let configuration = CommandConfiguration(
    commandName: "plugin add",
    abstract: "Build or start a plugin, hold it to the contract, and register it.",
    discussion: """
      Takes a Swift file, a folder of Swift files, a .py, or any program that speaks the protocol. \
      Saving the source builds it anew. Builds are kept, and a recording names the one it used.
      """)
  static let examples = [
    Example("plugin add Plugins/hedging.swift", "hedges and absolute words, shipped with pe")
  ]

  @Argument(help: "The plugin's source.", completion: .file()) var path: Plain
  @Option(help: "A kept build rather than what the file holds.") var build: Plain?
  @Flag(help: "Run Swift code inside this program: faster, and a crash ends it.")
  var inProcess = false

  func outcome(in context: Context) async throws -> Outcome {
    let path = context.file(path.text)
    return try await context.run {
      try $0.addPlugin(path, build: build?.text, inProcess: inProcess)
    }
  }

  func recorded(_ line: String, of outcome: Outcome, in context: Context) async -> String {
    context.session.begin().additionLine(ofPluginAt: context.file(path.text)) ?? line
  }
}

struct PluginList: Command {
  static let configuration = CommandConfiguration(
    commandName: "plugin list", abstract: "List the plugins of this workspace.")
  static let examples = [Example("plugin list", "all, with their builds and failures")]
  static let traits: Traits = .looksOnly

  func outcome(in context: Context) async throws -> Outcome {
    try await context.run { try $0.plugins() }
  }
}

struct PluginInfo: Command {
  static let configuration = CommandConfiguration(
    commandName: "plugin info", abstract: "Tell where a plugin comes from and how it runs.")
  static let examples = [
    Example("plugin info hedging", "its source, its build, how it runs")
  ]
  static let traits: Traits = .looksOnly

  @Argument(help: "A plugin.") var name: Plain

  func outcome(in context: Context) async throws -> Outcome {
    try await context.run { try $0.pluginInfo(name.text) }
  }
}

struct PluginTrust: Command {
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
  static let examples = [
    Example("plugin trust hedging", "its source, and it may run from now on")
  ]

  @Argument(help: "A plugin.") var name: Plain

  func outcome(in context: Context) async throws -> Outcome {
    try await context.run { try $0.trustPlugin(name.text) }
  }

  func recorded(_ line: String, in context: Context) async -> String {
    context.session.begin().additionLine(ofPlugin: name.text) ?? line
  }
}

struct PluginTest: Command {
  static let configuration = CommandConfiguration(
    commandName: "plugin test",
    abstract: "Hold a plugin to the contract and run its cases.",
    discussion: """
      The contract: the same results in any order and any company, values in their range, evidence \
      inside the text, nothing that ends it. The cases are in NAME.cases.jsonl beside the source.
      """)
  static let examples = [
    Example("plugin test hedging", "the contract and its cases")
  ]

  @Argument(help: "A plugin.") var name: Plain

  func outcome(in context: Context) async throws -> Outcome {
    try await context.run { try $0.testPlugin(name.text) }
  }
}

struct PluginTrial: Command {
  static let configuration = CommandConfiguration(
    commandName: "plugin trial",
    abstract: "Show on a sample what a new build of a validator moves.",
    discussion: """
      Beside the build that was accepted last: which conversations moved most, the distribution, \
      abstentions, tier flips, time. Nothing is stored.
      """)
  static let examples = [
    Example("plugin trial hedging --sample 50", "on fifty conversations")
  ]
  static let traits: Traits = .looksOnly

  @Argument(help: "A plugin.") var name: Plain
  @Option(help: "How many conversations; always the same ones.") var sample = 200

  func outcome(in context: Context) async throws -> Outcome {
    guard sample > 0 else { throw Failure(.usage, "--sample takes a number above 0") }
    return try await context.run { try $0.trial(name.text, sample: sample) }
  }
}

struct PluginPromote: Command {
  static let configuration = CommandConfiguration(
    commandName: "plugin promote", abstract: "Accept the build in use.")
  static let examples = [
    Example("plugin promote hedging", "what a later build is compared with")
  ]
  static let traits: Traits = .looksOnly

  @Argument(help: "A plugin.") var name: Plain

  func outcome(in context: Context) async throws -> Outcome {
    try await context.run { try $0.promotePlugin(name.text) }
  }
}

struct PluginReject: Command {
  static let configuration = CommandConfiguration(
    commandName: "plugin reject", abstract: "Go back to the build that was accepted last.")
  static let examples: [Example] = []

  @Argument(help: "A plugin.") var name: Plain

  func outcome(in context: Context) async throws -> Outcome {
    try await context.run { try $0.rejectPlugin(name.text) }
  }

  func recorded(_ line: String, of outcome: Outcome, in context: Context) async -> String {
    context.session.begin().additionLine(ofPlugin: name.text) ?? line
  }
}

struct PluginLog: Command {
  static let configuration = CommandConfiguration(
    commandName: "plugin log", abstract: "Tell which conversations a plugin failed on, and why.")
  static let examples = [
    Example("plugin log hedging", "the newest failures")
  ]
  static let traits: Traits = .looksOnly

  @Argument(help: "A plugin.") var name: Plain
  @Option(help: "How many at most, the newest, or all; eyes get 20 unless this says else.")
  var limit: RowLimit?

  func outcome(in context: Context) async throws -> Outcome {
    let limit = context.limit(limit, usual: 20).count
    return try await context.run { try $0.pluginLog(name.text, limit: limit) }
  }
}

struct PluginRemove: Command {
  static let configuration = CommandConfiguration(
    commandName: "plugin remove",
    abstract: "Forget a plugin; its source and its scores stay.")
  static let examples = [
    Example("plugin remove hedging", "its scores stay")
  ]

  @Argument(help: "A plugin.") var name: Plain

  func outcome(in context: Context) async throws -> Outcome {
    try await context.run { try $0.removePlugin(name.text) }
  }
}

struct Define: Command {
  static let configuration = CommandConfiguration(
    abstract: "Make a validator from phrases and patterns, without code.",
    discussion: Engine.Run.definitionGrammar)
  static let examples = [
    Example(
      "define gladness = density(\"glad\", \"happy for you\", /proud of (you|that)/) role:assistant",
      "hits a hundred words of the supporter")
  ]
  static let traits: Traits = .takesRest

  @Argument(help: "NAME = FUNCTION(…) [role:ROLE]") var definition: [String] = []

  func outcome(in context: Context) async throws -> Outcome {
    try await context.run { try $0.define(definition.joined(separator: " ")) }
  }
}

struct ScoreStream: Command {
  static let configuration = CommandConfiguration(
    commandName: "score",
    abstract: "Score conversations from standard input, a JSON line each, to standard output.",
    discussion: """
      Reads chat-messages JSON Lines and writes an assessment a line, in order and in constant \
      memory. Needs and changes no corpus. Every line that is not empty has its answer; one that is \
      no conversation, or longer than 16 MiB, is answered with an error.
      """)
  static let examples: [Example] = []
  static let traits: Traits = .isUnrecorded

  @Option(help: "Validators, joined by commas; the built-in five when not given.") var using: Plain?
  @Option(help: "Options for a validator: NAME.OPTION=VALUE.") var option: [String] = []
  @Flag(help: "Write evidence as well.") var evidence = false
  @Flag(help: "Read standard input; there is no other source.") var stdin = false

  func outcome(in context: Context) async throws -> Outcome {
    guard stdin else {
      throw Failure(
        .usage, "score reads standard input", hint: "pe score --using NAME --stdin < FILE")
    }
    return try await context.run {
      try $0.score(
        using: using?.text.split(separator: ",").map { String($0).trimmed },
        options: pairs(option, option: "--option"), withEvidence: evidence)
    }
  }
}
