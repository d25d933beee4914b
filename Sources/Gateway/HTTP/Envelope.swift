#if Gateway
import Corpus
import Engine
import Foundation
import Synchronization

/// The frame of every answer: `success, data, message, timestamp`; of errors `code, message, details,
/// request_id` inside.
enum Envelope {
  /// `data` is JSON.
  static func bytes(data: [UInt8], message: String, at time: String) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(data.count + 128)
    bytes += Array("{\"success\":true,\"data\":".utf8)
    bytes += data
    var rest = JSONWriter()
    rest.object { json in
      json.member("message", message)
      json.member("timestamp", time)
    }
    bytes.append(UInt8(ascii: ","))
    bytes += rest.bytes.dropFirst()
    return bytes
  }

  static func bytes(_ problem: Problem, requestID: String, at time: String) -> [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.key("success")
      json.flag(false)
      json.key("error")
      json.object { json in
        json.member("code", problem.code.rawValue)
        json.member("message", problem.message)
        json.key("details")
        json.object { json in
          for (name, value) in problem.details.sorted(by: { $0.key < $1.key }) {
            json.member(name, value)
          }
          if let seconds = problem.retryAfter {
            json.key("retry_after")
            json.integer(seconds)
          }
        }
        json.member("request_id", requestID)
      }
      json.member("timestamp", time)
    }
    return json.bytes
  }
}

/// The time of answers, made once a second: writing a date costs more than reading a clock.
final class AnswerClock: Sendable {
  private let last = Mutex<(second: Int, text: String)>((0, ""))

  /// UTC, as `2026-01-31T12:00:00Z`.
  func now() -> String {
    let second = Int(Date().timeIntervalSince1970)
    return last.withLock { last in
      if last.second != second {
        last = (second, Date(timeIntervalSince1970: Double(second)).ISO8601Format())
      }
      return last.text
    }
  }
}
#endif
