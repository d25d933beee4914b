// Conversations as a page of cards, the words that earned or cost a score highlighted.
//
// An exporter is told when the file begins, each conversation, and when it ends. It writes as it
// goes and keeps nothing, so that any number of conversations fits.

import PluginKit

struct HTMLCards: Exporter {
  static let info = ExporterInfo(
    summary: "one HTML page of conversation cards with the evidence highlighted",
    fileExtensions: ["cards.html"],
    options: [
      OptionInfo("title", "heading of the page", default: "Conversations"),
      OptionInfo("metric", "show the evidence of this metric alone; empty for all", default: ""),
    ],
    needsEvidence: true,
    manual: Manual(
      whatItDoes: """
        Writes one page that needs no other file, script or network: a card for each conversation \
        with its metadata, scores and turns. Words that raised a score are green, that lowered it \
        red, both striped; a small number leads to the list below the card, and a tooltip says the \
        same. Scores from 0 to 1 have a bar. It follows the light or dark setting, and prints.
        """,
      why: "A number convinces when the words behind it are seen.",
      knownProblems: """
        Browsers become slow with some thousand cards; choose by a query. The range of a score is \
        not known here: a count that lies between 0 and 1 has a bar as well. The page holds the \
        conversations' text and has to be kept as carefully.
        """,
      example: "export page.cards.html overall>=0.8"))

  let title: String
  let metric: String
  var metrics: [String] = []
  var count = 0

  mutating func begin(metrics: [String], into sink: inout some ExportSink) throws {
    self.metrics = metrics
    try sink.write(
      """
      <!doctype html>
      <html lang="en"><head><meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta http-equiv="Content-Security-Policy" \
      content="default-src 'none'; style-src 'unsafe-inline'">
      <title>\(escaped(title))</title>
      <style>\(style)</style></head><body>
      <h1>\(escaped(title))</h1>
      <p><mark class="up">raised a score</mark> <mark class="down">lowered it</mark> \
      <mark class="both">both</mark></p>

      """)
  }

  mutating func write(_ item: ScoredConversation, into sink: inout some ExportSink) throws {
    count += 1
    let conversation = item.conversation
    let tier = item.tier.map { " <small>\(escaped($0))</small>" } ?? ""
    let entries = conversation.metadata.entries.map { (name: $0.key, value: $0.value.plainText) }
    let facts = ([(name: "dataset", value: item.dataset)] + entries).filter { !$0.value.isEmpty }
    let scores = zip(metrics, item.scores).map { metric, score -> String in
      guard let score else { return "" }
      let bar = "<i class=\"bar\"><b style=\"width:\(rounded(score * 100))%\"></b></i>"
      return "<li>\(escaped(metric)) \(rounded(score))\((0...1).contains(score) ? bar : "")</li>"
    }
    let lines = facts.map { "\($0.name): \($0.value)" }.joined(separator: " · ")
    var page = """
      <article id="c\(count)"><h2 dir="auto">\(escaped(conversation.id))\(tier)</h2>
      <p dir="auto">\(escaped(lines))</p>
      <ul>\(scores.joined())</ul>

      """
    var legend = Legend()
    var evidence = item.evidence.filter { metric.isEmpty || $0.metric == metric }[...]
    for (index, message) in conversation.messages.enumerated() {
      // Evidence comes in order of message and place.
      let here = evidence.prefix { $0.message <= index }
      evidence = evidence.dropFirst(here.count)
      let speaker = message.speaker.isEmpty ? message.role.rawValue : message.speaker
      page += """
        <div class="\(message.role.rawValue)"><b dir="auto">\(escaped(speaker))</b>
        <p dir="auto">\(marked(message.text, here, &legend))</p></div>

        """
    }
    try sink.write(page + legend.html + "</article>\n")
  }

  mutating func finish(into sink: inout some ExportSink) throws {
    try sink.write("<footer>\(count) conversation\(count == 1 ? "" : "s")</footer></body></html>\n")
  }

  /// The text as HTML. Evidence may overlap: the text is cut at each beginning and end, and every
  /// piece knows what covers it.
  private func marked(
    _ text: String, _ evidence: ArraySlice<Evidence>, _ legend: inout Legend
  ) -> String {
    let bytes = Array(text.utf8)
    let spans = evidence.filter { !$0.range.isEmpty && $0.range.upperBound <= bytes.count }
    let ends = spans.flatMap { [$0.range.lowerBound, $0.range.upperBound] }
    let cuts = Set([0, bytes.count] + ends).sorted()
    var html = ""
    var waiting = spans[...]
    var open: [Evidence] = []
    for (start, end) in zip(cuts, cuts.dropFirst()) {
      open.removeAll { $0.range.upperBound <= start }
      while let next = waiting.first, next.range.lowerBound <= start {
        open.append(next)
        waiting = waiting.dropFirst()
      }
      let piece = escaped(String(decoding: bytes[start..<end], as: UTF8.self))
      html += open.isEmpty ? piece : mark(piece, open, upTo: end, &legend)
    }
    return html
  }

  /// A piece of text, and behind the end of each evidence its number in the legend.
  private func mark(
    _ piece: String, _ evidence: [Evidence], upTo end: Int, _ legend: inout Legend
  ) -> String {
    let raises = evidence.contains { $0.contribution > 0 }
    let lowers = evidence.contains { $0.contribution < 0 }
    let kind = raises && lowers ? "both" : raises ? "up" : lowers ? "down" : "none"
    let names = evidence.map { "\($0.metric): \($0.label) \(signed($0.contribution))" }
    let title = escaped(names.joined(separator: "\n"))
    let numbers = evidence.filter { $0.range.upperBound == end }.map { legend.number(of: $0) }
    let notes = numbers.map { "<sup>\($0)</sup>" }.joined()
    return "<mark class=\"\(kind)\" title=\"\(title)\">\(piece)\(notes)</mark>"
  }
}

/// What was seen in one conversation, numbered in the order of its first place.
private struct Legend {
  private var entries: [(name: String, count: Int, sum: Double)] = []

  mutating func number(of evidence: Evidence) -> Int {
    let name = "\(evidence.metric): \(evidence.label)"
    let place = entries.firstIndex { $0.name == name } ?? entries.count
    if place == entries.count { entries.append((name, 0, 0)) }
    entries[place].count += 1
    entries[place].sum += evidence.contribution
    return place + 1
  }

  var html: String {
    let rows = entries.map { "<li>\(escaped($0.name)) × \($0.count), \(signed($0.sum))</li>" }
    return rows.isEmpty ? "" : "<ol class=\"legend\">\(rows.joined())</ol>\n"
  }
}

/// Three decimals at most.
private func rounded(_ value: Double) -> String {
  let text = "\((value * 1000).rounded() / 1000)"
  return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
}

private func signed(_ value: Double) -> String { (value > 0 ? "+" : "") + rounded(value) }

/// Text that shows as it is in HTML and in its attributes. Control characters, which HTML does not
/// allow, become the replacement character.
private func escaped(_ text: String) -> String {
  var bytes: [UInt8] = []
  bytes.reserveCapacity(text.utf8.count + 16)
  for byte in text.utf8 {
    switch byte {
    case UInt8(ascii: "&"): bytes += "&amp;".utf8
    case UInt8(ascii: "<"): bytes += "&lt;".utf8
    case UInt8(ascii: ">"): bytes += "&gt;".utf8
    case UInt8(ascii: "\""): bytes += "&quot;".utf8
    case 0x09, 0x0A, 0x20...0x7E, 0x80...0xFF: bytes.append(byte)
    case 0x0D: continue
    default: bytes += "\u{FFFD}".utf8
    }
  }
  return String(decoding: bytes, as: UTF8.self)
}

private let style = """
  :root { color-scheme: light dark; --line: #8884; --blue: #47b; --up: #2e9e5b40; --down: #d1495b48 }
  body { font: 1rem/1.5 system-ui, sans-serif; max-width: 46rem; margin: auto }
  article { border: 1px solid var(--line); border-radius: .5rem; padding: 1rem; margin: 1rem 0 }
  h1 { font-size: 1.4rem } h2 { font-size: 1.05rem; margin: 0 } p { margin: 0 }
  small, article > p, ul, ol, footer, div b { font-size: .85rem; font-weight: normal }
  small, article > p, footer, div b, .system, .tool { opacity: .7 }
  ul { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: .2rem 1rem }
  ol { border-top: 1px solid var(--line); padding-top: .5rem; margin-bottom: 0 }
  .bar, .bar b { display: block; width: 7rem; height: .3rem; background: var(--line) }
  .bar b { background: var(--blue) }
  div { border-inline-start: 3px solid var(--line); padding-inline-start: .75rem; margin: .75rem 0 }
  .assistant { border-color: var(--blue) } div p { white-space: pre-wrap; overflow-wrap: anywhere }
  mark { color: inherit; background: #8883; border-radius: .2rem; padding: 0 .1rem }
  .up { background: var(--up) } .down { background: var(--down) }
  .both { background: repeating-linear-gradient(135deg, var(--up) 0 4px, var(--down) 4px 8px) }
  sup { font-size: .65rem; line-height: 0; opacity: .7; margin-inline-start: .1rem }
  @media print { * { print-color-adjust: exact } body { max-width: none } }
  """

let plugin = Plugin("html_cards", version: "1.0") { options in
  HTMLCards(title: options["title"] ?? "Conversations", metric: options["metric"] ?? "")
}
