#if Gateway
import Engine
import HTTPTypes

/// One route: what it takes, who may use it, and how it is answered. ``RouteList/all`` is the one list:
/// the router, the description of all routes, metrics and the tests of scopes read it.
struct Route: Sendable {
  enum Access: Sendable, Equatable {
    case everyone
    /// Whatever its scopes.
    case anyKey
    case key(AccessScope)
  }

  let method: HTTPRequest.Method
  /// `/v1/conversations/{id}`.
  let pattern: String
  let access: Access
  /// A line for lists.
  let summary: String
  let parameters: [RouteParameter]
  /// The schema of the body, in JSON Schema; nil where none is taken.
  let body: BodySchema?
  /// The schema of `data`; a word on it.
  let gives: String
  /// Whether the answer is kept until the workspace changes.
  let isKept: Bool
  /// Whether it changes the workspace or what belongs to it.
  let writes: Bool
  /// Of the answer that goes well.
  let status: HTTPResponse.Status
  /// What is sent: an envelope unless it says else.
  let media: String
  let answer: @Sendable (Call) async throws -> Answer

  init(
    _ method: HTTPRequest.Method, _ pattern: String, _ access: Access, _ summary: String,
    parameters: [RouteParameter] = [], body: BodySchema? = nil, gives: String, isKept: Bool = false,
    writes: Bool = false, status: HTTPResponse.Status = .ok, media: String = "application/json",
    answer: @escaping @Sendable (Call) async throws -> Answer
  ) {
    self.method = method
    self.pattern = pattern
    self.access = access
    self.summary = summary
    self.parameters = parameters
    self.body = body
    self.gives = gives
    self.isKept = isKept
    self.writes = writes
    self.status = status
    self.media = media
    self.answer = answer
  }

  var segments: [Substring] { pattern.split(separator: "/") }

  /// The names between braces.
  var places: [String] {
    segments.filter { $0.hasPrefix("{") }.map { String($0.dropFirst().dropLast()) }
  }
}

/// A value in the query of a route's address.
struct RouteParameter: Sendable {
  enum Kind: Sendable, Equatable {
    case text
    case whole(ClosedRange<Int>)
    case number(ClosedRange<Double>)
    case flag
    /// Words joined by commas.
    case words
  }

  let name: String
  let kind: Kind
  let summary: String
  var isRequired = false

  init(_ name: String, _ kind: Kind, _ summary: String, isRequired: Bool = false) {
    self.name = name
    self.kind = kind
    self.summary = summary
    self.isRequired = isRequired
  }
}

/// What a body may hold, as the description of routes tells it and the tests hold against it.
struct BodySchema: Sendable {
  struct Member: Sendable {
    let name: String
    /// JSON Schema of the value.
    let schema: String
    let isRequired: Bool

    init(_ name: String, _ schema: String, isRequired: Bool = false) {
      self.name = name
      self.schema = schema
      self.isRequired = isRequired
    }
  }

  let members: [Member]
  init(_ members: Member...) { self.members = members }
}
#endif
