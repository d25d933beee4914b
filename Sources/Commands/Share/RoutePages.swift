import Engine

/// A page on the routes for readers of one language.
enum RoutePages {
  enum Language: String, CaseIterable { case python, javascript, openapi, markdown }

  static func page(_ language: Language, of described: DescribeRoutes.Result) -> String {
    switch language {
    case .openapi: String(decoding: described.document, as: UTF8.self) + "\n"
    case .markdown: markdown(described)
    case .python:
      methods(
        described,
        .init(
          title: "Python", note: python, fence: "python", name: { $0 }, call: "api.",
          types: [
            "string": "str", "integer": "int", "number": "float", "boolean": "bool",
            "array": "list",
            "object": "dict",
          ]))
    case .javascript:
      methods(
        described,
        .init(
          title: "JavaScript", note: javascript, fence: "js", name: camelCase, call: "await api.",
          types: [
            "integer": "number", "array": "Array", "object": "Object",
          ]))
    }
  }

  private struct Form {
    let title: String
    let note: String
    let fence: String
    let name: (String) -> String
    let call: String
    let types: [String: String]
  }

  private static let python = """
    `PixelatedEmpathyAPI` waits for its answers, `AsyncPixelatedEmpathyAPI` is awaited, `local(workspace)` needs \
    no gateway; all have these methods. What goes wrong is a kind of `PixelatedEmpathyAPIError`.
    """
  private static let javascript = """
    Every method of `PixelatedEmpathyAPI` gives a promise, or an async iterator. What goes wrong is a kind of \
    `PixelatedEmpathyAPIError`.
    """

  private static func methods(_ described: DescribeRoutes.Result, _ form: Form) -> String {
    var text = "# The client's methods in \(form.title)\n\n\(form.note)\n\n"
    text += "Of the gateway \(described.version).\n"
    for route in described.routes {
      guard let method = route.clientMethod else { continue }
      text += "\n## \(form.name(method))\n\n\(route.summary). \(route.description)\n\n"
      text +=
        "```\(form.fence)\n\(form.call)\(form.name(method))(…)   # \(route.method) \(route.path)\n```\n"
      guard !route.parameters.isEmpty else { continue }
      text += "\n| the route takes | type | |\n|---|---|---|\n"
      for parameter in route.parameters {
        let type = form.types[parameter.type] ?? parameter.type
        let needed = parameter.isRequired ? "needed" : ""
        let words = [needed, cell(parameter.summary)].filter { !$0.isEmpty }.joined(separator: "; ")
        text += "| `\(parameter.name)` | \(type) | \(words) |\n"
      }
    }
    return text
  }

  private static func markdown(_ described: DescribeRoutes.Result) -> String {
    var text =
      "# Routes\n\nOf the gateway \(described.version). A key goes with each request that needs "
    text += "one: `Authorization: Bearer KEY`.\n\n| route | takes | |\n|---|---|---|\n"
    for route in described.routes {
      let takes = route.parameters.map { parameter in
        "`\(parameter.name)`" + (parameter.isRequired ? " (needed)" : "")
      }
      let words = [route.summary + ".", route.description].filter { !$0.isEmpty }
      text += "| `\(route.method) \(route.path)` | \(takes.joined(separator: ", ")) | "
      text += "\(cell(words.joined(separator: " "))) |\n"
    }
    return text
  }

  private static func cell(_ text: String) -> String {
    text.replacing("|", with: "\\|").replacing("\n", with: " ")
  }

  static func camelCase(_ name: String) -> String {
    let words = name.split(separator: "_")
    return words.prefix(1).joined()
      + words.dropFirst().map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
  }
}
