#if Gateway
import Crypto
import Engine
import Foundation
import Glibc
import Synchronization
import Testing

@testable import Gateway

@Suite struct WebhookTests {
  @Test(arguments: [
    "127.0.0.1", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254",
    "100.64.0.1", "0.0.0.0", "224.0.0.1", "255.255.255.255", "198.19.0.1", "192.0.2.7", "::1",
    "::", "fe80::1", "fc00::1", "fd12::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1",
    "64:ff9b::7f00:1", "2002:7f00:1::", "2001:db8::1", "2001::1",
  ])
  func `addresses of this machine and of private networks are known`(text: String) throws {
    #expect(!(try #require(NetworkAddress(text))).isPublic)
  }

  @Test(arguments: [
    "8.8.8.8", "172.32.0.1", "100.128.0.1", "192.169.0.1", "2a00:1450::1", "::ffff:8.8.8.8",
    "2002:808:808::",
  ])
  func `others are public`(text: String) throws {
    #expect(try #require(NetworkAddress(text)).isPublic)
  }

  @Test func `a url that leads inside, or is none, is refused`() async throws {
    let served = try await Served.start()
    let key = try served.key()
    let urls = [
      "http://127.0.0.1:9/x", "http://localhost/", "http://[::1]/", "http://0x7f.1/",
      "http://169.254.169.254/latest", "file:///etc/passwd", "ftp://example.org/", "example.org",
      "http://a:b@8.8.8.8/", "http://", "http://8.8.8.8/\\r\\nX: y", "",
    ]
    for url in urls {
      let reply = try await served.ask(
        "POST", "/v1/webhooks", key: key, body: #"{"url":"\#(url)"}"#)
      #expect([400, 422].contains(reply.status), "\(url): \(reply.status)")
    }
    await served.stop()
  }

  /// A server that takes what is sent to it: refuses the first request, takes the next.
  private final class Taker: Sendable {
    let port: Int
    private let descriptor: Int32

    init() throws {
      descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
      var address = sockaddr_in()
      address.sin_family = sa_family_t(AF_INET)
      address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
      var size = socklen_t(MemoryLayout<sockaddr_in>.size)
      let descriptor = descriptor
      let bound = withUnsafeMutablePointer(to: &address) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          bind(descriptor, $0, size) == 0 && listen(descriptor, 8) == 0
            && getsockname(descriptor, $0, &size) == 0
        }
      }
      guard bound else { throw Wire.Refused() }
      port = Int(UInt16(bigEndian: address.sin_port))
    }

    deinit { close(descriptor) }

    /// The next request, which is answered with `status`.
    func take(_ status: String) -> String {
      var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      guard poll(&request, 1, 5000) > 0 else { return "" }
      let client = accept(descriptor, nil, nil)
      defer { close(client) }
      var text = ""
      while true {
        var bytes = [UInt8](repeating: 0, count: 65_536)
        let count = recv(client, &bytes, bytes.count, 0)
        guard count > 0 else { break }
        text += String(decoding: bytes.prefix(count), as: UTF8.self)
        let parts = text.components(separatedBy: "\r\n\r\n")
        if parts.count > 1, parts[1].hasSuffix("}}") { break }
      }
      let answer =
        "HTTP/1.1 \(status)\r\nContent-Length: 0\r\nLocation: http://127.0.0.1:1/\r\n\r\n"
      _ = answer.withCString { send(client, $0, strlen($0), Int32(MSG_NOSIGNAL)) }
      return text
    }
  }

  @Test func `a job's end is told, signed, and again when it was refused`() async throws {
    guard WebhookTarget.canSend else { return }
    let served = try await Served.start { $0.allowsPrivateWebhooks = true }
    let key = try served.key()
    let taker = try Taker()
    let made = try await served.ask(
      "POST", "/v1/webhooks", key: key, body: #"{"url":"http://127.0.0.1:\#(taker.port)/told"}"#)
    #expect(made.status == 201)
    let secret = try #require(made.data["secret"] as? String)
    let listed = try await served.ask("GET", "/v1/webhooks", key: key)
    #expect(listed.list.count == 1 && !listed.text.contains(secret))
    async let told = beside { [taker.take("302 Found"), taker.take("204 No Content")] }
    _ = try await served.ask(
      "POST", "/v1/processing/submit", key: key, body: #"{"processing_type":"analysis"}"#)
    let requests = try await told
    let (first, second) = (requests[0], requests[1])
    let body = second.components(separatedBy: "\r\n\r\n")[1]
    #expect(first.components(separatedBy: "\r\n\r\n")[1] == body)
    func field(_ name: String) -> String {
      second.components(separatedBy: "\r\n").first { $0.hasPrefix(name + ": ") }
        .map { String($0.dropFirst(name.count + 2)) } ?? ""
    }
    let time = field("X-PE-Timestamp")
    #expect(
      field("X-PE-Signature")
        == "v1=" + WebhookSender.signature(Array(body.utf8), at: time, secret: secret))
    #expect(body.contains(#""event":"job.completed""#))
    // Known from elsewhere: RFC 4231, test case 2, over its own input.
    let known = HMAC<SHA256>.authenticationCode(
      for: Data("what do ya want for nothing?".utf8), using: SymmetricKey(data: Data("Jefe".utf8)))
    #expect(known.map { String($0, radix: 16) }.first == "5b")
    let id = try #require(made.data["id"] as? String)
    #expect(try await served.ask("DELETE", "/v1/webhooks/\(id)", key: key).status == 200)
    #expect(try await served.ask("DELETE", "/v1/webhooks/\(id)", key: key).status == 404)
    await served.stop()
  }
}
#endif
