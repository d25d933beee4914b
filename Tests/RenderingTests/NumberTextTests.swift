import Outcomes
import Rendering
import Testing

@Suite struct NumberTextTests {
  @Test(arguments: [
    (0, "0"), (999, "999"), (9699, "9,699"), (-1_234_567, "-1,234,567"),
    (Int.min, "-9,223,372,036,854,775,808"),
  ])
  func `integers are grouped`(_ value: Int, _ text: String) {
    #expect(NumberText.grouped(value) == text)
  }

  @Test(arguments: [
    (0.6125, "0.613"), (0.0005, "0.001"), (-0.5, "-0.500"), (0, "0.000"), (1234.5, "1,234.500"),
    (0.0001, "1.0e-04"), (-0.0000123, "-1.2e-05"), (0.00009996, "1.0e-04"), (1e300, "1e+300"),
    (.nan, "nan"), (-.infinity, "-inf"),
  ])
  func `scores have three decimals and never read as zero when they are not`(
    _ value: Double, _ text: String
  ) {
    #expect(NumberText.score(value) == text)
  }

  @Test(arguments: [
    (0.0431, "43 ms"), (0.1, "0.1 s"), (9.96, "10 s"), (119, "119 s"), (185, "3 min 5 s"),
    (3900, "1 h 5 min"), (-1, "0 ms"), (.infinity, "inf s"),
  ])
  func `seconds are told in the unit that fits`(_ value: Double, _ text: String) {
    #expect(NumberText.seconds(value) == text)
  }

  @Test(arguments: [
    (999, "999 B"), (1_400_000, "1.4 MB"), (999_700, "1.0 MB"), (126_000_000, "126 MB"),
    (3.28e9, "3.3 GB"),
  ])
  func `bytes are told in powers of 1000`(_ value: Double, _ text: String) {
    #expect(NumberText.bytes(value) == text)
  }

  @Test(arguments: [
    (Measure("conversations", 133), "133 conversations"),
    (Measure("conversations", 1), "1 conversation"), (Measure("entries", 1), "1 entry"),
    (Measure("bad_records", 2), "2 bad records"), (Measure("missing", 1), "1 missing"),
    (Measure("tier.draft", 12), "tier draft 12"),
    (Measure("overall.mean", 0.6123, .score), "overall mean 0.612"),
    (Measure("flagged", 0.123, .share), "flagged 12.3 %"),
    (Measure("seconds", 0.1, .seconds), "0.1 s"),
    (Measure("training", 1.2, .seconds), "training 1.2 s"),
    (Measure("bytes", 1_400_000, .bytes), "1.4 MB"), (Measure("read", 5000, .bytes), "read 5.0 kB"),
    (Measure("rate", 1673.6, .perSecond), "1,674/s"),
    (Measure("texts_per_second", 3.44, .perSecond), "3.4 texts/s"),
    (Measure("k", 5, .none), "k 5"),
    (Measure("fingerprint", text: "9f2c41d0"), "fingerprint 9f2c41d0"),
    (Measure("digest", text: String(repeating: "0a", count: 32)), "digest 0a0a0a0a0a0a"),
    (Measure("conversations", .nan, .count), "nan conversations"),
  ])
  func `a measure reads with its unit`(_ measure: Measure, _ text: String) {
    #expect(MeasureText.text(measure) == text)
  }
}
