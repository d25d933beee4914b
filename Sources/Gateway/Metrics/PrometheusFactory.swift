#if Gateway
import CoreMetrics
import Foundation
import Synchronization

/// Keeps what swift-metrics measures and writes it in Prometheus' text format (version 0.0.4).
final class PrometheusFactory: MetricsFactory {
  /// What is measured and of what, in the order given. Put in words only when it is written, since every
  /// request looks two of them up.
  fileprivate struct Name: Hashable {
    let label: String
    let names: [String]
    let values: [String]

    init(_ label: String, _ dimensions: [(String, String)]) {
      self.label = label
      names = dimensions.map(\.0)
      values = dimensions.map(\.1)
    }
  }

  private let counters = Mutex<[Name: Tally]>([:])
  private let gauges = Mutex<[Name: Level]>([:])
  private let histograms = Mutex<[Name: Histogram]>([:])
  /// What each family is, by name.
  private let help: [String: String]

  init(help: [String: String]) { self.help = help }

  func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
    let name = Name(label, dimensions)
    return counters.withLock { all in
      if let known = all[name] { return known }
      let made = Tally()
      all[name] = made
      return made
    }
  }

  func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
    let name = Name(label, dimensions)
    return gauges.withLock { all in
      if let known = all[name] { return known }
      let made = Level()
      all[name] = made
      return made
    }
  }

  func makeRecorder(
    label: String, dimensions: [(String, String)], aggregate: Bool
  ) -> any RecorderHandler {
    histogram(label, dimensions)
  }

  /// In seconds, as Prometheus counts time.
  func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
    histogram(label, dimensions)
  }

  private func histogram(_ label: String, _ dimensions: [(String, String)]) -> Histogram {
    let name = Name(label, dimensions)
    return histograms.withLock { all in
      if let known = all[name] { return known }
      let made = Histogram()
      all[name] = made
      return made
    }
  }

  func destroyCounter(_ handler: any CounterHandler) {
    counters.withLock { all in all = all.filter { $0.value !== handler } }
  }

  func destroyMeter(_ handler: any MeterHandler) {
    gauges.withLock { all in all = all.filter { $0.value !== handler } }
  }

  func destroyRecorder(_ handler: any RecorderHandler) {
    histograms.withLock { all in all = all.filter { $0.value !== handler } }
  }

  func destroyTimer(_ handler: any TimerHandler) {
    histograms.withLock { all in all = all.filter { $0.value !== handler } }
  }

  /// All of it, in order of the names.
  var text: String {
    var families: [String: (type: String, lines: [String])] = [:]
    for (name, tally) in counters.withLock({ $0 }) {
      families[name.label, default: ("counter", [])].lines
        .append("\(name.label)\(name.braced()) \(tally.value)")
    }
    for (name, level) in gauges.withLock({ $0 }) {
      families[name.label, default: ("gauge", [])].lines
        .append("\(name.label)\(name.braced()) \(Self.number(level.value))")
    }
    for (name, histogram) in histograms.withLock({ $0 }) {
      families[name.label, default: ("histogram", [])].lines += histogram.lines(name)
    }
    return families.sorted { $0.key < $1.key }.map { label, family in
      let about = help[label].map { "# HELP \(label) \($0)\n" } ?? ""
      // The buckets of one histogram stay in their order.
      let lines = family.type == "histogram" ? family.lines : family.lines.sorted()
      return about + "# TYPE \(label) \(family.type)\n" + lines.joined(separator: "\n") + "\n"
    }.joined()
  }

  fileprivate static func number(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : "\(value)"
  }

  private final class Tally: CounterHandler {
    private let count = Atomic<Int64>(0)
    var value: Int64 { count.load(ordering: .relaxed) }
    func increment(by amount: Int64) { count.wrappingAdd(amount, ordering: .relaxed) }
    func reset() { count.store(0, ordering: .relaxed) }
  }

  private final class Level: MeterHandler {
    private let level = Mutex(0.0)
    var value: Double { level.withLock { $0 } }
    func set(_ value: Int64) { level.withLock { $0 = Double(value) } }
    func set(_ value: Double) { level.withLock { $0 = value } }
    func increment(by amount: Double) { level.withLock { $0 += amount } }
    func decrement(by amount: Double) { level.withLock { $0 -= amount } }
  }

  private final class Histogram: TimerHandler, RecorderHandler {
    static let bounds = [
      0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30,
    ]
    private let state = Mutex<(counts: [Int], sum: Double)>(
      ([Int](repeating: 0, count: bounds.count + 1), 0))

    func recordNanoseconds(_ duration: Int64) { record(Double(duration) * 1e-9) }
    func record(_ value: Int64) { record(Double(value)) }

    func record(_ value: Double) {
      let place = Self.bounds.firstIndex { value <= $0 } ?? Self.bounds.count
      state.withLock { state in
        state.counts[place] += 1
        state.sum += value
      }
    }

    func lines(_ name: Name) -> [String] {
      let (counts, sum) = state.withLock { $0 }
      var below = 0
      var lines: [String] = []
      for (bound, count) in zip(Self.bounds.map(PrometheusFactory.number) + ["+Inf"], counts) {
        below += count
        lines.append("\(name.label)_bucket\(name.braced("le=\"\(bound)\"")) \(below)")
      }
      return lines + [
        "\(name.label)_sum\(name.braced()) \(sum)", "\(name.label)_count\(name.braced()) \(below)",
      ]
    }
  }
}

extension PrometheusFactory.Name {
  fileprivate func braced(_ more: String? = nil) -> String {
    let own = zip(names, values).map { name, value in
      let safe = value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
        .replacing("\n", with: "\\n")
      return "\(name)=\"\(safe)\""
    }
    let all = own + (more.map { [$0] } ?? [])
    return all.isEmpty ? "" : "{\(all.joined(separator: ","))}"
  }
}
#endif
