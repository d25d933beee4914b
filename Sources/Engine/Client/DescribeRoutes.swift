import Formats
private import Foundation

/// What routes a gateway has, as it describes them itself: from one that runs, or from the program that is
/// built beside this one.
package struct DescribeRoutes: Operation {
  /// Nil for the program.
  package var gateway: GatewayAddress?

  package init(gateway: GatewayAddress?) { self.gateway = gateway }

  package struct Parameter: Sendable {
    package let name: String
    /// Of JSON Schema, such as `string`.
    package let type: String
    package let summary: String
    package let isRequired: Bool
    package let isInBody: Bool
  }

  package struct Route: Sendable {
    package let method: String
    package let path: String
    /// In words joined by `_`; nil for routes that clients have no method for.
    package let clientMethod: String?
    package let summary: String
    /// The scope that it needs, and what it gives.
    package let description: String
    package let parameters: [Parameter]
  }

  package struct Result: Sendable {
    /// OpenAPI, as it was given.
    package let document: [UInt8]
    package let version: String
    package let routes: [Route]
  }

  /// Throws ``GatewayFault``.
  package func run(in run: Run) throws -> Result {
    let document = try gateway?.document("/v1/openapi.json") ?? Self.ownDocument()
    let result: Swift.Result<Result, any Error>
    do {
      result = try JSONParser().parse(copying: document) { value in
        Swift.Result { try Self.read(value, document, from: gateway?.url ?? Self.program) }
      }
    } catch {
      throw GatewayFault.isNoGateway(gateway?.url ?? Self.program, status: 200, type: "")
    }
    return try result.get()
  }

  private static var program: String {
    (Session.ownExecutable as NSString).deletingLastPathComponent + "/pe-gateway"
  }

  private static func ownDocument() throws -> [UInt8] {
    guard FileManager.default.isExecutableFile(atPath: program) else {
      throw GatewayFault.notBuilt(program)
    }
    let child = Process()
    child.executableURL = URL(fileURLWithPath: program)
    child.arguments = ["describe"]
    let output = Pipe()
    child.standardOutput = output
    child.standardInput = FileHandle.nullDevice
    do {
      try child.run()
    } catch {
      throw GatewayFault.notBuilt(program)
    }
    let data = output.fileHandleForReading.readDataToEndOfFile()
    child.waitUntilExit()
    return [UInt8](data)
  }

  private static func read(
    _ value: JSONValue, _ document: [UInt8], from place: String
  ) throws -> Result {
    guard let paths = value["paths"], paths.isObject else {
      throw GatewayFault.isNoGateway(place, status: 200, type: "")
    }
    let routes = paths.members.flatMap { path in
      path.value.members.map { method in
        Route(
          method: method.key.string.uppercased(), path: path.key.string,
          clientMethod: method.value["x-client-method"]?.text?.string,
          summary: text(method.value["summary"]), description: text(method.value["description"]),
          parameters: parameters(method.value))
      }
    }
    return Result(
      document: document, version: text(value["info"]?["version"]), routes: routes)
  }

  private static func text(_ value: JSONValue?) -> String { value?.text?.string ?? "" }

  private static func parameters(_ route: JSONValue) -> [Parameter] {
    var all: [Parameter] = []
    if let listed = route["parameters"] {
      for parameter in listed.elements {
        all.append(
          Parameter(
            name: text(parameter["name"]), type: type(parameter["schema"]),
            summary: text(parameter["description"]),
            isRequired: parameter["required"]?.kind == .yes, isInBody: false))
      }
    }
    guard
      let schema = route["requestBody"]?["content"]?["application/json"]?["schema"],
      let properties = schema["properties"]
    else { return all }
    var needed: [String] = []
    if let required = schema["required"] { needed = required.elements.map { text($0) } }
    for member in properties.members {
      let name = member.key.string
      all.append(
        Parameter(
          name: name, type: type(member.value), summary: "", isRequired: needed.contains(name),
          isInBody: true))
    }
    return all
  }

  private static func type(_ schema: JSONValue?) -> String {
    guard let schema else { return "any" }
    if let first = schema["anyOf"]?.elements.first(where: { _ in true }) { return type(first) }
    if let name = schema["type"]?.text?.string { return name }
    if let types = schema["type"], types.isArray {
      return types.elements.first { _ in true }.map { text($0) } ?? "any"
    }
    return schema["enum"] == nil ? "any" : "string"
  }
}
