#if Gateway
import Engine
import Foundation
import HTTPTypes
import Synchronization

/// Tells who a request's key belongs to.
///
/// The file of keys is looked at with each request and read when it has changed, so that a key that
/// is revoked opens nothing from then on.
final class Doorkeeper: Sendable {
  private let ring: KeyRing
  private let tokens: Tokens?
  private let state = Mutex<(stamp: FileStamp?, lookup: KeyLookup)>((nil, KeyLookup([])))

  init(_ ring: KeyRing, _ tokens: Tokens?) {
    self.ring = ring
    self.tokens = tokens
  }

  /// Whether no key was made yet.
  var hasNoKey: Bool { tokens == nil && ((try? ring.keys().isEmpty) ?? true) }

  /// Throws ``Problem`` with 401 unless the key is one, and in force. What was wrong with it is not
  /// told.
  func caller(_ headers: HTTPFields) async throws -> Caller {
    let fields = headers[values: .authorization]
    guard let field = fields.first else {
      throw Problem(
        .invalidKey, .unauthorized, "a key is needed: Authorization: Bearer KEY",
        details: ["hint": "pe keys add NAME makes one"])
    }
    let words = field.split(separator: " ", maxSplits: 1)
    guard fields.count == 1, words.count == 2, words[0].lowercased() == "bearer" else {
      throw Self.refusal
    }
    return try await caller(bearer: words[1].trimmingCharacters(in: .whitespaces))
  }

  func caller(bearer text: String) async throws -> Caller {
    if let presented = PresentedKey(text) {
      guard let key = try lookup().key(presented, at: Date()) else { throw Self.refusal }
      return Caller(key)
    }
    guard let tokens, let caller = await tokens.caller(text) else { throw Self.refusal }
    return caller
  }

  /// Whether it opens nothing, as far as can be told at once; a token takes longer.
  func surelyRefuses(_ text: String) -> Bool {
    guard let presented = PresentedKey(text) else { return tokens == nil }
    return (try? lookup().key(presented, at: Date())) == nil
  }

  private static let refusal = Problem(
    .invalidKey, .unauthorized, "this key opens nothing: it is none, has ended or was revoked")

  private func lookup() throws -> KeyLookup {
    let stamp = FileStamp(ring.path)
    return try state.withLock { state in
      // A file that is still fresh may change again within one tick of its clock.
      if state.stamp != stamp || stamp?.isFresh == true {
        state = (stamp, KeyLookup(try ring.keys()))
      }
      return state.lookup
    }
  }
}
#endif
