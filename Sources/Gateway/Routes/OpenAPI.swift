#if Gateway
import Corpus
import Engine
import HTTPTypes

/// The description of all routes in OpenAPI 3.1, made from the one list.
enum OpenAPI {
  static func document(_ routes: [Route]) -> String {
    var json = JSONWriter()
    json.object { json in
      json.member("openapi", "3.1.0")
      json.key("info")
      json.object { json in
        json.member("title", "Pixelated Empathy")
        json.member("version", Version.number)
        json.member(
          "description",
          "A workbench for emotional-support and therapy conversations. The scores describe text: "
            + "they are no medical device and no risk assessment, and no flag does not mean safe.")
      }
      json.key("paths")
      json.object { json in
        var patterns: [String] = []
        for route in routes where !patterns.contains(route.pattern) {
          patterns.append(route.pattern)
        }
        for pattern in patterns {
          json.key(pattern)
          json.object { json in
            for route in routes where route.pattern == pattern {
              json.key(route.method.rawValue.lowercased())
              json.object { describe(route, &$0) }
            }
          }
        }
      }
      json.key("components")
      json.object { json in
        json.key("securitySchemes")
        json.raw(
          #"{"key":{"type":"http","scheme":"bearer","description":"pk_…, sk_… or a signed token"}}"#
        )
        json.key("schemas")
        json.raw(schemas)
      }
    }
    return json.string
  }

  private static func describe(_ route: Route, _ json: inout JSONWriter) {
    json.member("summary", route.summary)
    json.member("operationId", name(of: route))
    if let method = ClientNames.name(of: route) { json.member("x-client-method", method) }
    if case .key(let scope) = route.access {
      json.member("description", "Scope: \(scope.rawValue). Gives \(route.gives).")
    } else {
      json.member("description", "Gives \(route.gives).")
    }
    json.key("security")
    json.raw(route.access == .everyone ? "[]" : #"[{"key":[]}]"#)
    json.key("parameters")
    json.array { json in
      for place in route.places {
        json.raw(
          #"{"name":"\#(place)","in":"path","required":true,"schema":{"type":"string","minLength":1,"pattern":"^[^\\u0000]+$"}}"#
        )
      }
      for parameter in route.parameters {
        json.object { json in
          json.member("name", parameter.name)
          json.member("in", "query")
          json.member("required", parameter.isRequired)
          json.member("description", parameter.summary)
          json.key("schema")
          json.raw(schema(parameter.kind))
        }
      }
    }
    if let body = route.body {
      json.key("requestBody")
      json.object { json in
        json.member("required", true)
        json.key("content")
        json.raw(#"{"application/json":{"schema":\#(schema(body))}}"#)
      }
    }
    json.key("responses")
    json.object { json in
      for (status, description) in statuses(of: route) {
        json.key(String(status))
        json.object { json in
          json.member("description", description)
          if status >= 400 {
            json.key("content")
            json.raw(reference("application/json", "Error"))
          } else if status < 300 && status != 204 {
            json.key("content")
            json.raw(
              route.media == "application/json" && !route.pattern.hasSuffix("openapi.json")
                ? reference("application/json", "Envelope")
                : #"{"\#(route.media)":{}}"#)
          }
        }
      }
    }
  }

  /// `get_v1_conversations_id`.
  private static func name(of route: Route) -> String {
    route.method.rawValue.lowercased()
      + route.pattern.map { $0.isLetter || $0.isNumber ? String($0) : "_" }.joined()
  }

  private static func reference(_ media: String, _ name: String) -> String {
    ##"{"\##(media)":{"schema":{"$ref":"#/components/schemas/\##(name)"}}}"##
  }

  private static func schema(_ kind: RouteParameter.Kind) -> String {
    switch kind {
    case .text, .words: #"{"type":"string","pattern":"^[^\\u0000]*$"}"#
    case .flag: #"{"type":"boolean"}"#
    case .whole(let range):
      #"{"type":"integer","minimum":\#(range.lowerBound),"maximum":\#(range.upperBound)}"#
    case .number(let range):
      #"{"type":"number","minimum":\#(range.lowerBound),"maximum":\#(range.upperBound)}"#
    }
  }

  private static func schema(_ body: BodySchema) -> String {
    let members = body.members.map { member in
      // What is not needed may be null as well as missing.
      let schema =
        member.isRequired ? member.schema : #"{"anyOf":[\#(member.schema),{"type":"null"}]}"#
      return "\"\(member.name)\":\(schema)"
    }.joined(separator: ",")
    let required = body.members.filter(\.isRequired).map { "\"\($0.name)\"" }
    return #"{"type":"object","additionalProperties":false,"properties":{\#(members)},"#
      + #""required":[\#(required.joined(separator: ","))]}"#
  }

  /// Those that a route may answer with.
  private static func statuses(of route: Route) -> [(Int, String)] {
    var all: [(Int, String)] = [(route.status.code, route.gives)]
    if route.isKept || route.media == "application/octet-stream" {
      all.append((304, "what the client has is current"))
    }
    if route.media == "application/octet-stream" {
      all += [(206, "the range that was asked for"), (416, "the file has no such range")]
    }
    if route.status == .switchingProtocols {
      all.append((426, "the request did not ask to become a WebSocket"))
    }
    all.append((400, "the request is not understood"))
    if route.access != .everyone {
      all += [
        (401, "no key, or one that opens nothing"), (403, "the key may not do that"),
        (429, "the key's requests of this hour are used up"),
      ]
    }
    all += [(404, "there is no such thing"), (405, "the route takes other methods")]
    if !route.places.isEmpty { all.append((409, "the name means several, or is taken")) }
    if route.media == "application/octet-stream" { all.append((410, "the file was removed")) }
    if route.body != nil {
      all += [(415, "the body is no JSON")]
    }
    all += [
      (408, "the request did not come in time"), (413, "the body is too large"),
      (422, "it is understood, and cannot be done"), (431, "the headers are too large"),
      (500, "it failed here"), (503, "come back in a moment"), (504, "it took too long"),
      (507, "the disk is full"),
    ]
    return all
  }

  private static let schemas =
    #"{"Envelope":{"type":"object","required":["success","data","message","timestamp"],"properties":{"#
    + #""success":{"const":true},"data":{},"message":{"type":"string"},"#
    + #""timestamp":{"type":"string","format":"date-time"}}},"#
    + #""Error":{"type":"object","required":["success","error","timestamp"],"properties":{"#
    + #""success":{"const":false},"timestamp":{"type":"string","format":"date-time"},"#
    + #""error":{"type":"object","required":["code","message","details","request_id"],"properties":{"#
    + #""code":{"enum":[\#(Problem.Code.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ","))]},"#
    + #""message":{"type":"string"},"details":{"type":"object"},"request_id":{"type":"string"}}}}}}"#
}
#endif
