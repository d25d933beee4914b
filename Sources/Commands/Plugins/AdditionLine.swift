import Engine

extension Session {
  /// The line of a script that brings back the build of a plugin that is in use; nil when there is
  /// no such plugin, and for one that was not accepted on this machine.
  func additionLine(of key: RecallPlugin.Key) -> String? {
    let origin = try? RecallPlugin(key).run(in: begin())
    return origin?.line
  }
}

extension RecallPlugin.Origin {
  fileprivate var line: String {
    switch self {
    case .definition(let text): "\(DefineCommand.name) \(text)"
    case .build(let code, let path, let isInProcess):
      "\(PluginAddCommand.name) \(Token.typed(path)) --build \(code.prefix(8))"
        + (isInProcess ? " --in-process" : "")
    }
  }
}
