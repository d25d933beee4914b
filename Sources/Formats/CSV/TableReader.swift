import PluginKit

/// Reads CSV and TSV, in a pass from the first row to the last after one that surveys the columns.
struct TableReader: Reader, LimitedReader {
  static let info = ReaderInfo(
    summary: "CSV and TSV: a row an utterance, a pair, a text or a conversation",
    fileExtensions: ["csv", "tsv"],
    dialects: [
      .init("csv", "CSV or TSV, one row an utterance"),
      .init("csv-pairs", "CSV or TSV, one row a prompt and its reply"),
      .init("csv-text", "CSV or TSV, one row a text"),
      .init("csv-turns", "CSV or TSV, one row a conversation: turns in a cell or in columns"),
    ],
    parts: TableChoice.parts, rereads: true,
    manual: Manual(
      whatItDoes: """
        Finds the columns by their names: conversation, speaker, text and order of an utterance, a \
        prompt and its reply, a list of turns, or one text. Cells are parted by , ; | ^ or tabs, as \
        the first rows tell. Rows of a conversation need not stand together and are put in order by \
        a column that counts turns, or else by one of times. Other columns are metadata: of the turn \
        where they vary within conversations, else of the conversation. A column is numbers, true or \
        false, or text as all of its cells are; NA, NULL, n/a, NaN and - in numbers are missing \
        values; numbers with a zero before them or more than 15 digits stay text, as ids are.
        """,
      knownProblems: """
        A quote that is never closed is taken as text. A table is refused when more than half of its \
        lines would be lost, and when its text is not UTF-8, which --encoding says.
        """,
      example: "load talk.csv --map id=session,speaker=who,text=said"))

  var limits = ReadLimits()
  private var path = ""
  private var isUTF8 = false
  private var sniffed: TablePlan?

  mutating func sniff(_ file: FileHead) throws -> Sniff {
    guard file.options.format != nil || !JSONReader.looksLikeJSON(file) else { return .no }
    try FileProbe.checkIsText(file.bytes, path: file.path)
    isUTF8 = file.options.encoding != nil
    if !isUTF8 { try TextEncoding.check(file.bytes, path: file.path) }
    var options = file.options
    if options.format == "table" { options.format = nil }
    let plan = try file.bytes.withUnsafeBufferPointer { head in
      try TablePlan(
        path: file.path, head: head, isWholeFile: file.isWhole, options: options)
    }
    path = file.path
    sniffed = plan
    return .certain(plan.detection)
  }

  func read(_ source: any ByteSource, into sink: inout some ConversationSink) throws {
    guard let sniffed else { throw FormatError("\(path) was not sniffed") }
    let pass = TablePass(
      path: path, source: source, plan: sniffed, limits: limits, isUTF8: isUTF8)
    try pass.read(into: &sink)
  }
}
