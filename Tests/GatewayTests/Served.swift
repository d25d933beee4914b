#if Gateway
import Corpus
import Engine
import Foundation
import Glibc
import Logging
import Synchronization
import Testing
import Workspace

@testable import Gateway

/// A gateway that serves a small workspace on a free port, with a folder of keys of its own.
struct Served: Sendable {
  let gateway: Gateway
  let port: Int
  let ring: KeyRing
  let folder: String
  private let task: Task<Void, any Error>

  static let talks = [
    ("a-1", "I can not sleep since the move.", "That sounds hard. What keeps you awake at night?"),
    (
      "a-2", "My sister does not call any more.", "You miss her. You should just call her yourself."
    ),
    ("b/3 ü", "I passed the exam!", "You worked for that, and it shows. How do you feel?"),
  ]

  /// Starts one, in `folder` where one was before.
  static func start(
    in folder: String? = nil, tokens: Tokens? = nil,
    _ change: (inout ServeOptions) -> Void = { _ in }
  ) async throws -> Served {
    let path =
      folder ?? FileManager.default.temporaryDirectory.path + "/pe-gateway-\(UUID().uuidString)"
    let ring = KeyRing(root: path + "/keys")
    if folder == nil {
      try FileManager.default.createDirectory(
        atPath: path, withIntermediateDirectories: true)
      let session = try Session(workspace: path + "/w.sqlite")
      let lines = talks.map { id, seeker, supporter in
        var json = JSONWriter()
        json.object { json in
          json.member("id", id)
          json.objects("messages", [("user", seeker), ("assistant", supporter)]) { turn, json in
            json.member("role", turn.0)
            json.member("content", turn.1)
          }
        }
        return json.string
      }
      let file = path + "/talks.jsonl"
      try lines.joined(separator: "\n").write(toFile: file, atomically: true, encoding: .utf8)
      _ = try await session.perform(LoadFile(path: file))
      _ = try await session.perform(Validate(query: ""))
      session.close()
    }
    var options = ServeOptions()
    options.workspace = path + "/w.sqlite"
    options.port = 0
    change(&options)
    let gateway = try Gateway(
      options, ring: ring, tokens: tokens, log: LogLines.logger(.critical))
    let (ports, told) = AsyncStream<Int>.makeStream()
    let task = Task {
      try await GatewayProgram.serve(gateway, signals: []) { told.yield($0) }
    }
    var port = 0
    for await number in ports {
      port = number
      break
    }
    return Served(gateway: gateway, port: port, ring: ring, folder: path, task: task)
  }

  /// Stops it; its folder goes as well unless it is to be served again.
  func stop(keeping: Bool = false) async {
    gateway.stop()
    gateway.jobs.park()
    for _ in 0..<200 where !gateway.jobs.isIdle { try? await Task.sleep(for: .milliseconds(10)) }
    task.cancel()
    _ = await task.result
    if !keeping { try? FileManager.default.removeItem(atPath: folder) }
  }

  func key(
    _ scopes: [AccessScope] = [.admin], limit: Int = 100_000, days: Int = 1, isPublic: Bool = false,
    from now: Date = Date()
  ) throws -> String {
    try ring.add(
      name: "test", tier: .enterprise, scopes: scopes, requestsAnHour: limit, isPublic: isPublic,
      from: now, days: days
    ).text
  }

  /// One request on a connection of its own.
  func ask(
    _ method: String, _ path: String, key: String? = nil, body: String? = nil,
    headers: [String] = []
  ) async throws -> Reply {
    var head = "\(method) \(path) HTTP/1.1\r\nHost: localhost:\(port)\r\nConnection: close\r\n"
    if let key { head += "Authorization: Bearer \(key)\r\n" }
    for field in headers { head += field + "\r\n" }
    if let body {
      head += "Content-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n"
    }
    return try Reply(await raw(Array((head + "\r\n" + (body ?? "")).utf8)))
  }

  /// Sends bytes and reads until the server closes or `seconds` passed.
  func raw(_ bytes: [UInt8], seconds: Double = 10) async throws -> [UInt8] {
    let port = port
    return try await beside {
      let wire = try Wire(port: port)
      try? wire.send(bytes)
      return wire.readToEnd(seconds: seconds)
    }
  }
}

/// Runs blocking work on a thread of its own: Swift's pool is what the gateway runs on.
func beside<T: Sendable>(_ work: @escaping @Sendable () throws -> T) async throws -> T {
  try await withCheckedThrowingContinuation { continuation in
    let thread = Thread { continuation.resume(with: Result { try work() }) }
    thread.start()
  }
}

/// A TCP connection to this machine.
final class Wire: Sendable {
  private let descriptor: Int32

  struct Refused: Error {}

  init(port: Int) throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(UInt16(port).bigEndian)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let connected = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard connected == 0 else { throw Refused() }
  }

  deinit { close(descriptor) }

  func send(_ bytes: [UInt8]) throws {
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes {
        Glibc.send(
          descriptor, $0.baseAddress.map { $0 + done }, $0.count - done, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { throw Refused() }
      done += count
    }
  }

  func send(_ text: String) throws { try send(Array(text.utf8)) }

  /// Bytes that are there within `seconds`; nil at the end, empty when the time is over.
  func read(seconds: Double) -> [UInt8]? {
    var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    guard poll(&request, 1, Int32(seconds * 1000)) > 0 else { return [] }
    var bytes = [UInt8](repeating: 0, count: 65_536)
    let count = recv(descriptor, &bytes, bytes.count, 0)
    return count > 0 ? Array(bytes.prefix(count)) : nil
  }

  func readOne(seconds: Double) -> UInt8? {
    var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    guard poll(&request, 1, Int32(seconds * 1000)) > 0 else { return nil }
    var byte: UInt8 = 0
    return recv(descriptor, &byte, 1, 0) == 1 ? byte : nil
  }

  func readToEnd(seconds: Double) -> [UInt8] {
    let end = ContinuousClock.now + .seconds(seconds)
    var all: [UInt8] = []
    while ContinuousClock.now < end {
      guard let some = read(seconds: (end - ContinuousClock.now).inSeconds) else { break }
      all += some
    }
    return all
  }

  /// Reads until `isWhole` says so.
  func read(seconds: Double, until isWhole: ([UInt8]) -> Bool) -> [UInt8] {
    let end = ContinuousClock.now + .seconds(seconds)
    var all: [UInt8] = []
    while !isWhole(all), ContinuousClock.now < end {
      guard let some = read(seconds: (end - ContinuousClock.now).inSeconds) else { break }
      all += some
    }
    return all
  }
}

/// An answer in parts.
struct Reply: Sendable {
  let status: Int
  let fields: [String: String]
  let body: [UInt8]

  init(_ bytes: [UInt8]) throws {
    let text = String(decoding: bytes, as: UTF8.self)
    let end = try #require(text.range(of: "\r\n\r\n"), "no answer: \(text.prefix(100))")
    let lines = text[..<end.lowerBound].components(separatedBy: "\r\n")
    let words = lines[0].split(separator: " ")
    status = try #require(Int(words[1]))
    var fields: [String: String] = [:]
    for line in lines.dropFirst() {
      let sides = line.split(separator: ":", maxSplits: 1)
      fields[sides[0].lowercased()] = sides[1].trimmingCharacters(in: .whitespaces)
    }
    self.fields = fields
    let headBytes = text[..<end.upperBound].utf8.count
    body = Array(bytes.dropFirst(headBytes))
  }

  var text: String { String(decoding: body, as: UTF8.self) }

  var object: [String: Any] {
    (try? JSONSerialization.jsonObject(with: Data(body))) as? [String: Any] ?? [:]
  }
  var data: [String: Any] { object["data"] as? [String: Any] ?? [:] }
  var list: [[String: Any]] { object["data"] as? [[String: Any]] ?? [] }
  var error: [String: Any] { object["error"] as? [String: Any] ?? [:] }
  var code: String { error["code"] as? String ?? "" }
}
#endif
