#if Gateway
import Corpus
import Engine
import Formats
import Foundation
import Logging
import NIOCore
import NIOWebSocket
import Synchronization
import Workspace

/// A WebSocket client: takes messages, answers them, and is sent the progress of jobs that it watches.
struct StreamClient: Sendable {
  private let gateway: Gateway
  private let channel: NIOAsyncChannel<WebSocketFrame, WebSocketFrame>

  init(_ gateway: Gateway, _ channel: NIOAsyncChannel<WebSocketFrame, WebSocketFrame>) {
    self.gateway = gateway
    self.channel = channel
  }

  /// Serves until either side closes. `key` was let in for the moment.
  func serve(key: String) async {
    gateway.metrics.socketOpened()
    defer { gateway.metrics.socketClosed() }
    do {
      try await channel.executeThenClose { inbound, outbound in
        guard let caller = try? await gateway.doorkeeper.caller(bearer: key) else {
          try await outbound.write(Self.close(.unknown(4401), "this key opens nothing"))
          return
        }
        let outbox = Outbox(limit: gateway.options.limits.waiting)
        let inbox = StreamInbox(gateway, caller, key: key, outbox)
        defer { inbox.close() }
        await withTaskGroup(of: Void.self) { group in
          group.addTask {
            // What waits is sent in order; the last is a close where the client is let go.
            for await frame in outbox.frames {
              guard (try? await outbound.write(frame)) != nil else { break }
              outbox.sent(frame)
              if frame.opcode == .connectionClose { break }
            }
            // The other side may never say goodbye.
            try? await Task.sleep(for: .seconds(1))
            channel.channel.close(promise: nil)
          }
          group.addTask {
            while !Task.isCancelled, !gateway.isStopping {
              guard (try? await Task.sleep(for: .milliseconds(250))) != nil else { return }
            }
            if gateway.isStopping { outbox.close(.goingAway, "the gateway is stopping") }
          }
          var fragments = Fragments(limit: gateway.options.limits.frame)
          reading: do {
            for try await frame in inbound {
              switch frame.opcode {
              case .ping:
                outbox.add(
                  WebSocketFrame(fin: true, opcode: .pong, data: frame.unmaskedData))
              case .pong: break
              case .connectionClose:
                outbox.add(
                  WebSocketFrame(fin: true, opcode: .connectionClose, data: frame.unmaskedData))
                outbox.finish()
                break reading
              default:
                switch fragments.add(frame) {
                case .more: break
                case .broken(let code, let reason):
                  outbox.close(code, reason)
                  break reading
                case .text(let bytes): await inbox.take(bytes)
                }
              }
            }
            outbox.finish()
          } catch {
            outbox.finish()
          }
          // The reader ended: what is still to be sent goes out, the watcher stops.
          _ = await group.next()
          group.cancelAll()
        }
      }
    } catch {
      gateway.log.debug("a stream ended with an error")
    }
  }

  static func close(_ code: WebSocketErrorCode, _ reason: String) -> WebSocketFrame {
    var data = ByteBuffer()
    data.write(webSocketErrorCode: code)
    data.writeString(reason)
    return WebSocketFrame(fin: true, opcode: .connectionClose, data: data)
  }
}

/// Puts messages of several frames together, within a limit.
struct Fragments {
  enum Taken {
    case more
    case text([UInt8])
    case broken(WebSocketErrorCode, String)
  }

  /// Frames of one message; a client that sends empty ones for ever is told so.
  private static let mostFrames = 1024
  private let limit: Int
  private var bytes: [UInt8] = []
  private var frames = 0

  init(limit: Int) { self.limit = limit }

  mutating func add(_ frame: WebSocketFrame) -> Taken {
    switch frame.opcode {
    case .text where frames == 0: break
    case .continuation where frames > 0: break
    case .binary: return .broken(.unacceptableData, "messages are text")
    default: return .broken(.protocolError, "a frame out of order")
    }
    frames += 1
    var data = frame.unmaskedData
    guard frames <= Self.mostFrames, bytes.count + data.readableBytes <= limit else {
      return .broken(.messageTooLarge, "a message has at most \(limit) bytes")
    }
    bytes += data.readBytes(length: data.readableBytes) ?? []
    guard frame.fin else { return .more }
    defer {
      bytes = []
      frames = 0
    }
    return .text(bytes)
  }
}

/// Frames that wait to be sent to one client, of which there may not be too many bytes.
final class Outbox: Sendable {
  let frames: AsyncStream<WebSocketFrame>
  private let continuation: AsyncStream<WebSocketFrame>.Continuation
  private let waiting = Mutex<(bytes: Int, isClosing: Bool)>((0, false))
  private let limit: Int

  init(limit: Int) {
    self.limit = limit
    (frames, continuation) = AsyncStream.makeStream()
  }

  /// From any thread. A client that does not read is let go with a reason.
  func add(_ frame: WebSocketFrame) {
    let bytes = frame.data.readableBytes + 16
    let isTooMuch = waiting.withLock { waiting -> Bool? in
      guard !waiting.isClosing else { return nil }
      waiting.bytes += bytes
      return waiting.bytes > limit
    }
    guard let isTooMuch else { return }
    if isTooMuch { return close(.policyViolation, "what was sent was not read") }
    continuation.yield(frame)
  }

  func add(_ text: [UInt8]) {
    add(WebSocketFrame(fin: true, opcode: .text, data: ByteBuffer(bytes: text)))
  }

  func sent(_ frame: WebSocketFrame) {
    waiting.withLock { $0.bytes -= frame.data.readableBytes + 16 }
  }

  /// Nothing more is taken; what waits goes out, and a close with the reason last.
  func close(_ code: WebSocketErrorCode, _ reason: String) {
    let isFirst = waiting.withLock { waiting in
      defer { waiting.isClosing = true }
      return !waiting.isClosing
    }
    guard isFirst else { return }
    continuation.yield(StreamClient.close(code, reason))
    continuation.finish()
  }

  func finish() { continuation.finish() }
}
#endif
