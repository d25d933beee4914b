#if Gateway
import HummingbirdCore
import HTTPTypes
import Logging
import NIOCore
import NIOHTTP1
import NIOHTTPCompression
import NIOHTTPTypes
import NIOHTTPTypesHTTP1
import NIOWebSocket

/// A connection: HTTP/1.1, or WebSocket where its first request asks for that.
struct WebChannel: HTTPChannelHandler {
  enum Kind: Sendable {
    case http(NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart>)
    case socket(NIOAsyncChannel<WebSocketFrame, WebSocketFrame>, key: String)
  }

  struct Value: ServerChildChannelValue {
    let kind: EventLoopFuture<Kind>
    let channel: any Channel
  }

  let gateway: Gateway
  let requests: RequestResponder

  var responder: Responder {
    { request, writer, _ in try await requests.respond(request, writer) }
  }

  func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
    channel.eventLoop.makeCompletedFuture {
      let pipeline = channel.pipeline.syncOperations
      var decoderLimits = NIOHTTPDecoderLimitConfiguration()
      decoderLimits.maxHeaderFieldSize = gateway.options.limits.headers
      decoderLimits.maxHeaderListSize = gateway.options.limits.headers
      decoderLimits.maxHeaderFieldCount = 200
      let encoder = HTTPResponseEncoder()
      let decoder = ByteToMessageHandler(
        HTTPRequestDecoder(
          leftOverBytesStrategy: .forwardBytes, limitConfiguration: decoderLimits))
      let watch = RequestGuard(gateway)
      let gateway = gateway
      let upgrader = NIOTypedWebSocketServerUpgrader<Kind>(
        maxFrameSize: gateway.options.limits.frame,
        shouldUpgrade: { channel, head in
          // Whatever comes so far is accepted: the guard let it pass.
          channel.eventLoop.makeSucceededFuture(StreamUpgrade.headers(head))
        },
        upgradePipelineHandler: { channel, head in
          channel.eventLoop.makeCompletedFuture {
            .socket(
              try NIOAsyncChannel(
                wrappingChannelSynchronously: channel,
                configuration: .init(isOutboundHalfClosureEnabled: false)),
              key: StreamUpgrade.key(head) ?? "")
          }
        })
      let upgrade = NIOTypedHTTPServerUpgradeHandler(
        httpEncoder: encoder, extraHTTPHandlers: [decoder, watch],
        upgradeConfiguration: .init(
          upgraders: [upgrader],
          notUpgradingCompletionHandler: { channel in
            channel.eventLoop.makeCompletedFuture { .http(try Self.http(channel, logger)) }
          }))
      try pipeline.addHandler(encoder)
      try pipeline.addHandler(decoder)
      try pipeline.addHandler(watch)
      try pipeline.addHandler(upgrade)
      channel.closeFuture.whenComplete { _ in gateway.disconnected() }
      return Value(kind: upgrade.upgradeResultFuture, channel: channel)
    }
  }

  private static func http(
    _ channel: any Channel, _ logger: Logger
  ) throws -> NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart> {
    let pipeline = channel.pipeline.syncOperations
    try pipeline.addHandler(
      HTTPResponseCompressor(responseCompressionPredicate: { head, _ in
        // An answer to HEAD has no body to pack.
        let isHead = head.headers.contains(name: RequestResponder.withoutBody)
        head.headers.remove(name: RequestResponder.withoutBody)
        let bytes = head.headers["content-length"].first.flatMap(Int.init)
        let type = head.headers["content-type"].first ?? ""
        let isText = type.hasPrefix("application/json") || type.hasPrefix("text/")
        // A part of a file is counted in bytes as they are, and small answers gain nothing.
        return isText && !isHead && bytes.map { $0 >= 1024 } == true && head.status == .ok
          ? .compressIfPossible : .doNotCompress
      }))
    try pipeline.addHandler(HTTP1ToHTTPServerCodec(secure: false))
    try pipeline.addHandler(HTTPConnectionStateHandler(idleTimeout: nil, logger: logger))
    return try NIOAsyncChannel(
      wrappingChannelSynchronously: channel,
      configuration: .init(isOutboundHalfClosureEnabled: true))
  }

  func handle(value: Value, logger: Logger) async {
    guard let kind = try? await value.kind.get() else {
      return value.channel.close(promise: nil)
    }
    switch kind {
    case .http(let channel): await handleHTTP(asyncChannel: channel, logger: logger)
    case .socket(let channel, let key):
      await StreamClient(gateway, channel).serve(key: key)
    }
  }
}
#endif
