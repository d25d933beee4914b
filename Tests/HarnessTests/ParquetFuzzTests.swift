import Foundation
import Parquet
import PluginKit
import Testing

@testable import Formats

/// Damaged Parquet files are read or refused, as ``FuzzTests`` have it for other formats.
@Suite struct ParquetFuzzTests {
  private static let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent()

  /// Files whose pages are not packed let damage through to levels and values.
  private static let files = [
    "pages-1", "pages-2", "delta-integers", "delta-lengths", "delta-bytes", "split", "codec-none",
    "codec-snappy", "codec-lz4", "run-booleans", "polars",
  ]

  @Test(arguments: files)
  func `a damaged Parquet file is read or refused`(name: String) throws {
    let path = Self.tests.appendingPathComponent("ParquetTests/Files/\(name).parquet")
    let whole = Array(try Data(contentsOf: path))
    var read = 0
    let first = Mutator.firstSeed
    for seed in first..<first + UInt64(Mutator.count(60)) {
      var mutator = Mutator(seed: seed)
      let bytes = mutator.damagedInPlace(whole)
      let start = ContinuousClock.now
      do {
        let rows = try ParquetFile(BytesInMemory(bytes)).rows()
        var length = 0
        while try rows.next(), rows.number < 5_000 { length += rows.text.count }
        read += length
      } catch let error as ParquetError {
        #expect(!error.message.isEmpty, "case \(seed)")
      } catch {
        Issue.record("\(name), case \(seed): \(error)")
      }
      #expect(ContinuousClock.now - start < .seconds(20), "case \(seed) of \(name)")
    }
    #expect(read > 0, "nothing was ever read")
  }

  @Test(arguments: ["transcripts", "turns", "pairs"])
  func `damaged talk in Parquet is read or refused`(name: String) throws {
    let program = try Program()
    defer { program.remove() }
    let file = Self.tests.appendingPathComponent("FormatsTests/Parquet/\(name).parquet")
    let whole = Array(try Data(contentsOf: file))
    let first = Mutator.firstSeed
    for seed in first..<first + UInt64(Mutator.count(60)) {
      var mutator = Mutator(seed: seed)
      let path = try program.write(
        seed.isMultiple(of: 2) ? mutator.damaged(whole) : mutator.damagedInPlace(whole),
        to: name + ".parquet")
      do {
        _ = try CorpusFile.open(path).read { _ in }
      } catch let error as FormatError {
        #expect(!error.message.isEmpty, "case \(seed)")
      } catch {
        Issue.record("\(name), case \(seed): \(error)")
      }
    }
  }
}
