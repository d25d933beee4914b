package import Corpus
import Formats
private import Foundation
package import PluginKit
import Validation
package import Workspace

extension Role: Codable {}

extension Run {
  /// Fields of a dataset that its files have, without labels that were joined and marks of pe's own.
  func fieldsOfFiles(_ dataset: String, _ report: ReadReport) throws -> [FieldRecord] {
    let added = try workspace.addedFields(dataset: dataset).union(OwnMarks.fields(in: report))
    return try workspace.fields(dataset: dataset).filter { !added.contains($0.key) }
  }

  /// Names of fields that mean something else in a query.
  func clashes(_ fields: [String]) -> [String] {
    let metrics = registry.validators.flatMap { $0.info.metrics.map(\.name) }
    let taken = Set(
      metrics + [Overall.metric, Overall.tierLabel, "role", "dataset", "id", "messages", "file"])
    return Set(fields).intersection(taken).sorted()
  }
}

/// Reads a file into a dataset, as one transaction.
///
/// The same bytes under the same name change nothing; the same bytes under another name or path are
/// told and not loaded twice; other bytes at the same path replace the dataset.
package struct LoadFile: Operation {
  package var path: String
  /// The dataset's name; made from the file's name when nil.
  package var name: String?
  package var format: String?
  /// Parts of a conversation to the file's names for them.
  package var mapping: [String: String]
  /// Speakers, as the file names them, to their roles; the others keep what their names stand for.
  package var roles: [String: Role]
  /// Of the reader that ``format`` names.
  package var options: [String: String]
  /// Whether one broken record refuses the whole file.
  package var isStrict: Bool
  /// Whether a dataset of the same name from another file gives way.
  package var replaces: Bool
  /// Whether the file is only looked at: nothing is stored.
  package var isTrial: Bool
  /// The text's encoding; UTF-8, or what a byte order mark says, when nil.
  package var encoding: String?
  /// What parts the cells of a table, whether it has a header, and the lines above it.
  package var delimiter: String?
  package var hasHeader: Bool?
  package var skippedLines: Int

  package init(
    path: String, name: String? = nil, format: String? = nil, mapping: [String: String] = [:],
    roles: [String: Role] = [:], options: [String: String] = [:], isStrict: Bool = false,
    replaces: Bool = false,
    isTrial: Bool = false, encoding: String? = nil, delimiter: String? = nil,
    hasHeader: Bool? = nil, skippedLines: Int = 0
  ) {
    self.path = path
    self.name = name
    self.format = format
    self.mapping = mapping
    self.roles = roles
    self.options = options
    self.isStrict = isStrict
    self.replaces = replaces
    self.isTrial = isTrial
    self.encoding = encoding
    self.delimiter = delimiter
    self.hasHeader = hasHeader
    self.skippedLines = skippedLines
  }

  /// How the file stands to what was loaded before.
  package enum Standing: Sendable, Equatable {
    case new
    /// Its bytes, read in the same way, are the dataset's: nothing was done.
    case unchanged
    /// They are a dataset's of another name: nothing was done.
    case loadedAs(String)
    /// The dataset's file has changed; it was read anew.
    case changed
    /// Its bytes were read anew in another way.
    case readOtherwise
    case trial
  }

  package struct Result: Sendable {
    package let standing: Standing
    package let dataset: String
    package let conversations: Int
    package let messages: Int
    package let broken: Int
    /// Nil when nothing was stored.
    package let fingerprint: String?
    /// What was decided; nil when nothing was read.
    package let reading: Reading?
    /// Fields of the file whose names mean something else in a query.
    package let clashes: [String]
    /// Other datasets that the same bytes are a file of.
    package let alsoIn: [String]
    /// The folder of a ConvoKit corpus of which it is the utterances alone.
    package let corpus: String?
    /// What became of labels and marks of copies.
    package var aftermath = Aftermath()
    package let seconds: Double
  }

  /// What the reader decided, and what it met.
  package struct Reading: Sendable {
    package let detection: Detection
    package let report: ReadReport
    /// Names that are kept as metadata of conversations, and of turns, in order of appearance.
    package let conversationFields: [String]
    package let turnFields: [String]
    /// Speakers that a role was asked for and that the file does not have.
    package let absentSpeakers: [String]
    /// The first conversations, of a trial.
    package let samples: [Conversation]
    /// Where each note came up first, as `a.csv:12`; empty for one file.
    package let notePlaces: [[String]]

    init(
      detection: Detection, report: ReadReport, conversationFields: [String],
      turnFields: [String], roles: [String: Role], samples: [Conversation],
      notePlaces: [[String]] = []
    ) {
      self.detection = detection
      self.report = report
      self.conversationFields = Self.unique(conversationFields)
      self.turnFields = Self.unique(turnFields)
      let met = Set(report.speakers.map(\.name))
      absentSpeakers =
        report.otherTurns > 0 ? [] : roles.keys.filter { !met.contains($0) }.sorted()
      self.samples = samples
      self.notePlaces = notePlaces
    }

    /// A field with values of several kinds comes once.
    private static func unique(_ names: [String]) -> [String] {
      var seen: Set<String> = []
      return names.filter { seen.insert($0).inserted }
    }
  }

  /// Conversations that a trial shows.
  static let samples = 3

  package func run(in run: Run) throws -> Result {
    let file = try open(path, in: run)
    let name = try name.map(Run.checkedDatasetName) ?? Run.datasetName(fromPath: path)
    let start = ContinuousClock.now
    if isTrial { return try look(at: file, named: name, run, start) }

    let loading = Loading(request: self, run: run, file: file, name: name)
    let plan: (standing: Standing, digest: Digest?)
    switch try loading.standing() {
    case .done(let dataset, let standing): return unread(dataset, standing)
    case .toRead(let standing, let digest): plan = (standing, digest)
    }
    let earlier = plan.standing == .changed ? try EarlierRoles(of: name, run) : nil
    do {
      var (record, report, aftermath) = try loading.ingest(
        digest: plan.digest, unlessLoaded: file.isStream && self.name == nil,
        plan.standing == .new ? .create : .replace)
      if let note = try earlier?.keep(report.speakers, asked: roles, in: record.name, run) {
        report.notes.append(note)
        record = try run.workspace.dataset(named: record.name)
      }
      let fields = try run.fieldsOfFiles(record.name, report)
      return Result(
        standing: plan.standing, dataset: record.name, conversations: record.conversations,
        messages: record.messages, broken: record.broken, fingerprint: record.fingerprint,
        reading: reading(
          file, report, fields.filter { $0.level == .conversation }.map(\.key),
          fields.filter { $0.level == .message }.map(\.key)),
        clashes: run.clashes(fields.map(\.key)),
        alsoIn: try run.workspace.datasetNames(withFile: record.fileDigest)
          .filter { $0 != record.name }, corpus: corpus, aftermath: aftermath,
        seconds: (ContinuousClock.now - start).seconds)
    } catch let found as Loading.AlreadyLoaded {
      return unread(found.dataset, .loadedAs(found.dataset.name))
    }
  }

  private var corpus: String? {
    let folder = (Run.absolute(path) as NSString).deletingLastPathComponent
    return ConvoKitFolder(folder)?.utterances == Run.absolute(path) ? folder : nil
  }

  /// Opens a file to be read as this load says.
  func open(_ path: String, in run: Run) throws -> CorpusFile {
    let cancellation = run.cancellation
    return try CorpusFile.open(
      path,
      options: ReadOptions(
        format: format, map: mapping, strict: isStrict, encoding: encoding, delimiter: delimiter,
        hasHeader: hasHeader, skippedLines: skippedLines,
        options: PluginOptions(options)), roles: roles,
      readers: try run.readersInUse(), isInterrupted: { cancellation.isRaised })
  }

  private func unread(_ dataset: DatasetRecord, _ standing: Standing) -> Result {
    Result(
      standing: standing, dataset: dataset.name, conversations: dataset.conversations,
      messages: dataset.messages, broken: dataset.broken, fingerprint: dataset.fingerprint,
      reading: nil, clashes: [], alsoIn: [], corpus: nil, seconds: 0)
  }

  private func reading(
    _ file: CorpusFile, _ report: ReadReport, _ conversation: [String], _ turn: [String],
    samples: [Conversation] = []
  ) -> Reading {
    Reading(
      detection: file.detection, report: report, conversationFields: conversation,
      turnFields: turn, roles: roles, samples: samples)
  }

  /// Reads all of the file and stores nothing.
  private func look(
    at file: CorpusFile, named name: String, _ run: Run, _ start: ContinuousClock.Instant
  ) throws -> Result {
    var trial = LoadTrial()
    let result = try file.read { batch in
      try run.cancellation.check()
      trial.add(batch, samples: LoadFile.samples)
      run.reportProgress(
        Progress(
          label: "load", done: Int(batch.bytesRead), total: file.byteCount.map(Int.init),
          unit: .bytes))
    }
    return Result(
      standing: .trial, dataset: name, conversations: trial.conversations,
      messages: trial.messages, broken: trial.broken, fingerprint: nil,
      reading: reading(
        file, result.report, trial.conversationFields.names, trial.turnFields.names,
        samples: trial.samples),
      clashes: run.clashes(trial.conversationFields.names + trial.turnFields.names), alsoIn: [],
      corpus: corpus,
      seconds: (ContinuousClock.now - start).seconds)
  }
}

/// A file that was not loaded.
package enum LoadFault: Fault {
  /// It is loaded already, with broken records, and was to be read strictly.
  case brokenRecords(dataset: String, Int)
  /// A dataset of that name is from another file.
  case nameTaken(dataset: String, path: String)
  /// It holds files that are not among those to load.
  case holdsOthers(dataset: String, count: Int, first: String)
  /// None of the files could be read; what they are is said.
  case nothingToRead(String, LoadFiles.PassedOver)
  /// Some files hold conversations, others single texts or pairs.
  case mixed([LoadFiles.Kind])
  case standardInputAmongFiles
}
