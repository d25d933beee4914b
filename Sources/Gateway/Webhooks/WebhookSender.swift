#if Gateway
private import CCurl
import Corpus
import Engine
import Crypto
import Foundation
import HTTPTypes
import Logging
import NIOCore
import NIOPosix
import Synchronization
import Workspace

/// Tells webhooks what became of jobs: signed, again when nobody takes it, never to this machine or its
/// networks unless that was allowed.
///
/// The name is looked up once for each try and the connection goes to the address that was looked at, so
/// that a name which changes its meaning meanwhile leads nowhere else.
final class WebhookSender: Sendable {
  /// Seconds before each further try.
  private static let pauses = [1.0, 5, 30, 120, 600]
  private let store: WebhookStore
  private let allowsPrivate: Bool
  private let metrics: GatewayMetrics
  private let log: Logger
  private let pauses: [Double]
  /// Names are looked up and notices sent here, since both block.
  private let threads = NIOThreadPool(numberOfThreads: 2)
  private let tasks = Mutex<[Int: Task<Void, Never>]>([:])
  private let next = Atomic<Int>(0)

  init(
    _ store: WebhookStore, allowsPrivate: Bool, metrics: GatewayMetrics, log: Logger,
    pauses: [Double] = WebhookSender.pauses
  ) {
    self.store = store
    self.allowsPrivate = allowsPrivate
    self.metrics = metrics
    self.log = log
    self.pauses = pauses
    threads.start()
  }

  /// Tells the job's owner's webhooks, in the background.
  func tell(_ job: JobRecord) {
    let event = "job.\(job.status.rawValue)"
    for hook in store.all(of: job.owner) where hook.events.contains(event) {
      var json = JSONWriter()
      json.object { json in
        json.member("id", Self.newID())
        json.member("event", event)
        json.member("created_at", Date().ISO8601Format())
        json.key("data")
        json.object { $0.members(of: job) }
      }
      let body = json.bytes
      let number = next.wrappingAdd(1, ordering: .relaxed).newValue
      let task = Task { [weak self] in
        await self?.deliver(body, to: hook)
        self?.tasks.withLock { _ = $0.removeValue(forKey: number) }
      }
      tasks.withLock { $0[number] = task }
    }
  }

  /// Gives up what is not sent yet.
  func close() {
    for task in tasks.withLock({ Array($0.values) }) { task.cancel() }
    threads.shutdownGracefully { _ in }
  }

  static func newID() -> String {
    let text = String(UInt64.random(in: 0 ... .max), radix: 16)
    let more = String(UInt64.random(in: 0 ... .max), radix: 16)
    return String((text + more + String(repeating: "0", count: 32)).prefix(24))
  }

  private func deliver(_ body: [UInt8], to hook: Webhook) async {
    for pause in [0] + pauses {
      if pause > 0 {
        guard (try? await Task.sleep(for: .seconds(pause))) != nil else { return }
      }
      // Taken out meanwhile.
      guard store.all(of: hook.owner).contains(where: { $0.id == hook.id }) else { return }
      let status = await send(body, to: hook)
      if (200..<300).contains(status) { return metrics.delivered("taken") }
      metrics.delivered("refused")
    }
    metrics.delivered("given_up")
    log.warning("a webhook took no notice", metadata: ["webhook": "\(hook.id)"])
  }

  private func send(_ body: [UInt8], to hook: Webhook) async -> Int {
    let time = String(EpochTime.now)
    let signature = Self.signature(body, at: time, secret: hook.secret)
    let headers = [
      "Content-Type: application/json", "User-Agent: pe-gateway",
      "X-PE-Timestamp: \(time)", "X-PE-Signature: v1=\(signature)", "Expect:",
    ]
    let allowsPrivate = allowsPrivate
    let status = try? await threads.runIfActive { () -> Int in
      let target = try WebhookTarget(hook.url)
      let pin = try target.pin(allowsPrivate: allowsPrivate)
      return Self.post(hook.url, pin, headers, body)
    }
    return status ?? -1
  }

  /// HMAC-SHA256 of `time.body`, in hexadecimal digits.
  static func signature(_ body: [UInt8], at time: String, secret: String) -> String {
    var authentication = HMAC<SHA256>(key: SymmetricKey(data: Array(secret.utf8)))
    authentication.update(data: Array(time.utf8) + [UInt8(ascii: ".")])
    authentication.update(data: body)
    return authentication.finalize().map { byte in
      let text = String(byte, radix: 16)
      return text.count == 1 ? "0" + text : text
    }.joined()
  }

  private static func post(
    _ url: String, _ pin: String, _ headers: [String], _ body: [UInt8]
  ) -> Int {
    let lines = headers.map { strdup($0) }
    defer { for line in lines { free(line) } }
    let pointers = lines.map { UnsafePointer<CChar>($0) }
    return body.withUnsafeBytes { bytes in
      Int(
        pe_curl_post(
          url, pin, pointers, pointers.count,
          bytes.baseAddress?.assumingMemoryBound(to: CChar.self), bytes.count, 10_000))
    }
  }
}

/// Where a webhook leads.
struct WebhookTarget: Sendable {
  private let host: String
  private let port: Int

  /// Throws ``Problem`` unless it is an address of http or https without a name and a password.
  init(_ url: String) throws {
    guard url.utf8.count <= 2000, let parts = URLComponents(string: url),
      let scheme = parts.scheme, ["http", "https"].contains(scheme), parts.user == nil,
      parts.password == nil, parts.fragment == nil, let host = parts.host, !host.isEmpty,
      !url.utf8.contains(where: { $0 <= 0x20 || $0 == 0x7F })
    else {
      throw Problem.invalid("url is an address of http or https, without a name in it", "url")
    }
    self.host = host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host
    port = parts.port ?? (scheme == "https" ? 443 : 80)
    guard (1...65_535).contains(port) else {
      throw Problem.invalid("url names no port", "url")
    }
  }

  /// `host:port:address` of where it leads now. Blocks while the name is looked up. Throws ``Problem``
  /// where that is nowhere, or nowhere allowed.
  func pin(allowsPrivate: Bool) throws -> String {
    guard let found = try? SocketAddress.makeAddressResolvingHost(host, port: port),
      let text = found.ipAddress, let address = NetworkAddress(text)
    else {
      throw Problem(
        .invalid, .unprocessableContent, "the url's name is not known",
        details: ["parameter": "url"])
    }
    guard allowsPrivate || address.isPublic else {
      throw Problem(
        .invalid, .unprocessableContent, "the url leads to this machine or a private network",
        details: ["parameter": "url", "hint": "serve --allow-private-webhooks lets it"])
    }
    let shown = address.bytes.count == 16 ? "[\(text)]" : text
    return "\(host.contains(":") ? "[\(host)]" : host):\(port):\(shown)"
  }

  static var canSend: Bool { pe_curl_is_there() }
}
#endif
