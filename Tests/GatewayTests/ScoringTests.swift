#if Gateway
import Engine
import Foundation
import Testing

@testable import Gateway

@Suite struct ScoringTests {
  private static let talk =
    #"{"id":"x","messages":[{"role":"user","content":"I can not sleep."},"#
    + #"{"role":"assistant","content":"You should just stop worrying. What keeps you awake?"}]}"#

  @Test func `a conversation is scored once, by both names, with its evidence`() async throws {
    let served = try await Served.start()
    let key = try served.key([.validate])
    let body = #"{"conversation":\#(Self.talk)}"#
    let first = try await served.ask("POST", "/v1/quality/validate", key: key, body: body)
    #expect(first.status == 200 && first.fields["x-cache"] == "miss")
    let metrics = try #require(first.data["quality_metrics"] as? [String: Any])
    let scores = try #require(first.data["scores"] as? [[String: Any]])
    for (ours, platform) in ScoreNames.aliases {
      let score = try #require(scores.first { $0["metric"] as? String == ours }, "\(ours)")
      #expect(score["value"] as? Double == metrics[platform] as? Double, "\(ours)")
    }
    #expect(first.data["tier"] as? String == metrics["tier_classification"] as? String)
    let evidence = try #require(first.data["evidence"] as? [[String: Any]])
    #expect(!evidence.isEmpty)
    for piece in evidence {
      let end = try #require(piece["end"] as? Int)
      #expect(end <= 80 && (piece["message"] as? Int ?? 9) < 2)
    }
    let second = try await served.ask("POST", "/v1/quality/validate", key: key, body: body)
    #expect(second.fields["x-cache"] == "hit" && second.fields["etag"] == first.fields["etag"])
    #expect((second.object["message"] as? String)?.contains("kept") == true)
    let unchanged = try await served.ask(
      "POST", "/v1/quality/validate", key: key, body: body,
      headers: ["If-None-Match: \(first.fields["etag"] ?? "")"])
    #expect(unchanged.status == 304)
    // Another profile is another signature; fewer validators give no overall.
    let seed = try await served.ask(
      "POST", "/v1/quality/validate", key: key,
      body: #"{"conversation":\#(Self.talk),"profile":"seed"}"#)
    #expect(seed.fields["x-cache"] == "miss" && seed.fields["etag"] != first.fields["etag"])
    let one = try await served.ask(
      "POST", "/v1/quality/validate", key: key,
      body: #"{"conversation":\#(Self.talk),"validators":["empathy"],"evidence":false}"#)
    #expect(one.data["tier"] is NSNull && one.data["evidence"] == nil)
    let names = (one.data["scores"] as? [[String: Any]] ?? []).map { $0["metric"] as? String }
    #expect(names.contains("empathy") && !names.contains("overall"))
    await served.stop()
  }

  @Test func `what is no conversation is refused by its place`() async throws {
    let served = try await Served.start { $0.limits.batch = 3 }
    let key = try served.key([.validate])
    let cases: [(String, Int)] = [
      (#"{}"#, 400), (#"{"conversation":\#(Self.talk),"conversations":[]}"#, 400),
      (#"{"conversation":[]}"#, 400), (#"{"conversation":{"id":"x"}}"#, 400),
      (#"{"conversation":{"messages":"hello"}}"#, 400),
      (#"{"conversation":{"messages":[{"role":"user","content":{"a":1}}]}}"#, 422),
      (#"{"conversation":\#(Self.talk),"validators":["emapthy"]}"#, 400),
      (#"{"conversation":\#(Self.talk),"validators":[]}"#, 400),
      (#"{"conversation":\#(Self.talk),"profile":"clinical"}"#, 400),
      (#"{"conversations":[\#(Self.talk),7]}"#, 400),
      (
        #"{"conversations":[\#(repeatElement(Self.talk, count: 4).joined(separator: ","))]}"#, 413
      ),
    ]
    for (body, status) in cases {
      let reply = try await served.ask("POST", "/v1/quality/validate", key: key, body: body)
      #expect(reply.status == status, "\(body.prefix(70)): \(reply.text)")
      #expect(reply.code == "VALIDATION_ERROR" && !reply.text.contains("sleep"))
    }
    let batch = try await served.ask(
      "POST", "/v1/quality/validate", key: key,
      body: #"{"conversations":[\#(Self.talk),{"messages":[]}]}"#)
    #expect(batch.data["count"] as? Int == 2)
    await served.stop()
  }

  @Test func `a workspace that is served to be looked at takes nothing`() async throws {
    let first = try await Served.start()
    await first.stop(keeping: true)
    let served = try await Served.start(in: first.folder) { $0.isReadOnly = true }
    let key = try served.key()
    #expect(try await served.ask("GET", "/v1/conversations", key: key).data["total"] as? Int == 3)
    let refused = try await served.ask(
      "POST", "/v1/processing/submit", key: key, body: #"{"processing_type":"analysis"}"#)
    #expect(refused.status == 403 && refused.code == "INSUFFICIENT_PERMISSIONS")
    // What is sent can be scored: nothing of it is stored.
    let body = #"{"conversation":\#(Self.talk)}"#
    #expect(
      try await served.ask("POST", "/v1/quality/validate", key: key, body: body).status == 200)
    await served.stop()
  }
}
#endif
