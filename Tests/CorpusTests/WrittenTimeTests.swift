import Testing

@testable import Corpus

/// Days and times as people and programs write them.
@Suite struct WrittenTimeTests {
  /// 2024-02-03, midnight.
  private static let day = 1_706_918_400.0

  private static let spans: [(String, Double, Double)] = [
    ("2024-02-03", 0, 86_400), ("2024/2/3", 0, 86_400), ("3.2.2024", 0, 86_400),
    (" 3 Feb 2024 ", 0, 86_400), ("February 3rd, 2024", 0, 86_400),
    ("3 de febrero de 2024", 0, 86_400),
    ("samedi 3 février 2024", 0, 86_400), ("2024年2月3日", 0, 86_400), ("2024년 2월 3일", 0, 86_400),
    ("03-Feb-2024", 0, 86_400), ("2024-Feb-03", 0, 86_400), ("2024-02-03T09:05", 32_700, 60),
    ("2024-02-03 09:05:10", 32_710, 1), ("3 Feb 2024, 9:05 PM", 75_900, 60),
    ("Sat Feb  3 09:05:10 2024", 32_710, 1), ("2024-02-03T09:05:10.5Z", 32_710.5, 0.1),
    ("3. Februar 2024 um 09:05 Uhr", 32_700, 60), ("28/02/2024", 25 * 86_400, 86_400),
    ("02/28/2024", 25 * 86_400, 86_400), ("29/02/2024", 26 * 86_400, 86_400),
    ("2024-02-02 24:00", 0, 60),
  ]

  private static let zones: [(String, Double)] = [
    ("2024-02-03T10:00:00Z", 0.0), ("2024-02-03 10:00 +0530", 19_800),
    ("2024-02-03 10:00-05", -18_000),
    ("Sat, 03 Feb 2024 10:00:00 GMT", 0), ("Sat Feb 03 2024 10:00:00 GMT+0100 (CET)", 3_600),
    ("Sat Feb 03 10:00:00 +0100 2024", 3_600),
  ]

  @Test(arguments: spans)
  func `a time spans what it names`(text: String, after: Double, spans: Double) throws {
    let time = try #require(WrittenTime(text), "\(text)")
    #expect(time.start == Self.day + after)
    #expect(abs(time.end - time.start - spans) < 1e-3)
    #expect(!time.isDoubtful)
  }

  @Test(arguments: zones)
  func `a clock tells its zone`(text: String, zone: Double) throws {
    let time = try #require(WrittenTime(text))
    #expect(time.zone == zone && time.start == Self.day + 36_000)
  }

  @Test(arguments: [
    "", "unknown", "2024", "12", "tomorrow", "3 Febtober 2024", "2024-13-01", "2024-02-03 soon",
    "May",
    "may 2024 be kind", "version 2024.5", "room 12, 2024", "32/32/2024", "2024-02-03 10:00 XYZ",
    "1 2 3 Feb 2024", "Feb Mar 3 2024", "3 Feb 20245", "２０２４", "2024-02-0３",
    "2024-02-30", "31/4/2024", "29.2.2023", "30 Feb 2024", "2024-05-01 25:99", "2024-05-01 25:00",
    "2024-05-01T10:60", "2024-05-01 10:00:61", "1 May 2024 24:30",
  ])
  func `what is none is none`(text: String) { #expect(WrittenTime(text) == nil, "\(text)") }

  @Test func `months and years span theirs, and days may be doubtful`() throws {
    let month = try #require(WrittenTime("2024-02"))
    #expect(month.end - month.start == 29 * 86_400)
    #expect(WrittenTime("Dezember 2023") == WrittenTime("2023-12"))
    let year = try #require(WrittenTime(year: "2023"))
    #expect(year.end - year.start == 365 * 86_400)
    let doubtful = try #require(WrittenTime("3/2/2024"))
    #expect(doubtful.isDoubtful && doubtful.start == Self.day)
    #expect(WrittenTime("2/3/2024", isMonthFirst: true)?.start == Self.day)
    #expect(WrittenTime("2/2/2024")?.isDoubtful == false)
  }

  @Test func `random bytes are no trap`() {
    var random = SeededRandom(seed: 11)
    let pieces = Array("2024-02 03:15.5,/TZ+feb may年()".utf8) + [0xE5, 0xFF, 0x80]
    for _ in 0..<20_000 {
      let bytes = (0..<Int.random(in: 0..<40, using: &random)).map { _ in
        pieces[Int.random(in: 0..<pieces.count, using: &random)]
      }
      bytes.withUnsafeBufferPointer { bytes in
        if let time = WrittenTime(bytes) { #expect(time.end >= time.start) }
      }
    }
  }
}
