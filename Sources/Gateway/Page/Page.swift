#if Gateway
import Engine
import HTTPTypes

/// The page at `/`: one app that the gateway serves itself, without a build tool or the network.
enum Page {
  /// Nothing from elsewhere, nothing inline, in nobody's frame.
  static let policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; "
    + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

  static func answer(_ text: String, media: String) -> Answer {
    var answer = Answer.plain(text, media: media + "; charset=utf-8")
    answer.headers[.contentSecurityPolicy] = policy
    answer.headers[.cacheControl] = "no-cache"
    answer.tag = RequestResponder.tag(Array(text.utf8))
    return answer
  }

  /// All routes in a page to read.
  static func documentation(_ routes: [Route]) -> String {
    var rows = ""
    for route in routes {
      let access =
        switch route.access {
        case .everyone: "no key"
        case .anyKey: "any key"
        case .key(let scope): scope.rawValue
        }
      var takes = route.parameters.map { "<code>\(escaped($0.name))</code> \(escaped($0.summary))" }
      takes += (route.body?.members ?? []).map {
        "<code>\(escaped($0.name))</code> in the body\($0.isRequired ? ", needed" : "")"
      }
      rows += """
        <tr><td><code>\(route.method.rawValue)</code></td><td><code>\(escaped(route.pattern))</code></td>\
        <td>\(access)</td><td>\(escaped(route.summary))<br><span class="quiet">gives \
        \(escaped(route.gives))</span></td><td>\(takes.joined(separator: "<br>"))</td></tr>

        """
    }
    return """
      <!doctype html>
      <html lang="en"><head><meta charset="utf-8"><meta name="color-scheme" content="light dark">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>Routes · Pixelated Empathy</title><link rel="icon" href="data:,">
      <link rel="stylesheet" href="/page.css"></head><body><main>
      <h1>Routes</h1>
      <p>A key goes with each request: <code>Authorization: Bearer KEY</code>. Answers are
      <code>{success, data, message, timestamp}</code>, errors <code>{success: false, error: {code,
      message, details, request_id}, timestamp}</code>.
      <a href="/v1/openapi.json">openapi.json</a> tells the same to programs.</p>
      <div class="scroll"><table><thead><tr><th scope="col">method</th><th scope="col">route</th>
      <th scope="col">scope</th><th scope="col">what for</th><th scope="col">takes</th></tr></thead>
      <tbody>
      \(rows)</tbody></table></div></main></body></html>
      """
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
      .replacing("\"", with: "&quot;")
  }
}

extension RouteList {
  static let pages: [Route] = [
    Route(.get, "/", .everyone, "The page", gives: "HTML", media: "text/html") { _ in
      Page.answer(Page.markup, media: "text/html")
    },
    Route(.get, "/page.css", .everyone, "How the page looks", gives: "CSS", media: "text/css") {
      _ in
      Page.answer(Page.style, media: "text/css")
    },
    Route(
      .get, "/page.js", .everyone, "What the page does", gives: "JavaScript",
      media: "text/javascript"
    ) { _ in
      Page.answer(Page.script, media: "text/javascript")
    },
    Route(
      .get, "/docs", .everyone, "All routes in a page to read", gives: "HTML", media: "text/html"
    ) { _ in
      Page.answer(Page.documentation(RouteList.all), media: "text/html")
    },
  ]
}
#endif
