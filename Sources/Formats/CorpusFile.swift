package import Corpus

/// A file of conversations and the way it will be read.
package struct CorpusFile: Sendable {
  package let path: String
  package let byteCount: Int64
  package let detection: Detection
  private let plan: Plan
  private let strict: Bool
  private let limits: ReadLimits

  private enum Plan: Sendable {
    case json(JSONPlan)
    case table(TablePlan)
  }

  /// Tells from the first four megabytes how the file is to be read. Throws for what is no text, for an
  /// unknown format, and when the options do not fit the file.
  package static func open(
    _ path: String, options: ReadOptions = ReadOptions()
  ) throws(FormatError) -> CorpusFile {
    try CorpusFile(path, options, ReadLimits())
  }

  init(_ path: String, _ options: ReadOptions, _ limits: ReadLimits) throws(FormatError) {
    if let format = options.format, !Formats.readers.contains(where: { $0.name == format }) {
      throw FormatError(
        .unknownFormat, "there is no format '\(format)'",
        hint: nameHint(for: format, among: Formats.readers.map(\.name)))
    }
    byteCount = try FileProbe.size(of: path)
    self.path = path
    self.limits = limits
    strict = options.strict
    let sample = Int(min(Int64(limits.sampleBytes), byteCount + 1))
    var window = try ByteWindow(path: path, capacity: sample)
    while window.count < sample { guard try window.fill() else { break } }
    try FileProbe.checkIsText(window.bytes, path: path)
    window.drop(FileProbe.byteOrderMark(window.bytes))
    if CorpusFile.isJSON(window.bytes, path: path, options: options) {
      let sniffer = JSONSniffer(path: path, options: options, limits: limits)
      let plan = try sniffer.sniff(
        window.bytes, isWholeFile: window.position + Int64(window.count) >= byteCount)
      self.plan = .json(plan)
      detection = plan.detection
    } else {
      let plan = try TablePlan(
        path: path, head: window.bytes,
        isWholeFile: window.position + Int64(window.count) >= byteCount, options: options,
        limits: limits)
      self.plan = .table(plan)
      detection = plan.detection
    }
  }

  private static func isJSON(
    _ head: UnsafeBufferPointer<UInt8>, path: String, options: ReadOptions
  ) -> Bool {
    if let format = options.format,
      let reader = Formats.readers.first(where: { $0.name == format })
    {
      return reader.isJSON
    }
    let first = head.first { !isSpace($0) }
    return first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
      || [".json", ".jsonl", ".ndjson"].contains { path.lowercased().hasSuffix($0) }
  }

  /// SHA-256 of the file's bytes. Linear in the file, in constant memory.
  package func digest() throws(FormatError) -> Digest {
    let digester = Digester()
    var window = try ByteWindow(path: path)
    while try window.fill() {
      digester.update(UnsafeRawBufferPointer(window.bytes))
      window.drop(window.count)
    }
    return digester.finish()
  }

  /// Reads the file once and gives its conversations to `deliver` in the order of the file, in
  /// batches of at most a few megabytes; the last batch, which may be empty, has the warnings.
  ///
  /// Memory is bounded by the longest record and 16 to 32 bytes a conversation for its id. Throws
  /// ``FormatError`` when the file cannot be read or, reading strictly, at the first broken record;
  /// what `deliver` throws ends the reading and is thrown on.
  package func read(deliver: (ReadBatch) throws -> Void) throws {
    var builder = BatchBuilder(
      path: path, byteCount: byteCount, strict: strict, limits: limits)
    switch plan {
    case .json(let plan):
      try JSONCorpusReader(path: path, plan: plan, limits: limits).read(
        into: &builder, deliver: deliver)
    case .table(let plan):
      try TableReader(path: path, plan: plan, limits: limits).read(
        into: &builder, deliver: deliver)
    }
  }
}
