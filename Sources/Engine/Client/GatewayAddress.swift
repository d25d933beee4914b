private import CCurl
import Corpus
import Formats
private import Foundation
import PluginHost

/// A gateway somewhere and the key that opens it, from the side of whoever asks.
package struct GatewayAddress: Sendable, Codable, Equatable {
  package static let usual = "http://127.0.0.1:8000"

  /// Without a slash at its end.
  package let url: String
  /// Empty where there is none.
  package let key: String

  /// `PE_GATEWAY` and `PE_API_KEY` say what is not given. Throws ``GatewayFault/badAddress``.
  package init(
    url: String? = nil, key: String? = nil,
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) throws {
    let given = url ?? environment["PE_GATEWAY"].flatMap { $0.isEmpty ? nil : $0 } ?? Self.usual
    guard let parts = URLComponents(string: given), ["http", "https"].contains(parts.scheme),
      let host = parts.host, !host.isEmpty, parts.user == nil, parts.query == nil,
      parts.fragment == nil, !given.utf8.contains(where: { $0 <= 0x20 || $0 == 0x7F })
    else { throw GatewayFault.badAddress(given) }
    self.url = given.hasSuffix("/") ? String(given.dropLast()) : given
    self.key = key ?? environment["PE_API_KEY"] ?? ""
    guard self.key.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { throw GatewayFault.badKey }
  }

  /// Whether the environment names a gateway.
  package static func isNamed(
    in environment: [String: String] = ProcessInfo.processInfo.environment
  ) -> Bool { environment["PE_GATEWAY"].map { !$0.isEmpty } ?? false }

  /// Asks and reads the `data` of the answer's envelope, which is valid during the call alone.
  ///
  /// - Parameter headers: lines beside the key's.
  /// Throws ``GatewayFault``.
  func ask<T>(
    _ method: String, _ path: String, body: [UInt8]? = nil, headers: [String] = [],
    _ read: (JSONValue) throws -> T
  ) throws -> T {
    let answer = Answer(most: 64 << 20)
    let (status, type) = try send(method, path, body, headers) { bytes, _ in answer.take(bytes) }
    guard type.hasPrefix("application/json") else {
      throw GatewayFault.isNoGateway(url, status: status, type: type)
    }
    let result: Result<T, any Error>
    do {
      result = try JSONParser().parse(copying: answer.bytes) { envelope in
        Result {
          if status < 400, let data = envelope["data"] { return try read(data) }
          guard let error = envelope["error"], error.isObject else {
            throw GatewayFault.isNoGateway(url, status: status, type: type)
          }
          throw GatewayFault.refused(Refusal(error, status))
        }
      }
    } catch {
      throw GatewayFault.cut(url)
    }
    return try result.get()
  }

  /// Asks for a document that stands in no envelope.
  func document(_ path: String) throws -> [UInt8] {
    let answer = Answer(most: 16 << 20)
    let (status, type) = try send("GET", path, nil, []) { bytes, _ in answer.take(bytes) }
    guard status == 200, type.hasPrefix("application/json") else {
      throw GatewayFault.isNoGateway(url, status: status, type: type)
    }
    return answer.bytes
  }

  /// Fetches a file. `take` gets each piece; what it throws ends the request.
  func fetch(_ path: String, _ take: ([UInt8]) throws -> Void) throws {
    var failure: (any Error)?
    let words = Answer(most: 1 << 20)
    do {
      let (status, _) = try withoutActuallyEscaping(take) { take in
        try send("GET", path, nil, []) { bytes, status in
          guard status == 200 else { return words.take(bytes) }
          do {
            try take(Array(bytes))
            return true
          } catch {
            failure = error
            return false
          }
        }
      }
      guard status == 200 else {
        throw GatewayFault.isNoGateway(url, status: status, type: "")
      }
    } catch {
      throw failure ?? error
    }
  }

  private func send(
    _ method: String, _ path: String, _ body: [UInt8]?, _ headers: [String],
    _ take: @escaping (UnsafeRawBufferPointer, Int) -> Bool
  ) throws -> (status: Int, type: String) {
    guard pe_curl_is_there() else { throw GatewayFault.noCurl }
    var lines = ["Accept: */*", "User-Agent: pe/\(Version.number)", "Expect:"] + headers
    if !key.isEmpty { lines.append("Authorization: Bearer \(key)") }
    if body != nil { lines.append("Content-Type: application/json") }
    let copies = lines.map { strdup($0) }
    defer { for copy in copies { free(copy) } }
    let pointers = copies.map { UnsafePointer<CChar>($0) }
    let taker = Taker(take)
    var type = [CChar](repeating: 0, count: 128)
    let status = withExtendedLifetime(taker) {
      (body ?? []).withUnsafeBytes { bytes in
        pe_curl_ask(
          method, url + path, pointers, pointers.count,
          body == nil ? nil : bytes.baseAddress?.assumingMemoryBound(to: CChar.self),
          bytes.count, 30_000,
          { bytes, count, status, user in
            guard let user else { return false }
            let taker = Unmanaged<Taker>.fromOpaque(user).takeUnretainedValue()
            return taker.take(UnsafeRawBufferPointer(start: bytes, count: count), status)
          }, Unmanaged.passUnretained(taker).toOpaque(), &type, type.count)
      }
    }
    guard status > 0 else { throw GatewayFault(curl: -status, url) }
    let text = type.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
    return (status, String(decoding: text, as: UTF8.self).lowercased())
  }

  private final class Taker {
    let take: (UnsafeRawBufferPointer, Int) -> Bool
    init(_ take: @escaping (UnsafeRawBufferPointer, Int) -> Bool) { self.take = take }
  }

  private final class Answer {
    private(set) var bytes: [UInt8] = []
    private let most: Int
    init(most: Int) { self.most = most }

    func take(_ more: UnsafeRawBufferPointer) -> Bool {
      guard bytes.count + more.count <= most else { return false }
      bytes += more
      return true
    }
  }
}

/// What a gateway said when it did not do what it was asked.
package struct Refusal: Sendable, Equatable {
  /// Such as `INVALID_API_KEY`.
  package let code: String
  package let status: Int
  package let message: String
  package let hint: String
  /// Names the request in the gateway's log.
  package let requestID: String
  /// The scope that the key lacks.
  package let scope: String

  init(_ error: JSONValue, _ status: Int) {
    func text(_ value: JSONValue?, _ name: String) -> String { value?[name]?.text?.string ?? "" }
    self.status = status
    code = text(error, "code")
    message = text(error, "message")
    requestID = text(error, "request_id")
    hint = text(error["details"], "hint")
    scope = text(error["details"], "scope")
  }
}

package enum GatewayFault: Fault {
  case badAddress(String)
  case badKey
  /// libcurl is not on this machine.
  case noCurl
  case noServer(String)
  case noTrust(String)
  case tooSlow(String)
  case cut(String)
  /// Something else answered: a proxy, another service.
  case isNoGateway(String, status: Int, type: String)
  case refused(Refusal)
  /// There is no gateway beside this program.
  case notBuilt(String)
  /// A job ended without a result; `reason` in the gateway's words.
  case jobFailed(id: String, reason: String)

  /// By the numbers of curl's errors.
  fileprivate init(curl number: Int, _ url: String) {
    self =
      switch number {
      case 5, 6, 7: .noServer(url)
      case 28: .tooSlow(url)
      case 35, 51, 53, 54, 58, 59, 60, 77, 83, 90, 91: .noTrust(url)
      default: .cut(url)
      }
  }
}
