#if Gateway
import Corpus
import Engine
import Formats
import HTTPTypes
import NIOCore

/// One request to one route, by one caller.
struct Call: Sendable {
  let gateway: Gateway
  let id: String
  let route: Route
  /// What stands for the names between braces.
  let places: [String: String]
  let query: [String: String]
  let headers: HTTPFields
  let body: ByteBuffer
  /// Nil on routes for everyone.
  let caller: Caller?

  /// Performs an operation within the time that an answer may take.
  func perform<O: Operation>(_ operation: O) async throws -> O.Result {
    try await run { try operation.run(in: $0) }
  }

  /// The same for work that is no operation by itself.
  func run<T: Sendable>(_ work: @escaping @Sendable (Run) throws -> T) async throws -> T {
    try await gateway.run(work)
  }

  // Parameters

  func text(_ name: String) -> String? { query[name] }

  /// Throws ``Problem`` unless it is a number in the route's range.
  func whole(_ name: String, or usual: Int) throws -> Int {
    guard let text = query[name] else { return usual }
    guard case .whole(let range) = kind(name) else { return usual }
    guard let number = Int(text), range.contains(number) else {
      throw Problem.invalid(
        "\(name) takes a whole number from \(range.lowerBound) to \(range.upperBound)", name)
    }
    return number
  }

  /// Nil where it is not given.
  func number(_ name: String) throws -> Double? {
    guard let text = query[name] else { return nil }
    guard case .number(let range) = kind(name) else { return nil }
    guard let number = Double(text), range.contains(number) else {
      throw Problem.invalid(
        "\(name) takes a number from \(shortest(range.lowerBound)) to "
          + shortest(range.upperBound), name)
    }
    return number
  }

  func flag(_ name: String) throws -> Bool {
    switch query[name] {
    case nil, "false", "0": false
    case "true", "1", "": true
    default: throw Problem.invalid("\(name) is true or false", name)
    }
  }

  /// Nil where it is not given.
  func words(_ name: String) -> [String]? {
    query[name].map { $0.split(separator: ",").map { String($0).trimmingSpaces } }
  }

  private func kind(_ name: String) -> RouteParameter.Kind? {
    route.parameters.first { $0.name == name }?.kind
  }

  /// Throws ``Problem`` for parameters that the route does not take, twice or not at all.
  static func query(
    _ pairs: [(name: String, value: String)], of route: Route
  ) throws -> [String: String] {
    var query: [String: String] = [:]
    for (name, value) in pairs {
      guard route.parameters.contains(where: { $0.name == name }) else {
        let known = route.parameters.map(\.name)
        let nearest = nearestName(to: name, among: known)
        throw Problem.invalid(
          "there is no parameter '\(Problem.shown(name))'", Problem.shown(name),
          hint: nearest.map { "did you mean '\($0)'?" }
            ?? (known.isEmpty ? "it takes none" : "it takes \(known.joined(separator: ", "))"))
      }
      guard query.updateValue(value, forKey: name) == nil else {
        throw Problem.invalid("\(name) is given twice", name)
      }
    }
    for parameter in route.parameters where parameter.isRequired && query[parameter.name] == nil {
      throw Problem.invalid("\(parameter.name) is needed", parameter.name)
    }
    return query
  }

  // Body

  /// Reads the body, an object with the members that the route takes and no others.
  ///
  /// - Parameter read: is given the object, which is valid during the call alone.
  func readBody<T>(_ read: (JSONValue) throws -> T) throws -> T {
    if let type = headers[.contentType], !type.lowercased().hasPrefix("application/json") {
      throw Problem(.invalid, .unsupportedMediaType, "a body is application/json")
    }
    guard body.readableBytes > 0 else {
      throw Problem.invalid("the body is empty; a JSON object is wanted")
    }
    let result: Result<T, any Error>
    do {
      result = try JSONParser().parse(copying: body.readableBytesView) { value in
        Result {
          guard value.isObject else {
            throw Problem.invalid("the body is a JSON object, not \(value.article)")
          }
          try checkMembers(value)
          return try read(value)
        }
      }
    } catch {
      throw Problem.invalid("the body is \(error.reason)")
    }
    return try result.get()
  }

  private func checkMembers(_ object: JSONValue) throws {
    let known = route.body?.members ?? []
    var seen: Set<String> = []
    for member in object.members {
      let name = member.key.string
      guard known.contains(where: { $0.name == name }) else {
        let nearest = nearestName(to: name, among: known.map(\.name))
        throw Problem.invalid(
          "there is no member '\(Problem.shown(name))'", Problem.shown(name),
          hint: nearest.map { "did you mean '\($0)'?" }
            ?? "it takes \(known.map(\.name).joined(separator: ", "))")
      }
      guard seen.insert(name).inserted else { throw Problem.invalid("\(name) stands twice", name) }
    }
    for member in known where member.isRequired && !seen.contains(member.name) {
      throw Problem.invalid("\(member.name) is needed", member.name)
    }
  }
}

extension JSONValue {
  /// A member's text; nil where it is missing or null. Throws ``Problem`` for another kind.
  func string(_ name: String) throws -> String? {
    guard let value = self[name], !value.isNull else { return nil }
    guard let text = value.text?.string else {
      throw Problem.invalid("\(name) is text, not \(value.article)", name)
    }
    return text
  }

  func whole(_ name: String, in range: ClosedRange<Int>) throws -> Int? {
    guard let value = self[name], !value.isNull else { return nil }
    // 5.0 is a whole number too.
    guard let number = value.integer ?? value.number.flatMap({ Int(exactly: $0) }),
      range.contains(number)
    else {
      throw Problem.invalid(
        "\(name) takes a whole number from \(range.lowerBound) to \(range.upperBound)", name)
    }
    return number
  }

  func number(_ name: String, in range: ClosedRange<Double>) throws -> Double? {
    guard let value = self[name], !value.isNull else { return nil }
    guard let number = value.number ?? value.integer.map(Double.init), range.contains(number) else {
      throw Problem.invalid(
        "\(name) takes a number from \(shortest(range.lowerBound)) to "
          + shortest(range.upperBound), name)
    }
    return number
  }

  func flag(_ name: String) throws -> Bool? {
    guard let value = self[name], !value.isNull else { return nil }
    switch value.kind {
    case .yes: return true
    case .no: return false
    default: throw Problem.invalid("\(name) is true or false", name)
    }
  }

  func strings(_ name: String) throws -> [String]? {
    guard let value = self[name], !value.isNull else { return nil }
    guard value.isArray else {
      throw Problem.invalid("\(name) is a list, not \(value.article)", name)
    }
    return try value.elements.map { element in
      guard let text = element.text?.string else {
        throw Problem.invalid("\(name) is a list of texts", name)
      }
      return text
    }
  }
}

extension String {
  var trimmingSpaces: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
#endif
