#if Gateway
import Corpus
import HTTPTypes
import Logging
import NIOCore
import NIOHTTP1

/// Stands where a connection's requests come in: holds clients to the limits of time, answers what is
/// no HTTP, and lets only an upgrade pass that will be accepted.
///
/// An upgrade that NIO begins and then declines loses the request's head, and its client an answer. So
/// `Upgrade` is taken out of every other head, as RFC 9110 (7.8) lets a server ignore it.
final class RequestGuard: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias InboundOut = HTTPServerRequestPart
  typealias OutboundIn = HTTPServerResponsePart
  typealias OutboundOut = HTTPServerResponsePart

  private enum Wait { case head, body, idle }

  private let gateway: Gateway
  private let limits: Limits
  /// Requests whose answers have not been written.
  private var open = 0
  private var isReading = false
  private var hasAnswered = false
  private var isRefused = false
  private var isOneTooMany = false
  private var alarm: Scheduled<Void>?
  private var readingAlarm: Scheduled<Void>?

  init(_ gateway: Gateway) {
    self.gateway = gateway
    limits = gateway.options.limits
  }

  func handlerAdded(context: ChannelHandlerContext) {
    isOneTooMany = !gateway.connected()
    arm(.head, context)
    if context.channel.isActive { begin(context) }
  }

  func channelActive(context: ChannelHandlerContext) {
    begin(context)
    context.fireChannelActive()
  }

  private func begin(_ context: ChannelHandlerContext) {
    guard isOneTooMany else { return }
    refuse(
      .init(.processing, .serviceUnavailable, "there are too many connections", retryAfter: 5),
      context)
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    // The gateway stops: whoever asks for nothing is not waited for.
    if event is ChannelShouldQuiesceEvent, open == 0, !isReading { context.close(promise: nil) }
    context.fireUserInboundEventTriggered(event)
  }

  func handlerRemoved(context: ChannelHandlerContext) {
    alarm?.cancel()
    readingAlarm?.cancel()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard !isRefused else { return }
    switch unwrapInboundIn(data) {
    case .head(var head):
      open += 1
      isReading = true
      arm(.body, context)
      if !head.headers["upgrade"].isEmpty, !StreamUpgrade.isAccepted(head, gateway) {
        head.headers.remove(name: "upgrade")
        let kept = head.headers[canonicalForm: "connection"].filter {
          $0.lowercased() != "upgrade" && $0.lowercased() != "http2-settings"
        }
        head.headers.remove(name: "connection")
        head.headers.remove(name: "http2-settings")
        if !kept.isEmpty {
          head.headers.add(name: "connection", value: kept.joined(separator: ", "))
        }
      }
      if head.headers["expect"].contains(where: { $0.lowercased() == "100-continue" }),
        head.headers["content-length"].first.flatMap(Int.init) ?? 0 <= limits.body
      {
        // From here, as what compresses answers would take it for one.
        context.writeAndFlush(
          wrapOutboundOut(.head(.init(version: .http1_1, status: .continue))), promise: nil)
      }
      context.fireChannelRead(wrapInboundOut(.head(head)))
    case .body: context.fireChannelRead(data)
    case .end:
      isReading = false
      alarm?.cancel()
      if open == 0 { arm(.idle, context) }
      context.fireChannelRead(data)
    }
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    switch unwrapOutboundIn(data) {
    case .head(let head) where head.status.code >= 200: hasAnswered = true
    case .end:
      open = max(0, open - 1)
      hasAnswered = false
      if open == 0, !isReading { arm(.idle, context) }
    default: break
    }
    context.write(data, promise: promise)
  }

  func channelWritabilityChanged(context: ChannelHandlerContext) {
    readingAlarm?.cancel()
    readingAlarm = nil
    if !context.channel.isWritable {
      readingAlarm = context.eventLoop.assumeIsolated().scheduleTask(
        in: .milliseconds(Int64(limits.readingSeconds * 1000))
      ) { [gateway] in
        gateway.log.info("a client did not read its answer in time")
        context.close(promise: nil)
      }
    }
    context.fireChannelWritabilityChanged()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    guard let error = error as? HTTPParserError else { return context.fireErrorCaught(error) }
    let problem: Problem =
      error == .headerOverflow
      ? .init(
        .invalid, .requestHeaderFieldsTooLarge, "the request's line and headers are too large")
      : .init(.invalid, .badRequest, "this is no request of HTTP/1.1")
    refuse(problem, context)
  }

  /// Sets the clock for what is waited for now.
  private func arm(_ wait: Wait, _ context: ChannelHandlerContext) {
    alarm?.cancel()
    let seconds =
      switch wait {
      case .head: limits.headerSeconds
      case .body: limits.bodySeconds
      case .idle: limits.idleSeconds
      }
    alarm = context.eventLoop.assumeIsolated().scheduleTask(
      in: .milliseconds(Int64(seconds * 1000))
    ) {
      guard wait != .idle else { return context.close(promise: nil) }
      self.refuse(
        .init(.invalid, .requestTimeout, "the request did not come in time"), context)
    }
  }

  /// Answers and closes; where an answer is being written already, closes.
  private func refuse(_ problem: Problem, _ context: ChannelHandlerContext) {
    guard !isRefused else { return }
    isRefused = true
    alarm?.cancel()
    // Answers to requests before this one come first, and they are not here yet.
    guard !hasAnswered, open <= 1 else { return context.close(promise: nil) }
    let id = gateway.requestID()
    let bytes = Envelope.bytes(problem, requestID: id, at: gateway.clock.now())
    var headers = HTTPHeaders([
      ("content-type", "application/json"), ("content-length", String(bytes.count)),
      ("connection", "close"), ("x-request-id", id), ("cache-control", "no-store"),
      ("x-content-type-options", "nosniff"),
    ])
    if let seconds = problem.retryAfter { headers.add(name: "retry-after", value: String(seconds)) }
    let head = HTTPResponseHead(
      version: .http1_1, status: .init(statusCode: problem.status.code), headers: headers)
    context.write(wrapOutboundOut(.head(head)), promise: nil)
    context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: bytes)))), promise: nil)
    let done = context.eventLoop.makePromise(of: Void.self)
    context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: done)
    let channel = context.channel
    done.futureResult.whenComplete { _ in
      // What the client still sends is read for a moment, so that it gets to read the answer.
      channel.close(mode: .output, promise: nil)
      channel.eventLoop.scheduleTask(in: .milliseconds(500)) { channel.close(promise: nil) }
    }
    gateway.metrics.answered("", "none", status: problem.status.code, in: .zero)
  }
}
#endif
