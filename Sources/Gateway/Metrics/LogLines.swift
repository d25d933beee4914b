#if Gateway
import Corpus
import Engine
import Foundation
import Glibc
import Logging

/// Writes log entries as JSON lines to standard error: a request's id, its route, what came of it;
/// never a path with an id, a key or a conversation's text.
struct LogLines: LogHandler {
  var metadata: Logger.Metadata = [:]
  var metadataProvider: Logger.MetadataProvider?
  var logLevel: Logger.Level = .info

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    var json = JSONWriter()
    json.object { json in
      json.member("time", Date().ISO8601Format())
      json.member("level", event.level.rawValue)
      json.member("message", "\(event.message)")
      let all = metadata.merging(event.metadata ?? [:]) { $1 }
      for (name, value) in all.sorted(by: { $0.key < $1.key }) {
        json.member(name, "\(value)")
      }
    }
    json.newline()
    json.bytes.withUnsafeBytes { _ = Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
  }

  static func logger(_ level: Logger.Level) -> Logger {
    var logger = Logger(label: "pe-gateway") { _ in LogLines() }
    logger.logLevel = level
    return logger
  }
}
#endif
