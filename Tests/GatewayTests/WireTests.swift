#if Gateway
import Engine
import Foundation
import Testing

@testable import Gateway

/// What comes over the wire and is no good request.
@Suite struct WireTests {
  @Test func `malformed requests get a status and an envelope, and the next one is served`()
    async throws
  {
    let served = try await Served.start { $0.limits.body = 100_000 }
    let key = try served.key()
    let auth = "Authorization: Bearer \(key)\r\nContent-Type: application/json\r\n"
    let post = "POST /v1/quality/validate HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\(auth)"
    let cases: [(String, String, Set<Int>)] = [
      ("no HTTP", "hello\r\n\r\n", [400]),
      ("two lengths", post + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}x", [400]),
      ("a bad length", post + "Content-Length: 9x\r\n\r\n{}", [400]),
      (
        "length and chunks",
        post + "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n", [400]
      ),
      ("chunked garbage", post + "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}", [400]),
      ("a long header", post + "X: \(String(repeating: "y", count: 60_000))\r\n\r\n", [431]),
      (
        "a long address", "GET /\(String(repeating: "y", count: 60_000)) HTTP/1.1\r\n\r\n",
        [400, 431]
      ),
      (
        "a large body",
        post + "Content-Length: 200000\r\n\r\n" + String(repeating: " ", count: 200_000), [413]
      ),
      (
        "a large body in chunks",
        post + "Transfer-Encoding: chunked\r\n\r\n30d40\r\n"
          + String(repeating: " ", count: 200_000) + "\r\n0\r\n\r\n", [413]
      ),
      (
        "another method", "BREW /v1/datasets HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        [400, 405]
      ),
      (
        "a method of another route",
        "DELETE /v1/datasets HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", [405]
      ),
      ("no such path", "GET /v1/nothing HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", [404]),
      (
        "a path with dots", "GET /v1/../health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        [404]
      ),
    ]
    for (name, text, expected) in cases {
      let reply = try Reply(await served.raw(Array(text.utf8)))
      #expect(expected.contains(reply.status), "\(name): \(reply.status)")
      #expect(reply.object["success"] as? Bool == false, "\(name): \(reply.text)")
      #expect(reply.error["request_id"] is String, "\(name)")
      #expect(try await served.ask("GET", "/health").status == 200)
    }
    // A body that is cut short is no request: nothing comes of it, and nobody waits.
    let wire = try Wire(port: served.port)
    try wire.send(post + "Content-Length: 50\r\n\r\n{\"conver")
    #expect(try await served.ask("GET", "/health").status == 200)
    await served.stop()
  }

  @Test func `a slow client is let go, and holds nobody`() async throws {
    let served = try await Served.start {
      $0.limits.headerSeconds = 0.4
      $0.limits.bodySeconds = 0.4
      $0.limits.idleSeconds = 0.4
    }
    let port = served.port
    async let slow = beside { () -> [[UInt8]] in
      let heads = try Wire(port: port)
      try heads.send("GET /health HTTP/1.1\r\nX: ")
      let body = try Wire(port: port)
      try body.send("POST /v1/search HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n{")
      for _ in 0..<6 {
        usleep(100_000)
        try? heads.send("y")
      }
      return [heads.readToEnd(seconds: 3), body.readToEnd(seconds: 3)]
    }
    for _ in 0..<5 { #expect(try await served.ask("GET", "/health").status == 200) }
    let answers = try await slow
    #expect(try Reply(answers[0]).status == 408)
    // The second is answered as far as it goes: nobody without a key has her body read.
    #expect([401, 408].contains(try Reply(answers[1]).status))
    let idle = try await beside { () -> Bool in
      let wire = try Wire(port: port)
      try wire.send("GET /health HTTP/1.1\r\nHost: x\r\n\r\n")
      let start = ContinuousClock.now
      _ = wire.readToEnd(seconds: 5)
      return ContinuousClock.now - start < .seconds(3)
    }
    #expect(idle)
    await served.stop()
  }

  @Test func `connections above the limit are told so`() async throws {
    let served = try await Served.start { $0.limits.connections = 3 }
    let port = served.port
    let reply = try await beside { () -> [UInt8] in
      let held = try (0..<3).map { _ in try Wire(port: port) }
      for wire in held { try wire.send("GET /health HTTP/1.1\r\nHost: x\r\n\r\n") }
      for wire in held { _ = wire.read(seconds: 2) }
      let fourth = try Wire(port: port)
      return fourth.readToEnd(seconds: 2)
    }
    #expect(try Reply(reply).status == 503)
    await served.stop()
  }

  @Test func `an upgrade that is declined is answered as a request`() async throws {
    let served = try await Served.start()
    let key = try served.key([.read])
    let handshake =
      "Host: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
      + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
    let auth = "Authorization: Bearer \(key)\r\n"
    let cases: [(String, Int)] = [
      // Another path, no key, another version, HTTP/2 over clear text.
      ("GET /health HTTP/1.1\r\n\(handshake)\r\n", 200),
      ("GET /v1/stream HTTP/1.1\r\n\(handshake)\r\n", 401),
      ("GET /v1/stream HTTP/1.1\r\n\(auth)\(handshake.replacing("13", with: "12"))\r\n", 426),
      ("GET /v1/stream HTTP/1.1\r\n\(auth)Origin: http://elsewhere\r\n\(handshake)\r\n", 426),
      (
        "GET /health HTTP/1.1\r\nHost: x\r\nConnection: Upgrade, HTTP2-Settings\r\n"
          + "Upgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n", 200
      ),
    ]
    for (text, status) in cases {
      let bytes = try await beside { [port = served.port] in
        let wire = try Wire(port: port)
        try wire.send(text)
        return wire.read(seconds: 3) { String(decoding: $0, as: UTF8.self).contains("\r\n\r\n") }
      }
      #expect(try Reply(bytes).status == status, "\(text.prefix(40))")
    }
    await served.stop()
  }

  @Test func `answers are packed where that is asked for`() async throws {
    let served = try await Served.start()
    let plain = try await served.ask("GET", "/v1/openapi.json")
    let packed = try await served.ask(
      "GET", "/v1/openapi.json", headers: ["Accept-Encoding: gzip"])
    #expect(packed.fields["content-encoding"] == "gzip")
    #expect(packed.body.count < plain.body.count / 2)
    let head = try await served.ask(
      "HEAD", "/v1/openapi.json", headers: ["Accept-Encoding: gzip"])
    #expect(head.status == 200 && head.body.isEmpty)
    #expect(head.fields["content-length"] == String(plain.body.count))
    await served.stop()
  }
}
#endif
