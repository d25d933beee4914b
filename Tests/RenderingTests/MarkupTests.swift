import Corpus
import Foundation
import Outcomes
import Rendering
import Testing

#if canImport(FoundationXML)
import FoundationXML
#endif

@Suite struct MarkupTests {
  private func isWellFormed(_ text: String) -> Bool {
    XMLParser(data: Data(text.utf8)).parse()
  }

  private let histogram = Histogram(
    title: "<overall> & \"more\"", unit: "conversations", edges: [0, 0.5, 1], counts: [3, 9],
    missing: 1)

  @Test func `a histogram is a self-contained image`() {
    let image = svg(histogram)
    #expect(isWellFormed(image))
    #expect(image.contains("<title>&lt;overall&gt; &amp; &quot;more&quot;: 12 conversations"))
    #expect(image.contains("<title>0.5 to 1.0: 9 (75.0 %)</title>"))
    #expect(image.split(separator: "<rect").count == 3)
    #expect(image.contains("prefers-color-scheme:dark"))
    #expect(!image.replacing("http://www.w3.org/2000/svg", with: "").contains("http"))
  }

  @Test(arguments: [0, 1, 300, 6000])
  func `a scatter is drawn whatever its size`(_ count: Int) {
    let points = (0..<count).map { Scatter.Point(x: Double($0 % 97), y: Double($0 % 89)) }
    let scatter = Scatter(title: "t", xLabel: "x\u{0}", yLabel: "y", points: points, missing: 0)
    let image = svg(scatter)
    #expect(isWellFormed(image))
    #expect(image.contains("<circle") == (count > 0 && count <= 4000))
    #expect(image.utf8.count < 500_000)
  }

  @Test(arguments: [
    Histogram(title: "", unit: "", edges: [], counts: [], missing: 0),
    Histogram(title: "", unit: "", edges: [1, 1], counts: [0], missing: 0),
    Histogram(title: "", unit: "", edges: [.nan, .infinity], counts: [5], missing: 0),
  ])
  func `a histogram without range is drawn empty rather than wrong`(_ histogram: Histogram) {
    let image = svg(histogram)
    #expect(isWellFormed(image))
    #expect(!image.contains("nan") && !image.contains("inf"))
  }

  @Test(arguments: 0..<40)
  func `a report of anything is well formed and carries nothing live`(_ seed: Int) {
    var texts = HardTexts(seed: UInt64(seed))
    let outcome = texts.outcome()
    let page = ReportPage(
      title: texts.next(upTo: 9), subtitle: texts.next(upTo: 9),
      sections: [
        .init(heading: texts.next(upTo: 5), outcome: outcome),
        .init(
          heading: "all",
          blocks: [
            .paragraph(texts.next(upTo: 30)), .transcript(texts.transcript()),
            .table(texts.table(), caption: texts.next(upTo: 5)), .histogram(histogram),
          ]),
      ], colophon: texts.next(upTo: 4))
    let html = page.html
    #expect(isWellFormed(html))
    #expect(!html.contains("<script") && !html.contains("<b>&") && !html.contains("src="))
  }

  @Test(arguments: 0..<20)
  func `what can be sorted and unfolded is well formed, with one script that the page allows`(
    _ seed: Int
  ) throws {
    var texts = HardTexts(seed: UInt64(seed))
    let label = texts.next(upTo: 60)
    let html = ReportPage(
      title: "t", subtitle: "",
      sections: [
        .init(
          heading: "h",
          blocks: [
            .listing(texts.table(), caption: texts.next(upTo: 4), anchors: [0: "c1"]),
            .unfolding([
              .init(anchor: "c1", facts: [texts.next(upTo: 4)], transcript: texts.transcript())
            ]),
            .groups(
              GroupedHistogram(
                title: texts.next(upTo: 3), edges: [0, 0.5, 1],
                rows: [
                  .init(label: label, counts: [0, 3], median: 0.7),
                  .init(label: "", counts: [0, 0], median: nil),
                ])),
            .intervals(
              IntervalPlot(
                title: "i",
                rows: [
                  .init(label: label, value: 0.5, interval: 0.4...0.6),
                  .init(label: "", value: .nan, interval: nil),
                ])), .code(texts.next(upTo: 20)),
          ])
      ]
    ).html
    #expect(isWellFormed(html))
    #expect(html.split(separator: "<script").count == 2)
    let script = try #require(html.firstMatch(of: /<script>((?s:.*))<\/script>/)).1
    let digits = Array(Digest(of: String(script)).hex)
    let bytes = stride(from: 0, to: 64, by: 2).map {
      UInt8(String(digits[$0...$0 + 1]), radix: 16)!
    }
    #expect(html.contains("script-src 'sha256-\(Data(bytes).base64EncodedString())'"))
    #expect(!html.contains("nan") || label.contains("nan"))
  }

  @Test func `a report numbers its tables and figures and escapes its texts`() {
    let table = Table("t", [.init("name", .text)], rows: [[.text("<script>")], [.null]])
    let html = ReportPage(
      title: "A & B", subtitle: "",
      sections: [
        .init(heading: "One", blocks: [.table(table, caption: "first"), .histogram(histogram)]),
        .init(heading: "Two", blocks: [.table(table, caption: "second")]),
      ]
    ).html
    #expect(html.hasPrefix("<!DOCTYPE html>\n<html lang=\"en\""))
    #expect(html.contains("<b>Table 1.</b> first") && html.contains("<b>Table 2.</b> second"))
    #expect(html.contains("<b>Figure 1.</b>"))
    #expect(html.contains("<h1>A &amp; B</h1>"))
    #expect(html.contains("&lt;script&gt;") && !html.contains("<script"))
    #expect(html.contains("<td class=\"txt null\">–</td>"))
  }

  @Test func `evidence in a report is marked, numbered and listed`() {
    let transcript = Transcript(
      dataset: "d", id: "1", metadata: [],
      turns: [
        .init(
          index: 0, role: .assistant, speaker: "therapist", text: "So it is hard. Stop.",
          marks: [
            .init(range: 0..<14, label: "reflection", contribution: 0.1),
            .init(range: 15..<20, label: "advice", contribution: -0.1),
          ])
      ], scores: [.init(metric: "m", value: 0.25, interval: nil, reason: nil)], tier: "draft")
    let html = ReportPage(
      title: "t", subtitle: "", sections: [.init(heading: "h", blocks: [.transcript(transcript)])]
    ).html
    #expect(html.contains("<mark class=\"earned\">So it is hard.</mark><sup>1</sup>"))
    #expect(html.contains("<mark class=\"cost\">Stop.</mark><sup>2</sup>"))
    #expect(html.contains("<li class=\"cost\"><sup>2</sup> -0.100 advice</li>"))
    #expect(html.contains("width:25%"))
  }

  @Test func `links in prose go only to the web`() {
    let html = ReportPage(
      title: "t", subtitle: "",
      sections: [
        .init(
          heading: "h",
          blocks: [.page("[a](https://example.org) [b](javascript:alert) [c](data:text)")])
      ]
    ).html
    #expect(html.contains("<a href=\"https://example.org\">a</a>"))
    #expect(!html.contains("javascript:") && !html.contains("data:text"))
  }
}
