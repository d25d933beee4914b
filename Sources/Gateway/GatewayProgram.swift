#if Gateway
import Corpus
import Engine
import Foundation
import Glibc
import HTTPTypes
import HummingbirdCore
import Logging
import NIOCore
import NIOPosix
import PluginHost
import ServiceLifecycle
import UnixSignals

/// `pe-gateway`: what `pe serve` starts.
package enum GatewayProgram {
  /// Serves until it is told to stop, and gives the exit status.
  package static func run(_ arguments: [String]) async -> Int32 {
    let options: ServeOptions
    do {
      options = try ServeOptions(
        arguments, environment: ProcessInfo.processInfo.environment)
    } catch {
      write("error: \(error)\n", to: STDERR_FILENO)
      return 1
    }
    do {
      if options.describes {
        write(OpenAPI.document(RouteList.all), to: STDOUT_FILENO)
        return 0
      }
      if options.isEmpty {
        try await serveNothing(options)
        return 0
      }
      if let path = options.mock {
        try await serveRecordings(try MockAnswers(path: path), options)
        return 0
      }
      let tokens = if let path = options.jwt { try await Tokens(path: path) } else { Tokens?.none }
      let gateway = try Gateway(options, tokens: tokens, log: LogLines.logger(.info))
      try await serve(gateway) { port in
        write(greeting(gateway, port: port), to: STDOUT_FILENO)
      }
      return 0
    } catch let error as UsageError {
      write("error: \(error)\n", to: STDERR_FILENO)
      return 1
    } catch let error as IOError where error.errnoCode == EADDRINUSE {
      write(
        "error: port \(options.port) is taken; --port takes another, 0 any free one\n",
        to: STDERR_FILENO)
      return 4
    } catch {
      // On the person's own terminal, in the words of what failed.
      write("error: \(error)\n", to: STDERR_FILENO)
      return 4
    }
  }

  /// Serves `gateway` until a signal; `started` is told the port.
  static func serve(
    _ gateway: Gateway, signals: [UnixSignal] = [.sigterm, .sigint],
    started: @escaping @Sendable (Int) -> Void
  ) async throws {
    let requests = RequestResponder(gateway: gateway)
    let builder = HTTPServerBuilder { _ in WebChannel(gateway: gateway, requests: requests) }
    // Hummingbird tells an address as it starts; ours are told in the greeting.
    var quiet = gateway.log
    quiet.logLevel = .error
    let server = try builder.buildServer(
      configuration: ServerConfiguration(
        address: .hostname(gateway.options.host, port: gateway.options.port), backlog: 1024),
      eventLoopGroup: MultiThreadedEventLoopGroup.singleton, logger: quiet,
      responder: { _, _, _ in },
      onServerRunning: { channel in started(channel.localAddress?.port ?? 0) })
    var configuration = ServiceGroupConfiguration(
      services: [.init(service: server), .init(service: GatewayWork(gateway: gateway))],
      gracefulShutdownSignals: signals, logger: quiet)
    configuration.maximumGracefulShutdownDuration = .seconds(8)
    configuration.maximumCancellationDuration = .seconds(1)
    do {
      try await ServiceGroup(configuration: configuration).run()
    } catch {
      gateway.close()
      throw error
    }
    gateway.close()
  }

  /// The same server with an empty answer to everything.
  private static func serveNothing(_ options: ServeOptions) async throws {
    let logger = LogLines.logger(.error)
    let server = try HTTPServerBuilder.http1().buildServer(
      configuration: ServerConfiguration(
        address: .hostname(options.host, port: options.port), backlog: 1024),
      eventLoopGroup: MultiThreadedEventLoopGroup.singleton, logger: logger,
      responder: { _, writer, _ in
        try await writer.writeResponse(
          HTTPResponse(status: .ok, headerFields: [.contentLength: "0"]))
      })
    try await ServiceGroup(
      services: [server], gracefulShutdownSignals: [.sigterm, .sigint], logger: logger
    ).run()
  }

  /// Answers from recordings alone.
  private static func serveRecordings(_ answers: MockAnswers, _ options: ServeOptions) async throws
  {
    let logger = LogLines.logger(.error)
    let server = try HTTPServerBuilder.http1().buildServer(
      configuration: ServerConfiguration(
        address: .hostname(options.host, port: options.port), backlog: 1024),
      eventLoopGroup: MultiThreadedEventLoopGroup.singleton, logger: logger,
      responder: { request, writer, _ in try await answers.respond(request, writer) },
      onServerRunning: { channel in
        let port = channel.localAddress?.port ?? 0
        write(
          "answering \(answers.count) recordings on http://\(options.host):\(port)\n",
          to: STDOUT_FILENO)
      })
    try await ServiceGroup(
      services: [server], gracefulShutdownSignals: [.sigterm, .sigint], logger: logger
    ).run()
  }

  private static func write(_ text: String, to descriptor: Int32) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0 && errno != EINTR { return }
      bytes = bytes.dropFirst(max(0, count))
    }
  }

  /// Where it serves; on a first start, the three commands to a first answer.
  static func greeting(_ gateway: Gateway, port: Int) -> String {
    let options = gateway.options
    let place = options.host.contains(":") ? "[\(options.host)]" : options.host
    let address = "http://\(place):\(port)"
    var text = "serving \(gateway.workspaceName) on \(address)"
    text += gateway.isReadOnly ? ", to be looked at only\n" : "\n"
    if !options.isLoopback {
      text +=
        "others can reach it: keys travel in the clear unless a proxy with TLS stands before\n"
    }
    guard gateway.doorkeeper.hasNoKey else { return text + "page: \(address)/\n" }
    let body =
      #"{"conversation":{"messages":[{"role":"user","content":"I can not sleep."},"#
      + #"{"role":"assistant","content":"That sounds hard. What keeps you awake?"}]}}"#
    return text + """
      nobody has a key yet; in another terminal:

        pe keys add me --scopes read,validate,write,export
        export KEY=sk_…        the key that it shows
        curl -H "Authorization: Bearer $KEY" -H 'Content-Type: application/json' \\
          -d '\(body)' \(address)/v1/quality/validate

      and the page at \(address)/ takes the same key

      """
  }
}

/// What goes on beside requests, and ends in order: no new work from the moment of the signal.
struct GatewayWork: Service {
  let gateway: Gateway

  func run() async throws {
    if !gateway.isReadOnly {
      do {
        try await gateway.jobs.open()
      } catch {
        gateway.log.error("jobs that were open could not be taken up")
      }
    }
    try? await gracefulShutdown()
    gateway.stop()
    gateway.jobs.park()
    while !gateway.jobs.isIdle { try? await Task.sleep(for: .milliseconds(20)) }
  }
}
#endif
