#if Gateway
import HTTPTypes

/// Finds the route of a request.
struct RouteTable: Sendable {
  private struct Entry: Sendable {
    let route: Route
    let segments: [Substring]
  }

  private let entries: [Int: [Entry]]

  init(_ routes: [Route]) {
    entries = Dictionary(grouping: routes.map { Entry(route: $0, segments: $0.segments) }) {
      $0.segments.count
    }
  }

  enum Found: Sendable {
    case route(Route, places: [String: String])
    /// There are routes of this path, with other methods.
    case otherMethods([String])
    case none
  }

  /// `path` holds the segments, decoded.
  func find(_ method: HTTPRequest.Method, _ path: [String]) -> Found {
    var others: [String] = []
    for entry in entries[path.count] ?? [] {
      guard let places = Self.places(entry.segments, path) else { continue }
      if entry.route.method == method || method == .head && entry.route.method == .get {
        return .route(entry.route, places: places)
      }
      others.append(entry.route.method.rawValue)
    }
    return others.isEmpty ? .none : .otherMethods(others.sorted())
  }

  private static func places(_ pattern: [Substring], _ path: [String]) -> [String: String]? {
    var places: [String: String] = [:]
    for (wanted, given) in zip(pattern, path) {
      if wanted.hasPrefix("{") {
        places[String(wanted.dropFirst().dropLast())] = given
      } else if wanted != given {
        return nil
      }
    }
    return places
  }
}
#endif
