#if Gateway
import Engine
import Foundation
import HTTPTypes
import Testing

@testable import Gateway

@Suite struct LookingTests {
  @Test func `pages by cursor keep their conversations, and cursors their query`() async throws {
    let served = try await Served.start()
    let key = try served.key([.read])
    let first = try await served.ask("GET", "/v1/conversations?limit=1", key: key)
    #expect(first.data["total"] as? Int == 3)
    #expect(first.data["has_more"] as? Bool == true)
    let cursor = try #require(first.data["next_cursor"] as? String)
    let rest = try await served.ask("GET", "/v1/conversations?limit=5&cursor=\(cursor)", key: key)
    let ids = (rest.data["conversations"] as? [[String: Any]] ?? []).compactMap {
      $0["id"] as? String
    }
    #expect(ids == ["a-2", "b/3 ü"])
    #expect(rest.data["next_cursor"] is NSNull)
    let other = try await served.ask(
      "GET", "/v1/conversations?query=exam&cursor=\(cursor)", key: key)
    #expect(other.status == 400 && other.code == "VALIDATION_ERROR")
    let skipped = try await served.ask("GET", "/v1/conversations?offset=2&limit=9", key: key)
    #expect((skipped.data["conversations"] as? [Any])?.count == 1)
    await served.stop()
  }

  @Test func `filters and our language mean their conjunction`() async throws {
    let served = try await Served.start()
    let key = try served.key([.read])
    func total(_ query: String) async throws -> Int? {
      let text = query.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
      let reply = try await served.ask(
        "GET", "/v1/conversations?dataset=talks&query=\(text)", key: key)
      return reply.data["total"] as? Int
    }
    #expect(try await total("") == 3)
    #expect(try await total("sleep or exam") == 2)
    #expect(try await total("not sleep") == 2)
    // What is no query alone becomes none beside the filters.
    #expect(try await total("sleep) or (exam") == nil)
    #expect(
      try await served.ask("GET", "/v1/conversations?dataset=tal%22ks", key: key).status == 404)
    await served.stop()
  }

  @Test func `an id is data: slashes, dots, line ends and quotes find nothing else`() async throws {
    let served = try await Served.start()
    let key = try served.key([.read])
    let odd = try await served.ask("GET", "/v1/conversations/b%2F3%20%C3%BC", key: key)
    #expect(odd.data["id"] as? String == "b/3 ü")
    let named = try await served.ask("GET", "/v1/conversations/talks%2Fa-1?evidence=true", key: key)
    #expect((named.data["messages"] as? [Any])?.count == 2)
    #expect(named.data["evidence"] is [Any])
    let metrics = try #require(named.data["quality_metrics"] as? [String: Any])
    #expect(metrics["overall_quality"] is Double && metrics["emotional_authenticity"] is Double)
    for id in ["..%2F..%2Fetc%2Fpasswd", "a-1%0D%0AX: y", "a-1'--", "%E2%80%AE", "a-9"] {
      let reply = try await served.ask(
        "GET", "/v1/conversations/\(id.replacing(" ", with: "%20"))", key: key)
      #expect(reply.status == 404 && reply.code == "RESOURCE_NOT_FOUND", "\(id)")
    }
    for id in ["a%00", "%ZZ", "%C3", "%"] {
      let reply = try await served.ask("GET", "/v1/conversations/\(id)", key: key)
      #expect(reply.status == 400, "\(id)")
    }
    await served.stop()
  }

  @Test func `what is kept is given again until the workspace changes`() async throws {
    let served = try await Served.start()
    let key = try served.key([.read])
    try await Task.sleep(for: .milliseconds(80))
    let path = "/v1/statistics/overview"
    let first = try await served.ask("GET", path, key: key)
    let second = try await served.ask("GET", path, key: key)
    #expect(second.fields["x-cache"] == "hit")
    #expect(first.fields["etag"] == second.fields["etag"])
    let tag = try #require(first.fields["etag"])
    let unchanged = try await served.ask(
      "GET", path, key: key, headers: ["If-None-Match: \"x\", \(tag)"])
    #expect(unchanged.status == 304 && unchanged.body.isEmpty)
    // By another program, as it were: a session of its own on the same file.
    let session = try Session(workspace: served.folder + "/w.sqlite")
    _ = try await session.perform(DropDataset(name: "talks"))
    session.close()
    let third = try await served.ask("GET", path, key: key)
    #expect(third.data["total_conversations"] as? Int == 0)
    await served.stop()
  }

  @Test func `search finds, marks and refuses`() async throws {
    let served = try await Served.start()
    let key = try served.key([.read])
    let found = try await served.ask(
      "POST", "/v1/search", key: key,
      body: #"{"query":"sleep","filters":{"dataset":"talks","role":"user"},"limit":5}"#)
    let hit = try #require((found.data["hits"] as? [[String: Any]])?.first)
    #expect(hit["conversation_id"] as? String == "a-1" && hit["rank"] as? Int == 1)
    let snippet = Array((hit["snippet"] as? String ?? "").utf8)
    let mark = try #require((hit["highlights"] as? [[String: Int]])?.first)
    let range = try #require(mark["start"])..<(try #require(mark["end"]))
    #expect(String(decoding: snippet[range], as: UTF8.self) == "sleep")
    let bodies = [
      #"{"query":""}"#, #"{"query":"\"open"}"#, #"{}"#, #"[]"#, #"{"query":7}"#,
      #"{"query":"sleep","limit":-1}"#, #"{"query":"sleep","limit":9223372036854775808}"#,
      #"{"query":"sleep","filters":{"mood":"x"}}"#, #"{"query":"sleep","query":"exam"}"#,
      #"{"query":"sleep","qeury":"x"}"#, #"{"query":"sleep""#, #"{"query":"\ud800"}"#, "",
      #"{"query":"sleep","limit":1\#(String(repeating: "0", count: 400))}"#,
      String(repeating: "[", count: 100_000),
    ]
    for body in bodies {
      let reply = try await served.ask("POST", "/v1/search", key: key, body: body)
      #expect(reply.status == 400 && reply.code == "VALIDATION_ERROR", "\(body.prefix(60))")
    }
    await served.stop()
  }

  @Test func `the description of routes is of the router's`() async throws {
    let served = try await Served.start()
    let document = try await served.ask("GET", "/v1/openapi.json")
    let paths = try #require(document.object["paths"] as? [String: [String: Any]])
    let described = Set(
      paths.flatMap { path, methods in methods.keys.map { "\($0.uppercased()) \(path)" } })
    #expect(described == Set(RouteList.all.map { "\($0.method.rawValue) \($0.pattern)" }))
    #expect(described.count == RouteList.all.count)
    for (path, methods) in paths {
      for (method, operation) in methods {
        let operation = try #require(operation as? [String: Any])
        #expect(operation["operationId"] is String && operation["responses"] is [String: Any])
        // The router knows the path, and takes the method.
        let filled = path.replacing("{name}", with: "x").replacing("{id}", with: "x")
        let reply = try await served.ask(method.uppercased(), filled)
        #expect(reply.status != 404 && reply.status != 405, "\(method) \(path)")
      }
    }
    await served.stop()
  }

  @Test func `each route has a name for clients or is for others`() {
    #expect(ClientNames.unnamed(RouteList.all).isEmpty)
  }

  @Test func `a key is told whose it is, and every answer the version`() async throws {
    let served = try await Served.start()
    let key = try served.key([.read, .export])
    let told = try await served.ask("GET", "/v1/auth/validate", key: key)
    #expect(told.data["scopes"] as? [String] == ["export", "read"])
    #expect(told.fields["x-pe-version"] == Version.number)
    await served.stop()
  }

  @Test func `what was recorded is answered again, in order, and holds no key`() async throws {
    let folder = FileManager.default.temporaryDirectory.path + "/pe-rec-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = folder + "/talks.recorded"
    let served = try await Served.start { $0.record = path }
    let key = try served.key([.read, .validate])
    let body = #"{"evidence":false,"conversation":{"messages":[{"role":"user","content":"x"}]}}"#
    let listed = try await served.ask("GET", "/v1/conversations?limit=2&offset=1", key: key)
    let scored = try await served.ask("POST", "/v1/quality/validate", key: key, body: body)
    _ = try await served.ask("GET", "/v1/nothing", key: key)
    _ = try await served.ask("GET", "/v1/datasets")
    await served.stop()
    let text = try String(contentsOfFile: path, encoding: .utf8)
    #expect(text.split(separator: "\n").count == 2)
    #expect(!text.contains(key) && !text.contains("sk_"))
    let lines = try text.split(separator: "\n").map {
      try JSONDecoder().decode(Recording.self, from: Data($0.utf8))
    }
    #expect(lines[0].bytes == listed.body && lines[1].bytes == scored.body)
    // The order of parameters and members is no matter.
    #expect(
      Recording.key("GET", "/v1/conversations?offset=1&limit=2", []) == lines[0].key)
    let turned = #"{"conversation":{"messages":[{"content":"x","role":"user"}]},"evidence":false}"#
    #expect(Recording.key("POST", "/v1/quality/validate", Array(turned.utf8)) == lines[1].key)
    #expect(throws: UsageError.self) { try MockAnswers(path: folder + "/none") }
    #expect(try MockAnswers(path: path).count == 2)
  }
}
#endif
