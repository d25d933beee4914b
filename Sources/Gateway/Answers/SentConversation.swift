#if Gateway
import Corpus
import Engine
import Formats
import HTTPTypes
import NIOPosix

extension JSONValue {
  /// A conversation that a client sent, in the dialect of chat models: `id`, `messages` with `role`
  /// and `content`, `metadata`. Throws ``Problem``.
  func conversation(_ name: String, number: Int = 1) throws -> Conversation {
    guard isObject else {
      throw Problem.invalid("\(name) is an object with messages, not \(article)", name)
    }
    guard let messages = self["messages"], messages.isArray else {
      throw Problem.invalid("\(name) has a list of messages", name)
    }
    var reader = ConversationLine.Reader()
    do {
      return try reader.read(self, number: number)
    } catch {
      throw Problem(
        .invalid, .unprocessableContent, "\(name) is no conversation: \(error.reason)",
        details: ["parameter": name])
    }
  }
}

/// What `quality/validate` and the stream's `validate_conversation` share.
struct ValidationRequest: Sendable {
  var validators: [String]?
  var profile: String?
  var evidence = true

  init() {}

  /// Throws ``Problem``.
  init(_ body: JSONValue) throws {
    validators = try body.strings("validators")?.map(ScoreNames.ours)
    profile = try body.string("profile")
    evidence = try body.flag("evidence") ?? true
  }
}

extension Gateway {
  struct Validated: Sendable {
    let data: [UInt8]
    let tag: String
    let isKept: Bool
  }

  /// Scores conversations, each once: what was scored before by the same validators is kept.
  func validate(
    _ conversations: [Conversation], _ request: ValidationRequest
  ) async throws -> [Validated] {
    let scoring = try await scoring(request.validators, profile: request.profile)
    let work: @Sendable (Cancellation) throws -> [Validated] = { cancellation in
      let digester = Digester()
      return try conversations.map { conversation in
        if cancellation.isRaised { throw Interrupted() }
        let content = conversation.contentDigest(digester).hex
        let tag = "\"\(content.prefix(24))-\(scoring.signature)\(request.evidence ? "e" : "")\""
        let key = tag + conversation.id
        if let kept = self.assessments.find(key, state: "") {
          self.metrics.hit()
          return Validated(data: kept.data, tag: tag, isKept: true)
        }
        let assessed = try scoring.assess(conversation, cancellation)
        var json = JSONWriter()
        json.object { json in
          json.member("id", conversation.id)
          json.member("messages", conversation.messages.count)
          json.member("signature", scoring.signature)
          json.members(of: assessed, evidence: request.evidence)
        }
        self.metrics.validated(1)
        let hasFailed = assessed.lines.contains {
          if case .failed = $0.absence { true } else { false }
        }
        if !hasFailed {
          self.assessments.keep(
            .init(state: "", data: json.bytes, message: "", tag: tag), under: key)
        }
        return Validated(data: json.bytes, tag: tag, isKept: false)
      }
    }
    // A plugin's process is waited for on a thread of its own; what computes alone shares threads.
    guard scoring.isBuiltIn else { return try await run { try work($0.cancellation) } }
    return try await limited { cancellation in
      try await NIOThreadPool.singleton.runIfActive { try work(cancellation) }
    }
  }
}
#endif
