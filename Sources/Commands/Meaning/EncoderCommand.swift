import ArgumentParser
import Encoder
import Engine
import Foundation
import Outcomes

struct EncoderCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "encoder", abstract: "Show the encoder that search by meaning uses.",
    discussion: """
      Its files are held against the digests that they had when it was installed. Without one, \
      everything works by words alone.
      """)
  static let examples = [Example("encoder", "what is installed, and what it is made of")]
  static let traits: Traits = .looksOnly

  func outcome(in context: Context) async throws -> Outcome {
    var outcome = Outcome(command: Self.name)
    guard let found = try await context.perform(DescribeEncoder()) else {
      outcome.measures = [Measure("encoders", 0)]
      outcome.notes = ["no encoder is installed; 'encoder install' brings one"]
      return outcome
    }
    outcome.measures = [Measure("encoders", 1)]
    outcome.tables = [
      .encoder(found.installed, found.shape, found.arithmetic, folder: found.folder)
    ]
    return outcome
  }
}

extension Table {
  static func encoder(
    _ installed: InstalledEncoder, _ shape: EncoderShape, _ arithmetic: EncoderArithmetic,
    folder: String? = nil
  ) -> Table {
    var facts = Table.facts("encoder")
    facts.add("name", installed.name)
    facts.add("from", installed.source)
    facts.add("licence", installed.licence ?? "not known; whoever made it can say")
    facts.add(
      "shape",
      "\(shape.layers) layers, \(shape.width) wide, \(shape.heads) heads, "
        + "\(shape.vocabulary) pieces of words")
    facts.add("reads", "\(shape.tokens) tokens of a text")
    facts.add("vectors", "\(shape.width) numbers")
    facts.add(
      "computes with", arithmetic == .bytes ? "bytes (oneDNN)" : "floats of 32 bits (OpenBLAS)")
    facts.add(
      "weights",
      ByteCountFormatter.string(fromByteCount: Int64(installed.bytes), countStyle: .file))
    facts.add("signature", String(installed.signature.prefix(8)))
    facts.add("installed", installed.installedAt)
    if let folder { facts.add("folder", folder) }
    return facts
  }
}
