#if Gateway
import Corpus
import Engine
import Foundation
import HTTPTypes
import HummingbirdCore
import NIOCore
import Synchronization

/// Answers requests from recordings: each as it was answered then, one after the other where it was asked
/// several times, and the last again and again. Any key opens it, and it reads no workspace.
final class MockAnswers: Sendable {
  private let recordings: [String: [Recording]]
  private let places = Mutex<[String: Int]>([:])
  let count: Int

  /// Throws ``UsageError``.
  init(path: String) throws {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw UsageError("\(path) cannot be read")
    }
    var all: [String: [Recording]] = [:]
    var number = 0
    for line in data.split(separator: UInt8(ascii: "\n")) {
      number += 1
      guard let recording = try? JSONDecoder().decode(Recording.self, from: Data(line)) else {
        throw UsageError("\(path), line \(number), is no recording of serve --record")
      }
      all[recording.key, default: []].append(recording)
    }
    recordings = all
    count = number
  }

  @concurrent
  func respond(_ request: Request, _ writer: consuming ResponseWriter) async throws {
    let target = request.head.path ?? ""
    let method = request.method.rawValue
    var fields = RequestResponder.security
    let answer: (status: Int, type: String, bytes: [UInt8])
    if let body = try? await request.body.collect(upTo: Limits().body) {
      answer = self.answer(method, target, Array(body.readableBytesView))
    } else {
      answer = Self.problem(Problem.tooLarge)
    }
    fields[.contentType] = answer.type
    fields[.contentLength] = String(answer.bytes.count)
    let response = HTTPResponse(
      status: .init(code: answer.status), headerFields: fields)
    if request.method == .head || answer.bytes.isEmpty {
      return try await writer.writeResponse(response)
    }
    try await writer.write(
      response: response, body: ResponseBody(byteBuffer: ByteBuffer(bytes: answer.bytes)))
  }

  private func answer(
    _ method: String, _ target: String, _ body: [UInt8]
  ) -> (status: Int, type: String, bytes: [UInt8]) {
    let key = Recording.key(method == "HEAD" ? "GET" : method, target, body)
    guard let known = recordings[key] else {
      let path = target.split(separator: "?").first.map(String.init) ?? ""
      return Self.problem(
        .notFound(
          "nothing was recorded for \(method) \(Problem.shown(path)) as it was asked",
          hint: "pe serve --record FILE records what is asked of it"))
    }
    let place = places.withLock { places in
      let place = places[key] ?? 0
      places[key] = min(place + 1, known.count - 1)
      return place
    }
    return (known[place].status, known[place].type, known[place].bytes)
  }

  private static func problem(
    _ problem: Problem
  ) -> (status: Int, type: String, bytes: [UInt8]) {
    let bytes = Envelope.bytes(
      problem, requestID: "mock", at: Date(timeIntervalSince1970: 0).ISO8601Format())
    return (problem.status.code, "application/json", bytes)
  }
}
#endif
