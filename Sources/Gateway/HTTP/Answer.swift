#if Gateway
import Corpus
import HTTPTypes

/// What a route answers.
struct Answer: Sendable {
  enum Body: Sendable {
    /// JSON that goes into an envelope.
    case data([UInt8], message: String)
    case plain([UInt8], media: String)
    case file(path: String, media: String, name: String)
    case none
  }

  var body: Body
  var status: HTTPResponse.Status = .ok
  var headers = HTTPFields()
  /// Equal where the answer would be, for `If-None-Match`.
  var tag: String?

  /// `data` is written by `body`.
  static func data(
    _ message: String, status: HTTPResponse.Status = .ok,
    _ body: (inout JSONWriter) throws -> Void
  ) rethrows -> Answer {
    var json = JSONWriter()
    try json.object(body)
    return Answer(body: .data(json.bytes, message: message), status: status)
  }

  static func list(
    _ message: String, _ body: (inout JSONWriter) throws -> Void
  ) rethrows -> Answer {
    var json = JSONWriter()
    try json.array(body)
    return Answer(body: .data(json.bytes, message: message))
  }

  static func plain(_ text: String, media: String) -> Answer {
    Answer(body: .plain(Array(text.utf8), media: media))
  }
}
#endif
