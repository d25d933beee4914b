#if Gateway
import Engine
import Foundation
import NIOCore
import NIOWebSocket
import Testing

@testable import Gateway

@Suite struct StreamTests {
  /// A WebSocket client of a few lines.
  private final class Socket: Sendable {
    private let wire: Wire

    init(port: Int, key: String, asProtocol: Bool = false) throws {
      wire = try Wire(port: port)
      let field =
        asProtocol ? "Sec-WebSocket-Protocol: pe.v1, bearer.\(key)" : "Authorization: Bearer \(key)"
      try wire.send(
        "GET /v1/stream HTTP/1.1\r\nHost: localhost:\(port)\r\nConnection: Upgrade\r\n"
          + "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
          + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\(field)\r\n\r\n")
      // Byte by byte: what follows the head is frames.
      var head: [UInt8] = []
      while !head.suffix(4).elementsEqual(Array("\r\n\r\n".utf8)) {
        guard let byte = wire.readOne(seconds: 3) else { throw Wire.Refused() }
        head.append(byte)
      }
      let text = String(decoding: head, as: UTF8.self)
      guard text.hasPrefix("HTTP/1.1 101"), text.contains("s3pPLMBiTxaQ9kYGzzhZRbK+xOo="),
        !asProtocol || text.contains("pe.v1")
      else { throw Wire.Refused() }
    }

    func send(_ text: String, opcode: UInt8 = 1, fin: Bool = true) throws {
      let bytes = Array(text.utf8)
      var frame: [UInt8] = [(fin ? 0x80 : 0) | opcode]
      if bytes.count < 126 {
        frame.append(0x80 | UInt8(bytes.count))
      } else {
        frame += [0x80 | 126, UInt8(bytes.count >> 8 & 255), UInt8(bytes.count & 255)]
      }
      // A mask of zeros leaves the bytes as they are.
      try wire.send(frame + [0, 0, 0, 0] + bytes)
    }

    func sendRaw(_ bytes: [UInt8]) throws { try wire.send(bytes) }

    /// The next frame: its opcode and text; nil at the end.
    func next(seconds: Double = 5) -> (opcode: UInt8, text: String)? {
      guard let first = wire.readOne(seconds: seconds), let second = wire.readOne(seconds: 1) else {
        return nil
      }
      var count = Int(second & 0x7F)
      if count >= 126 {
        let size = count == 126 ? 2 : 8
        count = 0
        for _ in 0..<size { count = count << 8 | Int(wire.readOne(seconds: 1) ?? 0) }
      }
      var bytes: [UInt8] = []
      while bytes.count < count {
        guard let byte = wire.readOne(seconds: 2) else { return nil }
        bytes.append(byte)
      }
      let isClose = first & 15 == 8
      let text =
        isClose
        ? String(Int(bytes[0]) << 8 | Int(bytes[1])) : String(decoding: bytes, as: UTF8.self)
      return (first & 15, text)
    }

    func object(seconds: Double = 5) -> [String: Any] {
      guard let text = next(seconds: seconds)?.text else { return [:] }
      return (try? JSONSerialization.jsonObject(with: Data(text.utf8))) as? [String: Any] ?? [:]
    }
  }

  @Test func `messages are answered in the platform's words`() async throws {
    let served = try await Served.start()
    let key = try served.key([.read, .validate])
    let port = served.port
    let (types, tags, codes) = try await beside { () -> ([String?], [String?], [String?]) in
      let socket = try Socket(port: port, key: key, asProtocol: true)
      let talk =
        #"{"messages":[{"role":"user","content":"hello"},{"role":"assistant","content":"hi"}]}"#
      let messages = [
        #"{"type":"ping"}"#,
        #"{"type":"validate_conversation","request_id":"r1","conversation":\#(talk)}"#,
        #"{"type":"validate_conversation","request_id":"r2","conversation":{"messages":7}}"#,
        #"{"type":"subscribe_to_job","job_id":"000000000000000000000000"}"#,
        #"{"type":"process_batch","request_id":"r3","dataset":"talks"}"#,
        #"{"type":"dance"}"#, #"{"type":"#,
      ]
      var answers: [[String: Any]] = []
      for message in messages {
        try socket.send(message)
        answers.append(socket.object())
      }
      // In fragments, with a ping between them.
      try socket.send(#"{"type":"pi"#, fin: false)
      try socket.send("are you there", opcode: 9)
      try socket.send(#"ng"}"#, opcode: 0)
      let pong = socket.next()
      answers.append(pong?.opcode == 10 && pong?.text == "are you there" ? socket.object() : [:])
      try socket.send(
        #"{"type":"process_batch","request_id":"r4","conversations":[\#(talk),\#(talk)]}"#)
      answers.append(socket.object())
      answers.append(socket.object())
      return (
        answers.map { $0["type"] as? String }, answers.map { $0["request_id"] as? String },
        answers.map { ($0["error"] as? [String: Any])?["code"] as? String }
      )
    }
    #expect(
      types == [
        "pong", "validation_result", "error", "error", "error", "error", "error", "pong",
        "batch_progress", "batch_result",
      ])
    #expect(tags[1] == "r1" && tags[2] == "r2" && tags[4] == "r3" && tags[9] == "r4")
    #expect(
      codes[2...6].map { $0 ?? "" } == [
        "VALIDATION_ERROR", "RESOURCE_NOT_FOUND", "INSUFFICIENT_PERMISSIONS", "VALIDATION_ERROR",
        "VALIDATION_ERROR",
      ])
    await served.stop()
  }

  @Test func `a job is watched to its end`() async throws {
    let served = try await Served.start()
    let key = try served.key()
    let port = served.port
    let statuses = try await beside { () -> [String] in
      let socket = try Socket(port: port, key: key)
      try socket.send(#"{"type":"process_batch","request_id":"b","dataset":"talks"}"#)
      var statuses: [String] = []
      for _ in 0..<20 {
        let message = socket.object()
        if message["type"] as? String == "batch_result" { return statuses }
        if message["type"] as? String == "job_update" {
          statuses.append(message["status"] as? String ?? "")
        }
      }
      return []
    }
    #expect(statuses.last == "completed")
    await served.stop()
  }

  @Test func `frames that no client should send end the stream with a reason`() async throws {
    let served = try await Served.start { $0.limits.frame = 1000 }
    let key = try served.key()
    let port = served.port
    let closes = try await beside { () -> [String?] in
      let cases: [(Socket) throws -> Void] = [
        // 2⁶² bytes are promised.
        { try $0.sendRaw([0x81, 0xFF, 0x40, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]) },
        { socket in
          try socket.send("a", fin: false)
          for _ in 0..<1100 { try? socket.send("", opcode: 0, fin: false) }
        },
        { socket in
          try socket.send(String(repeating: "a", count: 600), fin: false)
          try socket.send(String(repeating: "a", count: 600), opcode: 0)
        },
        { try $0.send("x", opcode: 0) }, { try $0.send("x", opcode: 2) },
      ]
      return try cases.map { work in
        let socket = try Socket(port: port, key: key)
        try work(socket)
        while let frame = socket.next() { if frame.opcode == 8 { return frame.text } }
        return nil
      }
    }
    #expect(closes == ["1009", "1009", "1009", "1002", "1003"])
    #expect(try await served.ask("GET", "/health").status == 200)
    await served.stop()
  }

  @Test func `a stopping gateway says goodbye`() async throws {
    let served = try await Served.start()
    let key = try served.key()
    let port = served.port
    async let goodbye = beside { () -> String? in
      let socket = try Socket(port: port, key: key)
      try socket.send(#"{"type":"ping"}"#)
      _ = socket.next()
      return socket.next(seconds: 5)?.text
    }
    try await Task.sleep(for: .milliseconds(200))
    served.gateway.stop()
    #expect(try await goodbye == "1001")
    await served.stop()
  }

  @Test func `a slow reader's outbox closes with a reason`() async {
    let outbox = Outbox(limit: 1000)
    for _ in 0..<20 { outbox.add([UInt8](repeating: 0x20, count: 100)) }
    var last: UInt8 = 0
    var count = 0
    for await frame in outbox.frames {
      count += 1
      last = frame.opcode == .connectionClose ? 8 : 1
    }
    #expect(last == 8 && count < 12)
  }
}
#endif
