import Synchronization
import Testing

@testable import Shell

struct ProgressMeterTests {
  /// A terminal and a clock that the test turns.
  private final class Desk: Sendable {
    let time = Mutex(0.0)
    let drawn = Mutex<[String]>([])

    func meter(isShown: Bool = true) -> ProgressMeter {
      ProgressMeter(
        isShown: isShown,
        format: { done, total, _, _ in "\(done) of \(total.map(String.init) ?? "?")" },
        columns: { 20 }, now: { self.time.withLock { $0 } },
        draw: { text in self.drawn.withLock { $0.append(text) } })
    }

    func at(_ seconds: Double) { time.withLock { $0 = seconds } }
    var output: [String] { drawn.withLock { $0 } }
  }

  @Test func `it appears after half a second and at most ten times a second`() {
    let desk = Desk()
    let meter = desk.meter()
    for step in 0...100 {
      desk.at(Double(step) / 100)
      meter.update(done: step, total: 100)
    }
    #expect(desk.output.first == "\r50 of 100\u{1B}[K")
    #expect((5...6).contains(desk.output.count))
  }

  @Test func `its line is cleared before other output and at the end`() {
    let desk = Desk()
    let meter = desk.meter()
    desk.at(1)
    meter.update(done: 1, total: nil)
    meter.interrupt { desk.drawn.withLock { $0.append("other") } }
    meter.finish()
    #expect(desk.output == ["\r1 of ?\u{1B}[K", "\r\u{1B}[K", "other"])
  }

  @Test func `short work draws nothing`() {
    let desk = Desk()
    let meter = desk.meter()
    desk.at(0.4)
    meter.update(done: 1, total: 2)
    meter.finish()
    #expect(desk.output.isEmpty)
  }

  @Test func `without a terminal nothing is drawn`() {
    let desk = Desk()
    let meter = desk.meter(isShown: false)
    desk.at(9)
    meter.update(done: 1, total: 2)
    meter.finish()
    #expect(desk.output.isEmpty)
  }

  @Test func `a line that is too long does not wrap`() {
    let desk = Desk()
    let meter = desk.meter()
    desk.at(1)
    meter.update(done: 1_234_567_890, total: 1_234_567_890_123)
    #expect(desk.output == ["\r1234567890 of 12…\u{1B}[K"])
  }
}
