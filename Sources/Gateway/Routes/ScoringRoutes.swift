#if Gateway
import Corpus
import Engine
import Formats
import HTTPTypes

extension RouteList {
  static let conversationSchema =
    #"{"type":"object","required":["messages"],"properties":{"id":{"type":["string","integer"]},"#
    + #""messages":{"type":"array","items":{"type":"object","required":["role","content"],"#
    + #""properties":{"role":{"type":"string"},"content":{"type":"string"}}}},"#
    + #""metadata":{"type":"object"}}}"#

  static let scoring: [Route] = [
    Route(
      .post, "/v1/quality/validate", .key(.validate),
      "Score a conversation that is sent, or up to 1,000 of them; nothing is stored",
      body: BodySchema(
        .init("conversation", conversationSchema),
        .init("conversations", #"{"type":"array","maxItems":1000,"items":\#(conversationSchema)}"#),
        .init("validators", #"{"type":"array","items":{"type":"string"}}"#),
        .init("profile", #"{"type":"string"}"#), .init("evidence", #"{"type":"boolean"}"#)),
      gives: "scores with intervals, evidence, tier and recommendations; of many, a list of results"
    ) { call in
      let most = call.gateway.options.limits.batch
      let (conversations, isOne, request) = try call.readBody { body in
        let request = try ValidationRequest(body)
        let one = body["conversation"]
        let many = body["conversations"]
        guard (one == nil) != (many == nil) else {
          throw Problem.invalid("send a conversation, or conversations", "conversation")
        }
        if let one { return ([try one.conversation("conversation")], true, request) }
        guard let many, many.isArray else {
          throw Problem.invalid("conversations is a list", "conversations")
        }
        let elements = Array(many.elements.prefix(most + 1))
        guard elements.count <= most else {
          throw Problem(
            .invalid, .contentTooLarge, "at most \(most) conversations are taken at once",
            details: ["parameter": "conversations", "hint": "send several requests, or a job"])
        }
        let read = try elements.enumerated().map { place, element in
          try element.conversation("conversations[\(place)]", number: place + 1)
        }
        return (read, false, request)
      }
      let validated = try await call.gateway.validate(conversations, request)
      guard isOne, let first = validated.first else {
        var json = JSONWriter()
        json.object { json in
          json.member("count", validated.count)
          json.member("from_cache", validated.count(where: \.isKept))
          json.key("results")
          json.array { json in
            for one in validated { json.raw(String(decoding: one.data, as: UTF8.self)) }
          }
        }
        return Answer(body: .data(json.bytes, message: "\(validated.count) validated"))
      }
      var answer = Answer(
        body: .data(
          first.data, message: first.isKept ? "validated; kept from before" : "validated"))
      answer.tag = first.tag
      answer.headers[.xCache] = first.isKept ? "hit" : "miss"
      return answer
    }
  ]
}
#endif
