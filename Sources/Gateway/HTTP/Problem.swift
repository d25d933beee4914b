#if Gateway
import HTTPTypes

/// Why a request was not answered as it was asked, in the platform's codes.
///
/// Holds names that the client sent, never the text of a conversation, a key or a path.
struct Problem: Error, Sendable, Equatable {
  enum Code: String, Sendable, CaseIterable {
    case invalidKey = "INVALID_API_KEY"
    case notPermitted = "INSUFFICIENT_PERMISSIONS"
    case notFound = "RESOURCE_NOT_FOUND"
    case invalid = "VALIDATION_ERROR"
    case processing = "PROCESSING_ERROR"
    case export = "EXPORT_ERROR"
    case tooMany = "RATE_LIMIT_EXCEEDED"
  }

  let code: Code
  let status: HTTPResponse.Status
  let message: String
  /// Facts by name, such as the parameter that is wrong.
  var details: [String: String] = [:]
  /// Seconds after which it may go well.
  var retryAfter: Int?
  /// Methods that the path takes.
  var allow: [String] = []

  init(
    _ code: Code, _ status: HTTPResponse.Status, _ message: String,
    details: [String: String] = [:], retryAfter: Int? = nil, allow: [String] = []
  ) {
    self.code = code
    self.status = status
    self.message = message
    self.details = details
    self.retryAfter = retryAfter
    self.allow = allow
  }

  static func invalid(_ message: String, _ parameter: String? = nil, hint: String? = nil) -> Problem
  {
    var details: [String: String] = [:]
    details["parameter"] = parameter
    details["hint"] = hint
    return Problem(.invalid, .badRequest, message, details: details)
  }

  static func notFound(_ message: String, hint: String? = nil) -> Problem {
    Problem(.notFound, .notFound, message, details: hint.map { ["hint": $0] } ?? [:])
  }

  static let noPath = Problem.notFound("there is no such route", hint: "GET /docs lists them")
  static let tooLarge = Problem(
    .invalid, .contentTooLarge, "the body is larger than 10 MB",
    details: ["hint": "send less at once, or load a file with pe"])
  static let busy = Problem(
    .processing, .serviceUnavailable, "too much is being worked on; come back in a moment",
    retryAfter: 1)
  static let tooSlow = Problem(
    .processing, .gatewayTimeout, "it took longer than an answer may",
    details: ["hint": "narrow the query, or submit a job"])
  static let readOnly = Problem(
    .notPermitted, .forbidden, "the workspace is served to be looked at only")
  static let stopping = Problem(
    .processing, .serviceUnavailable, "the gateway is stopping", retryAfter: 10)
}
#endif
