public import PluginKit

/// Keeps what an exporter writes.
public struct MemorySink: ExportSink, Sendable {
  public private(set) var bytes: [UInt8] = []

  public init() {}

  public mutating func write(_ bytes: [UInt8]) { self.bytes.append(contentsOf: bytes) }
}
