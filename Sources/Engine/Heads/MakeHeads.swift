import Estimators
private import Foundation
package import Outcomes
package import Validation

/// Makes the heads that come with the program from the files that they are made from, the same bytes each time.
package struct MakeHeads: Operation {
  /// A folder with `goemotions`, `diasafety`, `moderation-1680` and `therapist-responses-crisis`.
  package var data: String
  /// A folder that gets `NAME.head` for each; nil to measure only.
  package var output: String?
  /// Names; empty for all.
  package var heads: [String]

  package init(data: String, output: String?, heads: [String]) {
    self.data = data
    self.output = output
    self.heads = heads
  }

  package struct Made: Sendable {
    package let card: Head.Card
    package let threshold: Double
    package let bytes: Int
    /// Whether the program has these bytes built in.
    package let isBuiltIn: Bool
    package let artifact: Artifact?
  }

  /// Throws ``HeadSourceFault``, ``NameFault``, ``FileFault`` and ``LearningError``.
  package func run(in run: Run) throws -> [Made] {
    let known = BundledHead.all.map(\.card.name)
    for name in heads where !known.contains(name) {
      throw NameFault.unknown(.model, name, known: known)
    }
    return try BundledHead.all.filter { heads.isEmpty || heads.contains($0.card.name) }.map {
      kind in
      try run.cancellation.check()
      var trainer = HeadTrainer(reads: kind.reads)
      trainer.falseAlarms = kind.falseAlarms
      trainer.ranksQuiet = kind.givesRanks
      trainer.fewestWords = kind.fewestWords
      let cancellation = run.cancellation
      let head = try trainer.train(
        try kind.examples(data), card: kind.card, isCancelled: { cancellation.isRaised })
      let bytes = try head.bytes()
      let builtIn = try BundledHeads.shared.get()[kind.card.name]?.bytes()
      return Made(
        card: head.card, threshold: head.threshold, bytes: bytes.count,
        isBuiltIn: bytes == builtIn, artifact: try write(bytes, kind.card.name))
    }
  }

  private func write(_ bytes: [UInt8], _ name: String) throws -> Artifact? {
    guard let output else { return nil }
    let file = try OutputFile(output + "/" + name + ".head") { Head.isHead(at: $0) }
    try file.write(bytes)
    return try file.finish(rows: HeadFeatures.buckets)
  }
}

extension Head {
  /// Whether the file at `path` begins as a head's does, so that it may be written anew.
  fileprivate static func isHead(at path: String) -> Bool {
    let start = try? FileHandle(forReadingAtPath: path)?.read(upToCount: mark.utf8.count)
    return start.flatMap { $0 } == Data(mark.utf8)
  }
}
