import PluginKit

/// Transcripts for people.
struct MarkdownExporter: Exporter {
  static let info = ExporterInfo(
    summary: "Markdown, readable transcripts",
    fileExtensions: ["md", "markdown"],
    manual: Manual(
      whatItDoes: """
        Writes a heading for each conversation, its metadata and scores as a list, and each message \
        as its speaker and a quotation. Text is escaped: it shows as it is.
        """,
      example: "export talk.md tier:professional"))

  private var metrics: [String] = []
  private var unwritten = UnwrittenMetadata(of: "turns")

  mutating func begin(metrics: [String], into sink: inout some ExportSink) throws {
    self.metrics = metrics
  }

  mutating func write(_ item: ScoredConversation, into sink: inout some ExportSink) throws {
    var page = "## \(escaped(item.dataset)) \(escaped(item.conversation.id))\n\n"
    var facts = item.conversation.metadata.entries.map { ($0.key, $0.value.plainText) }
    for (metric, score) in zip(metrics, item.scores) {
      if let score { facts.append((metric, "\((score * 1000).rounded() / 1000)")) }
    }
    if let tier = item.tier { facts.append(("tier", tier)) }
    for (name, value) in facts {
      page += "- \(escaped(name)): \(escaped(value).replacingLineEnds(with: " "))\n"
    }
    if !facts.isEmpty { page += "\n" }
    unwritten.add(
      Metadata(item.conversation.messages.flatMap(\.metadata.entries)), of: item.conversation.id)
    for message in item.conversation.messages {
      let speaker = message.speaker.isEmpty ? message.role.rawValue : message.speaker
      page += "**\(escaped(speaker))**\n\n"
      page += "> \(escaped(message.text).replacingLineEnds(with: "\n> "))\n\n"
    }
    try sink.write(page)
  }

  var notes: [ReadNote] { unwritten.notes }

  /// The text with a backslash before what Markdown would take for markup.
  private func escaped(_ text: String) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count + 8)
    var isLineStart = true
    var isNumber = false
    let source = Array(text.utf8)
    for (index, byte) in source.enumerated() {
      let isDigit = (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
      switch byte {
      case UInt8(ascii: "\\"), UInt8(ascii: "`"), UInt8(ascii: "*"), UInt8(ascii: "_"),
        UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "["), UInt8(ascii: "]"),
        UInt8(ascii: "#"), UInt8(ascii: "|"), UInt8(ascii: "~"), UInt8(ascii: "&"):
        bytes.append(UInt8(ascii: "\\"))
      case UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "="):
        if isLineStart { bytes.append(UInt8(ascii: "\\")) }
      case UInt8(ascii: "."), UInt8(ascii: ")"):
        let endsMark = index + 1 == source.count || isSpace(source[index + 1])
        if isNumber && endsMark { bytes.append(UInt8(ascii: "\\")) }
      default: break
      }
      bytes.append(byte)
      isNumber = isDigit && (isLineStart || isNumber)
      isLineStart = byte == UInt8(ascii: "\n") || isLineStart && byte == UInt8(ascii: " ")
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension String {
  /// Linear; a carriage return with its line feed counts as one.
  fileprivate func replacingLineEnds(with replacement: String) -> String {
    split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .joined(separator: replacement)
  }
}
