import Synchronization

/// Tells how far a cross-validation has come, from any thread.
final class FoldMeter: Sendable {
  private let done = Atomic<Int>(0)
  private let total: Int
  private let report: ProgressReport

  init(total: Int, report: @escaping ProgressReport) {
    self.total = total
    self.report = report
  }

  func add(_ rows: Int) {
    let now = done.add(rows, ordering: .relaxed).newValue
    report(
      Progress(label: "evaluate", done: now, total: total, unit: .conversations))
  }
}
