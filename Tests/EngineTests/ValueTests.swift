import Foundation
import Outcomes
import PluginKit
import Testing

@testable import Benchmarks
@testable import Engine

/// Small values whose numbers matter.
@Suite struct ValueTests {
  @Test func `a summary has the textbook's numbers`() throws {
    // numpy 2.4: mean, std(ddof=1), percentile 25, 50, 75 of these.
    let summary = try #require(Summary(of: [0.4, 0.1, 0.9, 0.7, 0.3]))
    #expect(summary.count == 5)
    #expect(abs(summary.mean - 0.48) < 1e-12)
    #expect(abs(summary.deviation - 0.319374388453426) < 1e-12)
    #expect(abs(summary.lowerQuartile - 0.3) < 1e-12)
    #expect(abs(summary.median - 0.4) < 1e-12)
    #expect(abs(summary.upperQuartile - 0.7) < 1e-12)
    #expect(Summary(of: []) == nil)
    #expect(Summary(of: [2])?.deviation == 0)
  }

  @Test func `equal numbers have no spread, and numbers of any size a summary`() throws {
    for value in [0.1, 1.0 / 3, -7e-300, 1e308, 123_456.789] {
      let same = try #require(Summary(of: [Double](repeating: value, count: 7_001)))
      #expect(same.mean == value && same.deviation == 0 && same.median == value)
    }
    // By the decimal module of Python, 60 digits.
    let great = try #require(Summary(of: [-1e308, 1e308, 0.5e308]))
    #expect(abs(great.mean / 1.6666666666666666e307 - 1) < 1e-12)
    #expect(abs(great.deviation / 1.0408329997330663e308 - 1) < 1e-12)
    #expect(great.lowerQuartile == -0.25e308 && great.upperQuartile == 0.75e308)
    let widest = try #require(
      Summary(of: [-Double.greatestFiniteMagnitude, .greatestFiniteMagnitude]))
    #expect(widest.mean == 0 && widest.median == 0 && widest.deviation.isFinite)
    // What comes later is not lost beside a great number.
    let tenths = try #require(Summary(of: [1e16] + [Double](repeating: 1, count: 1000)))
    #expect(tenths.mean == (1e16 + 1000) / 1001)
  }

  @Test func `order statistics are those of the sorted numbers`() {
    var random = SeededRandom(seed: 5)
    for count in [1, 2, 3, 4, 5, 24, 25, 60, 1_000] {
      for kinds in [2, 7, 1 << 20] {
        let values = (0..<count).map { _ in Double(Int.random(in: 0..<kinds, using: &random)) }
        let sorted = values.sorted()
        var places = OrderStatistics(values)
        for share in [0.0, 0.25, 0.5, 0.75, 1] {
          let place = share * Double(count - 1)
          let low = Int(place)
          let high = min(low + 1, count - 1)
          let expected = sorted[low] + (sorted[high] - sorted[low]) * (place - Double(low))
          #expect(places.quantile(share) == expected, "\(count) \(kinds) \(share)")
        }
      }
    }
  }

  @Test func `a value on an edge belongs to the bin on its right, the last to the last`() {
    let histogram = Distribution(
      [0, 0.1, 0.3, 0.30000000000000004, 1, .nan, 0.999], range: 0...1, bins: 10)
    #expect(histogram.counts == [1, 1, 0, 2, 0, 0, 0, 0, 0, 2])
    #expect(histogram.missing == 1)
    #expect(histogram.edges.count == 11)
  }

  @Test func `edges are the decimals that they read as, and decide`() {
    let twenty = Distribution([0.15, 0.35, 0.55, 0.7], range: 0...1, bins: 20)
    #expect(twenty.edges[3] == 0.15 && twenty.edges[7] == 0.35 && twenty.edges[11] == 0.55)
    #expect([3, 7, 11, 14].allSatisfy { twenty.counts[$0] == 1 })
    for bins in 2...40 {
      let made = Distribution([], range: -0.3...1.2, bins: bins)
      let counted = Distribution(made.edges, edges: made.edges)
      #expect(counted.counts == [Int](repeating: 1, count: bins - 1) + [2])
    }
    let far = Distribution([-1e140, 5, 1e140], range: 0...10, bins: 4)
    #expect(far.counts == [1, 0, 1, 1])
  }

  @Test func `means of groups have the textbook's intervals`() throws {
    // scipy 1.17: t.ppf(0.975, df), t.interval, ttest_ind(equal_var=False).confidence_interval.
    for (freedom, t) in [
      (1, 12.70620474), (2.5, 3.57465484), (4, 2.77644511), (10, 2.22813885), (1000.7, 1.96233742),
    ] {
      #expect(abs(Student.quantile975(freedom: freedom) - t) < 1e-8)
    }
    let first = try #require(Summary(of: [0.4, 0.1, 0.9, 0.7, 0.3]))
    let second = try #require(Summary(of: [0.2, 0.35, 0.15, 0.5, 0.25, 0.1, 0.45]))
    let interval = try #require(first.meanInterval.interval)
    #expect(abs(interval.lowerBound - 0.08344431990903661) < 1e-10)
    #expect(abs(interval.upperBound - 0.8765556800909631) < 1e-10)
    let difference = try #require(first.difference(from: second).interval)
    #expect(abs(difference.lowerBound + 0.1946787966778698) < 1e-9)
    #expect(abs(difference.upperBound - 0.583250225249298) < 1e-9)
    // By the formulas of Hedges and Olkin in numpy.
    let effect = try #require(first.effectInterval(from: second))
    #expect(abs(effect.value - 0.7671058580211347) < 1e-9)
    #expect(abs((effect.interval?.lowerBound ?? 0) + 0.42088) < 1e-4)
  }

  @Test func `a histogram of one value or none does not fail`() {
    let same = Distribution([3, 3], range: nil, bins: 4)
    #expect(same.counts.reduce(0, +) == 2)
    let none = Distribution([.nan], range: nil, bins: 4)
    #expect(none.counts == [0, 0, 0, 0])
  }

  private func table(_ rows: [[Table.Cell]], isOrdered: Bool = true) -> Table {
    Table(
      "t", [.init("a", .text), .init("b", .number), .init("when", .text, isVolatile: true)],
      rows: rows, isOrdered: isOrdered)
  }

  @Test func `a table's digest sees what matters and nothing else`() {
    let one: [Table.Cell] = [.text("caf\u{E9}"), .number(0.1234567), .text("now")]
    let same: [Table.Cell] = [.text("cafe\u{301}"), .number(0.12345671), .text("later")]
    let other: [Table.Cell] = [.text("café"), .number(0.124), .text("now")]
    #expect(table([one]).digest == table([same]).digest)
    #expect(table([one]).digest != table([other]).digest)
    #expect(table([one, other]).digest != table([other, one]).digest)
    #expect(
      table([one, other], isOrdered: false).digest == table([other, one], isOrdered: false).digest)
    #expect(
      table([[.text("1"), .null, .null]]).digest != table([[.integer(1), .null, .null]]).digest)
    #expect(
      table([[.null, .number(0), .null]]).digest == table([[.null, .number(-0.0), .null]]).digest)
  }

  @Test func `a file appears whole or not at all`() throws {
    let folder = NSTemporaryDirectory() + "pe-output-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = folder + "/out.txt"
    do {
      let file = try OutputFile(path) { _ in false }
      try file.write("half")
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder).isEmpty)
    let file = try OutputFile(path) { _ in false }
    try file.write("abc")
    let artifact = try file.finish(rows: 1)
    #expect(
      artifact.sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    #expect(throws: FileFault.self) { _ = try OutputFile(path) { _ in false } }
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "abc")
  }

  @Test func `generated conversations do not depend on how many are made`() {
    let generator = ConversationGenerator(seed: 1)
    #expect(generator.conversation(7) == ConversationGenerator(seed: 1).conversation(7))
    #expect(generator.conversation(7) != generator.conversation(8))
    #expect(generator.conversation(7) != ConversationGenerator(seed: 2).conversation(7))
  }

  @Test(arguments: [
    ("AnnoMI-simple.csv", "annomi-simple"), ("/a/b/My File (2).jsonl", "my-file-2"),
    ("größe.json", "größe"), ("...", "dataset"), ("data.train.jsonl", "data-train"),
  ])
  func `a dataset is named by its file`(path: String, name: String) {
    #expect(Run.datasetName(fromPath: path) == name)
  }

  @Test func `settings are held to their list`() throws {
    var settings = Settings()
    try settings.set("seed", to: "7")
    #expect(settings.seed == 7)
    #expect(throws: SettingFault.self) { try settings.set("seed", to: "x") }
    #expect(throws: SettingFault.self) { try settings.set("mode", to: "pretty") }
    #expect(Set(Settings.all.map(\.name)).count == Settings.all.count)
    for setting in Settings.all { try settings.set(setting.name, to: setting.defaultValue) }
  }
}
