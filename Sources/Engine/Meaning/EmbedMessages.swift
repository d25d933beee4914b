import Encoder
private import Foundation
import Matrices
package import Workspace

/// Makes the vectors of messages that have none yet, of a query's conversations.
///
/// What was made is kept after each thousand texts, so that work that was stopped goes on; equal texts
/// are encoded once.
package struct EmbedMessages: Operation {
  package var query: String

  package init(query: String) { self.query = query }

  package struct Result: Sendable {
    package let vectors: Vectors
    /// Messages that had none before.
    package let messages: Int
    /// Different texts that were encoded.
    package let encoded: Int
    /// Of them, longer than the encoder reads; and without a word.
    package let cut: Int
    package let empty: Int
    /// Tokens that the encoder reads of a text.
    package let longest: Int
    package let seconds: Double
    /// Whether vectors of another encoder, or damaged ones, were there.
    package let madeAnew: Bool
    /// Messages that were linked to vectors of other texts, or lost ones.
    package let mended: Int
  }

  /// Texts encoded between two times that they are kept, and at once by a thread.
  private static let kept = 1024
  private static let piece = 256

  /// Throws ``EncoderFault``, ``EncoderError`` and ``WorkspaceError``.
  package func run(in run: Run) throws -> Result {
    let query = try run.workspace.query(query)
    let loaded = try run.encoder()
    let start = Date()
    let before = try run.workspace.vectorState()
    let writer = try run.workspace.vectorWriter(
      signature: loaded.installed.signature, width: loaded.encoder.shape.width)
    run.workspace.noteVectors(ofAll: query.isEverything)
    var madeAnew = before == .damaged
    if case .ready(let old) = before { madeAnew = old.signature != loaded.installed.signature }
    guard let stretches = try run.workspace.vectorStretches() else {
      throw NothingFault.nothingLoaded
    }
    let total = try run.workspace.messageCount(query)
    var done = 0
    var messages = 0
    var encoded = 0
    var cut = 0
    var empty: Set<Int64> = []
    for stretch in stretches {
      try run.cancellation.check()
      let lacking = try run.workspace.unencoded(stretch, query, writer)
      guard lacking.lacking > 0 else {
        done += lacking.messages
        continue
      }
      do {
        for first in stride(from: 0, to: lacking.texts.count, by: Self.kept) {
          let texts = Array(lacking.texts[first..<min(first + Self.kept, lacking.texts.count)])
          let vectors = try Self.encode(texts.map(\.text), loaded.encoder, run)
          var keys: [Int64] = []
          var rows: [Float] = []
          var place = 0
          for part in vectors {
            for (index, extent) in part.extents.enumerated() {
              let key = texts[place].key
              place += 1
              if extent == .empty {
                empty.insert(key)
              } else {
                if extent == .beginning { cut += 1 }
                keys.append(key)
                rows += part[index]
              }
            }
          }
          try writer.append(keys, rows)
          encoded += keys.count
          run.reportProgress(
            Progress(
              label: "embed",
              done: done + lacking.messages * (first + texts.count) / max(1, lacking.texts.count),
              total: total, unit: .messages))
        }
      } catch {
        // What is done can be searched.
        try? run.workspace.linkVectors(stretch, writer, empty: empty)
        throw error
      }
      try run.workspace.linkVectors(stretch, writer, empty: empty)
      done += lacking.messages
      messages += lacking.lacking
      run.reportProgress(
        Progress(label: "embed", done: done, total: total, unit: .messages))
    }
    guard case .ready(let vectors) = try run.workspace.vectorState() else {
      throw NothingFault.nothingLoaded
    }
    return Result(
      vectors: vectors, messages: messages, encoded: encoded, cut: cut, empty: empty.count,
      longest: loaded.encoder.shape.tokens, seconds: Date().timeIntervalSince(start),
      madeAnew: madeAnew, mended: writer.mended)
  }

  /// Encodes on every core.
  static func encode(
    _ texts: [String], _ encoder: TextEncoder, _ run: Run
  ) throws -> [EncodedTexts] {
    let starts = Array(stride(from: 0, to: texts.count, by: piece))
    let cancellation = run.cancellation
    let isCancelled: @Sendable () -> Bool = { cancellation.isRaised }
    let parts = Parallel.map(starts.count, isCancelled: isCancelled) {
      index -> Swift.Result<EncodedTexts, EncoderError> in
      let part = Array(texts[starts[index]..<min(starts[index] + piece, texts.count)])
      do throws(EncoderError) {
        return .success(try EncoderDesk(encoder).encode(part))
      } catch {
        return .failure(error)
      }
    }
    guard let parts else { throw Interrupted() }
    return try parts.map { try $0.get() }
  }
}
