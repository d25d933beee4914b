#if Gateway
import CoreMetrics
import Engine
import Synchronization

/// What the gateway counts, under the platform's names.
struct GatewayMetrics: Sendable {
  private static let prefix = "pixelated_empathy_"
  let factory = PrometheusFactory(help: [
    prefix + "requests_total": "Requests answered, by the route's pattern.",
    prefix + "request_duration_seconds": "Seconds from a request's head to its answer.",
    prefix + "active_connections": "Connections that are open.",
    prefix + "jobs": "Jobs, by status.",
    prefix + "queue_length": "Jobs that wait.",
    prefix + "conversations_validated_total": "Conversations scored for a request or a job.",
    prefix + "cache_hits_total": "Answers that were kept from an earlier request.",
    prefix + "websocket_clients": "WebSocket clients that are connected.",
    prefix + "webhook_deliveries_total": "Notices sent, by outcome.",
  ])
  private let connections: Meter
  private let validated: Counter
  private let hits: Counter
  private let sockets: Meter

  init() {
    connections = Meter(label: Self.prefix + "active_connections", factory: factory)
    validated = Counter(label: Self.prefix + "conversations_validated_total", factory: factory)
    hits = Counter(label: Self.prefix + "cache_hits_total", factory: factory)
    sockets = Meter(label: Self.prefix + "websocket_clients", factory: factory)
  }

  /// `endpoint` is a route's pattern, never a path with an id.
  func answered(_ method: String, _ endpoint: String, status: Int, in duration: Duration) {
    let route = [("method", method), ("endpoint", endpoint)]
    factory.makeCounter(
      label: Self.prefix + "requests_total", dimensions: route + [("status", String(status))]
    ).increment(by: 1)
    let parts = duration.components
    factory.makeTimer(label: Self.prefix + "request_duration_seconds", dimensions: route)
      .recordNanoseconds(parts.seconds * 1_000_000_000 + parts.attoseconds / 1_000_000_000)
  }

  func connected() { connections.increment() }
  func disconnected() { connections.decrement() }
  func socketOpened() { sockets.increment() }
  func socketClosed() { sockets.decrement() }
  func hit() { hits.increment() }
  func validated(_ count: Int) { validated.increment(by: count) }

  func delivered(_ outcome: String) {
    factory.makeCounter(
      label: Self.prefix + "webhook_deliveries_total", dimensions: [("outcome", outcome)]
    ).increment(by: 1)
  }

  func jobs(_ counts: [String: Int]) {
    for (status, count) in counts {
      factory.makeMeter(label: Self.prefix + "jobs", dimensions: [("status", status)])
        .set(Int64(count))
    }
    factory.makeMeter(label: Self.prefix + "queue_length", dimensions: [])
      .set(Int64(counts["queued"] ?? 0))
  }
}
#endif
