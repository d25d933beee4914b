private import Foundation
import PluginKit
import Validation
import Workspace

/// The Swift file that a card is compiled from.
enum CardSource {
  /// `therapist-responses-crisis` is kept in `TherapistResponsesCrisisCard.swift`.
  static func typeName(_ corpus: String) -> String {
    corpus.split { !$0.isLetter && !$0.isNumber }
      .map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined() + "Card"
  }

  static func text(_ corpus: String, _ entries: [CardEntry]) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let lines = try entries.map { "    " + String(decoding: try encoder.encode($0), as: UTF8.self) }
    return """
      /// Made by `card make \(corpus)`; not to be edited.
      enum \(typeName(corpus)) {
        static let lines = #\"""
      \(lines.joined(separator: "\n"))
          \"""#
      }

      """
  }

  /// The day, UTC.
  static func today() -> String {
    let formatter = ISO8601DateFormatter()
    formatter.formatOptions = [.withFullDate]
    return formatter.string(from: Date())
  }
}

/// The signatures that scores of the shipped validators are kept under.
enum ShippedSignatures {
  /// By validator and for overall: the first eight digits of the digest, as titles show them.
  static func of(_ entries: [RegisteredValidator], _ profile: Profile) -> [String: String] {
    var digests: [String: String] = [:]
    for entry in entries { digests[entry.name] = entry.signatureSpec(PluginOptions()).digest }
    let five = BuiltIns.all.compactMap { digests[$0.name] }
    digests[Overall.metric] = SignatureSpec.overall(profile, over: five).digest
    return digests.mapValues { String($0.prefix(8)) }
  }
}

extension RegisteredValidator {
  /// What its scores are kept under.
  func signatureSpec(_ options: PluginOptions) -> SignatureSpec {
    SignatureSpec(
      validator: name, version: version, options: options.canonical, codeHash: code,
      metrics: info.metrics)
  }
}

extension SignatureSpec {
  /// Of the overall score: the profile over the signatures of what it is made from.
  static func overall(_ profile: Profile, over digests: [String]) -> SignatureSpec {
    SignatureSpec(
      validator: Overall.metric, version: profile.signedVersion(), options: profile.stored,
      codeHash: Digest(of: digests.sorted().joined(separator: "+")).short,
      metrics: [Metric(Overall.metric, "weighted mean of the five dimensions, capped by flags")],
      labels: [.init(Overall.tierLabel, "the highest cut that the score passes")])
  }
}
