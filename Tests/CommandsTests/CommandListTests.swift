import ArgumentParser
import Engine
import Foundation
import Outcomes
import PluginKit
import Testing

@testable import Commands

@Suite struct CommandListTests {
  @Test func `names and aliases are unique`() {
    let names = CommandList.all.flatMap { [$0.name] + $0.configuration.aliases }
    #expect(Swift.Set(names).count == names.count)
  }

  @Test func `every command has a summary and every parameter a help`() {
    for type in CommandList.all {
      #expect(type.configuration.abstract.hasSuffix("."), "\(type.name)")
      for parameter in CommandParameter.all(of: type) {
        #expect(!parameter.help.isEmpty, "\(type.name) \(parameter.usage)")
      }
    }
  }

  @Test func `examples are unique`() {
    let lines = CommandList.all.flatMap { $0.examples.map(\.line) }
    #expect(Swift.Set(lines).count == lines.count)
  }

  @Test func `every example runs`() async throws {
    let desk = try await scoredDesk()
    try await desk.work("encoder install \(tinyEncoder)", "embed")
    // Examples name files as from the package's folder, and write into the current one.
    let here = FileManager.default.currentDirectoryPath
    for type in CommandList.all where type.name != "replay" {
      for example in type.examples {
        let line = example.line
          .replacing("notebooks/data/", with: samples + "/")
          .replacing(" Plugins/", with: " \(root.path)/Plugins/")
          .replacing("run notebooks/", with: "run \(root.path)/notebooks/")
        let words = line.split(separator: " ")
        // What is written goes into the test's own folder.
        let places = [
          "export": 1, "report": 1, "generate": 1, "save": 1, "share": 1, "features export": 2,
          "model export": 3, "labels export": 2,
        ]
        let path = places[type.name].flatMap { $0 < words.count ? String(words[$0]) : nil }
        let placed = path.map { line.replacing($0, with: "\(desk.folder)/\($0)") }
        let moved = (placed ?? line).replacing("--svg ", with: "--svg \(desk.folder)/")
        // One runs all others, one writes into the current folder, some read data that is not here,
        // others are among the person's keys, or fetch and remove her encoder.
        let apart = [
          "run", "plugin new", "heads make", "rules check", "train-head", "serve", "keys add",
          "keys list", "keys revoke", "encoder install", "encoder remove", "init",
        ]
        if apart.contains(type.name) { continue }
        // Not every command may be in a package: a session of its own is shared.
        let other = type.name == "share" ? try Desk() : nil
        if let other { try await other.work("load \(samples)/sessions.csv") }
        let outcome = try await (other ?? desk).run(moved)
        await other?.close()
        #expect(outcome.failure == nil, "\(line): \(outcome.failure?.message ?? "")")
      }
    }
    #expect(FileManager.default.currentDirectoryPath == here)
    await desk.close()
  }

  @Test func `the command reference is current`() throws {
    let written = try String(contentsOfFile: root.path + "/Sources/COMMANDS.md", encoding: .utf8)
    #expect(
      written.trimmed == CommandReference.markdown.trimmed,
      "run: pe --mode markdown help reference > Sources/COMMANDS.md")
  }

  @Test func `help explains every command, topic, validator, metric, exporter and setting`()
    async throws
  {
    let desk = try Desk()
    let registry = desk.interpreter.session.begin().registry
    var words = CommandList.all.map { $0.name } + HelpTopic.all.map(\.name)
    words += registry.validators.flatMap { [$0.name] + $0.info.metrics.map(\.name) }
    words += registry.exporters.map(\.name) + Settings.all.map(\.name)
    for word in words {
      let outcome = try await desk.run("help \(word)")
      #expect(outcome.failure == nil, "\(word)")
      #expect(!outcome.exhibits.isEmpty, "\(word)")
    }
    let failure = try await desk.fail("help emapthy")
    #expect(failure.message.contains("did you mean 'empathy'"))
    await desk.close()
  }

  @Test(arguments: [
    ("", "validate"), ("val", "validators"), ("show --sc", "--scores"), ("set mo", "mode"),
    ("set mode ", "markdown"), ("show dataset:p", "dataset:peer-support"),
    ("stats over", "overall"),
    ("help que", "query"), ("validate --using em", "empathy"),
    ("show intended", "intended_quality:"),
    ("show intended_quality:", "intended_quality:mediocre"),
    ("stats overall where intended_quality:p", "intended_quality:poor"),
    ("why ps-0", "ps-017"), ("show --sort emp", "empathy"), ("diff ps-08", "ps-080"),
    ("sql select * from mess", "message"), ("sql select spea", "speaker"),
    ("load --format mess", "messages"), ("schema conv", "conversation"),
  ])
  func `completion knows what may stand there`(line: String, expected: String) async throws {
    let desk = try await scoredDesk()
    let session = desk.interpreter.session
    let vocabulary = Vocabulary(names: session.begin().names(), lookUp: .init(session))
    let found = vocabulary.suggestions(for: line, at: line.utf8.count)
    #expect(found.candidates.map(\.text).contains(expected))
    #expect(found.range.upperBound == line.utf8.count)
    await desk.close()
  }
}
