import PluginKit

/// Finds the reader of a file among those that are registered.
struct ReaderChoice {
  let readers: [RegisteredReader]

  struct Chosen {
    let reader: any CorpusReader
    let info: ReaderInfo
    let detection: Detection
  }

  /// Throws when the person named a format that nobody reads.
  func check(_ options: ReadOptions) throws(FormatError) {
    guard options.format != nil || options.options.names.isEmpty else {
      throw FormatError(
        .badMapping, "--option goes with --format, which says whose it is",
        hint: "'formats' lists the formats")
    }
    guard let format = options.format, !readers.contains(where: { $0.reads(format) }) else {
      return
    }
    throw FormatError(
      .unknownFormat, "there is no format '\(format)'",
      hint: nameHint(for: format, among: readers.flatMap { $0.formats.map(\.name) }))
  }

  /// The reader that the person named, or else the first that is certain, or else the first that
  /// finds it likely. Readers of other endings are asked where nobody was certain.
  ///
  /// Throws what is wrong with the file in the words of the reader that knows it best.
  func reader(of head: FileHead, _ limits: ReadLimits) throws -> Chosen {
    var likely: Chosen?
    var failure: (any Error)?
    for entry in candidates(for: head) {
      var reader = bounded(try entry.make(head.options.options), limits)
      do {
        switch try reader.sniff(head) {
        case .no: continue
        case .certain(let detection):
          return Chosen(reader: reader, info: entry.info, detection: detection)
        case .likely(let detection):
          likely = likely ?? Chosen(reader: reader, info: entry.info, detection: detection)
        }
      } catch let error as FormatError where error.kind == .interrupted {
        throw error
      } catch {
        failure = failure ?? error
      }
    }
    if let likely { return likely }
    if let failure { throw failure }
    try FileProbe.checkIsText(head.bytes, path: head.path)
    throw FormatError(
      .unknownFormat, "\(head.path) is in no format that pe reads",
      hint: "'formats' lists what it reads")
  }

  private func bounded(_ reader: any CorpusReader, _ limits: ReadLimits) -> any CorpusReader {
    guard var limited = reader as? any LimitedReader else { return reader }
    limited.limits = limits
    return limited
  }

  private func candidates(for head: FileHead) -> [RegisteredReader] {
    if let format = head.options.format { return readers.filter { $0.reads(format) } }
    let path = head.plainPath.lowercased()
    return readers.filter { entry in
      entry.origin == Formats.origin
        || entry.info.fileExtensions.contains { path.hasSuffix(".\($0.lowercased())") }
        || entry.info.magic.contains { !$0.isEmpty && head.bytes.starts(with: $0) }
    }
  }
}
