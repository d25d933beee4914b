#if Gateway
import Engine
import Foundation
import Glibc
import HTTPTypes
import HummingbirdCore
import NIOCore
import NIOPosix

extension RequestResponder {
  /// Headers of every answer.
  static let security: HTTPFields = {
    var fields = HTTPFields()
    fields[.xVersion] = Version.number
    fields[.xContentTypeOptions] = "nosniff"
    fields[.cacheControl] = "no-store"
    fields[.referrerPolicy] = "no-referrer"
    fields[.frameOptions] = "DENY"
    fields[.contentSecurityPolicy] = "default-src 'none'; frame-ancestors 'none'"
    return fields
  }()

  @concurrent
  func write(
    _ answer: Answer, _ fields: HTTPFields, isHead: Bool, _ asked: HTTPFields,
    _ writer: consuming ResponseWriter
  ) async throws {
    var fields = fields
    var bytes: [UInt8] = []
    switch answer.body {
    case .data(let data, let message):
      bytes = Envelope.bytes(data: data, message: message, at: gateway.clock.now())
      fields[.contentType] = "application/json"
    case .plain(let plain, let media):
      bytes = plain
      fields[.contentType] = media
    case .file(let path, let media, let name):
      return try await send(
        path, media: media, name: name, answer, fields, isHead: isHead, asked, writer)
    case .none:
      if answer.status != .notModified && answer.status != .noContent {
        fields[.contentLength] = "0"
      }
      return try await writer.writeResponse(
        HTTPResponse(status: answer.status, headerFields: fields))
    }
    fields[.contentLength] = String(bytes.count)
    if isHead {
      fields[.withoutBody] = "1"
      return try await writer.writeResponse(
        HTTPResponse(status: answer.status, headerFields: fields))
    }
    try await writer.write(
      response: HTTPResponse(status: answer.status, headerFields: fields),
      body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
  }

  /// Sends a file, or the one range of it that was asked for (RFC 9110, 14).
  @concurrent
  private func send(
    _ path: String, media: String, name: String, _ answer: Answer, _ fields: HTTPFields,
    isHead: Bool, _ asked: HTTPFields, _ writer: consuming ResponseWriter
  ) async throws {
    var fields = fields
    let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
    let size = descriptor < 0 ? -1 : lseek(descriptor, 0, SEEK_END)
    guard size >= 0 else {
      if descriptor >= 0 { close(descriptor) }
      fields[.contentLength] = "0"
      return try await writer.writeResponse(HTTPResponse(status: .gone, headerFields: fields))
    }
    defer { close(descriptor) }
    fields[.contentType] = media
    fields[.acceptRanges] = "bytes"
    fields[.contentDisposition] = "attachment; filename=\"\(name)\""
    var range = 0..<size
    var code = HTTPResponse.Status.ok
    let isCurrent = asked[.ifRange].map { $0 == answer.tag } ?? true
    if let field = asked[.range], isCurrent, let wanted = ByteRange(field) {
      guard let found = wanted.range(of: size) else {
        fields[.contentRange] = "bytes */\(size)"
        fields[.contentLength] = "0"
        return try await writer.writeResponse(
          HTTPResponse(status: .rangeNotSatisfiable, headerFields: fields))
      }
      range = found
      code = .partialContent
      fields[.contentRange] = "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(size)"
    }
    fields[.contentLength] = String(range.count)
    fields[.withoutBody] = "1"
    let head = HTTPResponse(status: code, headerFields: fields)
    if isHead || range.isEmpty { return try await writer.writeResponse(head) }
    var body = try await writer.writeHead(head)
    var place = range.lowerBound
    while place < range.upperBound {
      let count = min(256 << 10, range.upperBound - place)
      let start = place
      let chunk = try await NIOThreadPool.singleton.runIfActive {
        try Self.read(descriptor, count, at: start)
      }
      guard !chunk.isEmpty else { throw Problem(.export, .gone, "the file became shorter") }
      place += chunk.count
      try await body.write(ByteBuffer(bytes: chunk))
    }
    try await body.finish(nil)
  }

  private static func read(_ descriptor: Int32, _ count: Int, at place: Int) throws -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    let got = bytes.withUnsafeMutableBytes { pread(descriptor, $0.baseAddress, count, place) }
    return Array(bytes.prefix(max(0, got)))
  }

  // Pages of others

  /// The answer to a browser that asks whether another's page may call; nil for any other request.
  func preflight(_ request: Request) -> Answer? {
    guard request.method == .options, !gateway.options.origins.isEmpty,
      let origin = request.headers[.origin], gateway.options.origins.contains(origin),
      request.headers[.accessControlRequestMethod] != nil
    else { return nil }
    var answer = Answer(body: .none, status: .noContent)
    answer.headers[.accessControlAllowMethods] = "GET, HEAD, POST, DELETE"
    answer.headers[.accessControlAllowHeaders] =
      "Authorization, Content-Type, Idempotency-Key, If-None-Match, If-Range, Range, X-Request-ID"
    answer.headers[.accessControlMaxAge] = "600"
    return answer
  }

  func allowOrigin(_ asked: HTTPFields, _ fields: inout HTTPFields) {
    guard !gateway.options.origins.isEmpty else { return }
    fields[.vary] = "Origin"
    guard let origin = asked[.origin], gateway.options.origins.contains(origin) else { return }
    fields[.accessControlAllowOrigin] = origin
    fields[.accessControlExposeHeaders] =
      "Content-Range, ETag, Retry-After, X-Cache, X-PE-Version, X-RateLimit-Limit, "
      + "X-RateLimit-Remaining, X-RateLimit-Reset, X-Request-ID"
  }
}

/// One range of bytes as a client asks for it; several are answered with the whole file.
struct ByteRange: Equatable {
  private let first: Int?
  private let last: Int?

  /// Nil where it is malformed, which asks for the whole.
  init?(_ field: String) {
    guard field.hasPrefix("bytes=") else { return nil }
    let sides = field.dropFirst(6).split(
      separator: "-", omittingEmptySubsequences: false
    ).map { String($0).trimmingSpaces }
    guard sides.count == 2, !(sides[0].isEmpty && sides[1].isEmpty) else { return nil }
    func number(_ text: String) -> Int?? {
      if text.isEmpty { return .some(nil) }
      guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return .none }
      return .some(Int(text) ?? .max)
    }
    guard let first = number(sides[0]), let last = number(sides[1]) else { return nil }
    if let first, let last, last < first { return nil }
    self.first = first
    self.last = last
  }

  /// Nil where the file has nothing of it.
  func range(of size: Int) -> Range<Int>? {
    if let first {
      guard first < size else { return nil }
      return first..<(last.map { $0 >= size ? size : $0 + 1 } ?? size)
    }
    guard let last, last > 0, size > 0 else { return nil }
    return max(0, size - last)..<size
  }
}

/// Seconds since 1970.
enum EpochTime {
  static var now: Int { Int(Date().timeIntervalSince1970) }
}

extension HTTPField.Name {
  private static func own(_ name: String) -> HTTPField.Name {
    HTTPField.Name(name) ?? .date
  }
  static let xRequestID = own("X-Request-ID")
  static let xVersion = own("X-PE-Version")
  static let xCache = own("X-Cache")
  static let rateLimit = own("X-RateLimit-Limit")
  static let rateRemaining = own("X-RateLimit-Remaining")
  static let rateReset = own("X-RateLimit-Reset")
  static let idempotencyKey = own("Idempotency-Key")
  static let referrerPolicy = own("Referrer-Policy")
  static let frameOptions = own("X-Frame-Options")
  static let withoutBody = own(RequestResponder.withoutBody)
}
#endif
