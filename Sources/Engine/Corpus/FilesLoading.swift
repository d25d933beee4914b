import Corpus
import Formats
private import Glibc
import PluginKit
private import Synchronization
import Workspace

/// The loading of many files into one dataset.
struct FilesLoading {
  let request: LoadFile
  let run: Run
  let name: String
  let appends: Bool
  let sources: SourceFiles
  var passedOver: LoadFiles.PassedOver

  private var kinds: [LoadFiles.Kind] = []
  /// All files that can be read, in order.
  private var readable: [Source] = []
  private var gone: [DatasetFile] = []
  private var existing: (record: DatasetRecord, files: [DatasetFile])?
  private var report = JoinedReport()
  private var aftermath = Aftermath()
  /// Files that are there and cannot be read now: what the dataset holds of them stays.
  private var kept: [String] = []
  /// What is wrong with a file of which the dataset holds what it was before.
  private var lost: FormatError?

  private struct Source {
    enum Standing { case new, changed, unchanged }

    let file: SourceFiles.File
    let plan: FilePlan
    let standing: Standing
    /// Of its bytes, where they were looked at beforehand.
    let digest: Digest?
    /// Put before ids that are numbers of records.
    let prefix: String?
  }

  init(
    request: LoadFile, run: Run, name: String, appends: Bool, sources: SourceFiles,
    passedOver: LoadFiles.PassedOver
  ) {
    self.request = request
    self.run = run
    self.name = name
    self.appends = appends
    self.sources = sources
    self.passedOver = passedOver
  }

  /// Tells how each file is to be read and which have changed since they were.
  mutating func survey() throws {
    existing = try known()
    let files = existing?.files ?? []
    let byPath = Dictionary(files.map { ($0.path, $0) }) { first, _ in first }
    let sizes = Set(files.map(\.bytes))
    var sameSize: [Int: Int] = [:]
    for file in sources.files { sameSize[file.bytes, default: 0] += 1 }
    // What files of this load were before does not count.
    let here = Set(sources.files.map(\.absolute))
    // Nor what is there no more: a file that was renamed is a new one.
    let staying = files.filter { !here.contains($0.path) && (appends || !isBelow($0.path)) }
    var digests = Dictionary(staying.map { ($0.digest, $0.path) }) { first, _ in first }
    for (index, file) in sources.files.enumerated() {
      try run.cancellation.check()
      if index % 64 == 0 {
        run.reportProgress(
          Progress(label: "look", done: index, total: sources.files.count, unit: .files))
      }
      do {
        let opened = try open(file)
        let plan = FilePlan(
          path: file.absolute, format: opened.detection.format,
          mapping: StoredMapping(opened.detection, roles: request.roles).text)
        let old = byPath[plan.path]
        let isDigested = sizes.contains(file.bytes) || sameSize[file.bytes, default: 0] > 1
        let digest = isDigested ? try digest(of: opened, file) : nil
        if let digest, let other = digests[digest.hex], other != plan.path {
          passedOver.add(file.name, sameAs: other)
          if let old, !appends { gone.append(old) }
          continue
        }
        if let digest { digests[digest.hex] = plan.path }
        note(opened.detection, file.name)
        let isSame =
          old.map {
            $0.digest == digest?.hex && $0.format == plan.format && $0.mapping == plan.mapping
          } ?? false
        readable.append(
          Source(
            file: file, plan: plan,
            standing: old == nil ? .new : isSame ? .unchanged : .changed, digest: digest,
            prefix: prefix(opened.detection, file.name)))
      } catch let error as FormatError {
        if byPath[file.absolute] != nil {
          lost = lost ?? error
          kept.append(file.name)
        }
        try passOver(file.name, error)
      }
    }
    if !appends {
      for file in files where !here.contains(file.path) && isBelow(file.path) {
        // What cannot be looked at need not be gone.
        if Self.isThere(file.path) { kept.append(name(file.path)) } else { gone.append(file) }
      }
    }
    try checkMixture()
    guard readable.isEmpty, passedOver.sameBytes == 0 else { return }
    if sources.files.count == 1, let failed = passedOver.failed.first { throw failed.error }
    throw LoadFault.nothingToRead(sources.sharedFolder, passedOver)
  }

  private func open(_ file: SourceFiles.File) throws -> CorpusFile {
    var request = request
    if file.convokit != nil { request.format = request.format ?? "turn_rows" }
    return try request.open(file.path, in: run)
  }

  private func digest(of opened: CorpusFile, _ file: SourceFiles.File) throws -> Digest {
    let own = try opened.digest()
    return try companions(of: file)?.digest(with: own) ?? own
  }

  private func companions(of file: SourceFiles.File) throws -> ConvoKitMetadata? {
    let cancellation = run.cancellation
    return try file.convokit?.metadata(isInterrupted: { cancellation.isRaised })
  }

  /// The dataset of the name with its files, where it may be changed so.
  private func known() throws -> (DatasetRecord, [DatasetFile])? {
    let datasets = try run.workspace.datasets()
    guard let record = datasets.first(where: { $0.name == name }) else {
      guard !appends else {
        throw NameFault.unknown(.dataset, name, known: datasets.map(\.name))
      }
      return nil
    }
    let files = try run.workspace.files(dataset: name)
    guard !appends, !request.isTrial else { return (record, files) }
    if request.replaces { return nil }
    let here = Set(sources.files.map(\.absolute))
    let others = files.filter { !here.contains($0.path) && !isBelow($0.path) }
    guard others.isEmpty else {
      throw LoadFault.holdsOthers(dataset: name, count: others.count, first: others[0].path)
    }
    return (record, files)
  }

  private static func isThere(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0 || ![ENOENT, ENOTDIR].contains(errno)
  }

  /// Of a path below a folder that was named, as from there.
  private func name(_ path: String) -> String {
    let folder = sources.folders.first { path.hasPrefix($0 + "/") }
    return String(path.dropFirst(folder.map { $0.count + 1 } ?? 0))
  }

  private func isBelow(_ path: String) -> Bool {
    sources.folders.contains { path.hasPrefix($0 + "/") }
  }

  private mutating func passOver(_ name: String, _ error: FormatError) throws {
    if request.isStrict || error.kind == .interrupted { throw error }
    passedOver.add(error, name)
  }

  private mutating func note(_ detection: Detection, _ name: String) {
    guard let place = kinds.firstIndex(where: { $0.fits(detection) }) else {
      return kinds.append(LoadFiles.Kind(detection: detection, files: 1, first: [name]))
    }
    kinds[place].files += 1
    if kinds[place].first.count < ReadNote.places { kinds[place].first.append(name) }
  }

  /// `P01` of `P01.csv`, where the ids of its conversations are numbers of its records.
  private func prefix(_ detection: Detection, _ name: String) -> String? {
    switch detection.identity {
    case .recordNumber, .rowNumber: Self.stem(name)
    default: nil
    }
  }

  private static func stem(_ name: String) -> String {
    let plain = Compression.plainPath(name)
    guard let dot = plain.lastIndex(of: "."), dot > plain.startIndex, !plain[dot...].contains("/")
    else { return plain }
    return String(plain[..<dot])
  }

  /// Conversations beside single texts or pairs are most often a table about the others.
  private func checkMixture() throws {
    guard request.format == nil else { return }
    var classes: Set<Int> = []
    for kind in kinds {
      switch kind.detection.unit {
      case .text: classes.insert(1)
      case .pair: classes.insert(2)
      default: classes.insert(0)
      }
    }
    if classes.count > 1 { throw LoadFault.mixed(kinds) }
  }

  // Loading

  /// Ids or records that files of a dataset share came up while some of the files alone were read.
  private struct ClashWhileUpdating: Error {}

  mutating func load(_ start: ContinuousClock.Instant) throws -> LoadFiles.Result {
    let changed = readable.filter { $0.standing != .unchanged }
    guard !changed.isEmpty || !gone.isEmpty else {
      let record = try run.workspace.dataset(named: name)
      if request.isStrict, record.broken > 0 {
        throw LoadFault.brokenRecords(dataset: name, record.broken)
      }
      return try result(record, read: 0, start)
    }
    guard let existing else {
      return try ingest(readable, request.replaces ? .replace : .create, start)
    }
    if appends { return try ingest(changed, .append, start) }
    // What becomes of what files share depends on all of them.
    guard lost != nil || changed.count < readable.count,
      existing.files.allSatisfy({ $0.clashes == 0 })
    else {
      if let lost { throw lost }
      return try ingest(readable, .replace, start)
    }
    let before = self
    do {
      return try ingest(changed, .update, start)
    } catch is ClashWhileUpdating {
      self = before
      if let lost { throw lost }
      return try ingest(readable, .replace, start)
    }
  }

  private mutating func ingest(
    _ sources: [Source], _ mode: DatasetPlan.Mode, _ start: ContinuousClock.Instant
  ) throws -> LoadFiles.Result {
    let total = sources.reduce(0) { $0 + $1.file.bytes }
    let left = Set(gone.map(\.path))
    let earlier =
      mode == .append || mode == .update
      ? existing?.files.map(\.path).filter { mode == .append || !left.contains($0) } ?? [] : []
    let plan = DatasetPlan(
      name: name, path: SourceFiles.sharedFolder(of: earlier + sources.map(\.plan.path)),
      fileDigest: "", fileBytes: total, format: "", mode: mode)
    var before = 0
    var read = 0
    let earlierRoles = existing == nil ? nil : try EarlierRoles(of: name, run)
    var (record, aftermath) = try run.workspace.ingestTelling(plan) { ingest in
      if mode == .update { for file in gone { try ingest.remove(path: file.path) } }
      let count = ingest.count
      var files = 0
      for source in sources {
        do {
          try self.read(source, into: &ingest, before, of: total, endsAtClash: mode == .update)
          files += 1
        } catch let error as FormatError {
          try ingest.undoFile()
          // The dataset is made anew: what it holds of the file would go.
          if mode == .replace, source.standing != .new { throw error }
          if source.standing == .changed { kept.append(source.file.name) }
          try passOver(source.file.name, error)
        }
        before += source.file.bytes
      }
      guard files > 0 || mode == .update else {
        throw LoadFault.nothingToRead(self.sources.sharedFolder, passedOver)
      }
      read = ingest.count - count
    }
    if let note = try earlierRoles?.keep(
      report.speakers, asked: request.roles, in: name, run)
    {
      report.add(note, in: sources.map(\.file.name))
      record = try run.workspace.dataset(named: name)
    }
    self.aftermath = aftermath
    return try result(record, read: read, start)
  }

  private mutating func read(
    _ source: Source, into ingest: inout Ingest, _ before: Int, of total: Int, endsAtClash: Bool
  ) throws {
    let file = try open(source.file)
    let companions = try companions(of: source.file)
    guard StoredMapping(file.detection, roles: request.roles).text == source.plan.mapping,
      file.detection.format == source.plan.format
    else { throw file.changed }
    try ingest.begin(source.plan)
    let finished = Mutex<ReadResult?>(nil)
    var clashes = Clashes()
    let prefix = source.prefix
    try runPipeline(
      workers: 1,
      produce: { emit in
        let result = try file.read(deliver: emit)
        finished.withLock { $0 = result }
      },
      transform: { (batch: ReadBatch) in
        var batch = batch
        if let companions {
          for index in batch.conversations.indices {
            companions.complete(&batch.conversations[index])
          }
        }
        if let prefix {
          for index in batch.conversations.indices {
            batch.conversations[index].id = "\(prefix)/\(batch.conversations[index].id)"
          }
        }
        return LaidOutBatch(batch, keepsConversations: true)
      },
      consume: { batch in
        try run.cancellation.check()
        var next = 0
        while let clash = try ingest.append(batch.laidOut, from: next) {
          guard !endsAtClash else { throw ClashWhileUpdating() }
          try clashes.add(
            batch.source.conversations[clash], batch.laidOut.digest(at: clash), source.file.name,
            to: &ingest)
          next = clash + 1
        }
        for broken in batch.source.broken {
          try ingest.append(brokenLine: broken.line, reason: broken.reason)
        }
        run.reportProgress(
          Progress(
            label: "load", done: before + Int(batch.source.bytesRead), total: total, unit: .bytes))
      })
    guard let result = finished.withLock({ $0 }) else { return }
    let digest = companions?.digest(with: result.digest) ?? result.digest
    if let known = source.digest, known != digest { throw file.changed }
    let bytes = source.file.convokit?.bytes ?? Int(result.byteCount)
    try ingest.endFile(digest: digest.hex, bytes: bytes)
    report.add(result.report, source.file.name)
    if let companions { report.add(companions.report, source.file.name) }
    report.add(clashes.report, source.file.name)
  }

  /// Conversations whose ids other files of the dataset have.
  private struct Clashes {
    var report = ReadReport()

    /// Under the file's name and its id where that is free, else with a number behind it; one that
    /// is there already is left out.
    mutating func add(
      _ conversation: Conversation, _ digest: Digest, _ name: String, to ingest: inout Ingest
    ) throws {
      ingest.countClash()
      let line = 0
      guard try !ingest.holds(conversation.id, digest) else {
        note(.leftOut, ReadMatter.inOtherFile, line, conversation.id)
        return try ingest.append(brokenLine: line, reason: ReadMatter.inOtherFile)
      }
      var other = conversation
      let id = "\(FilesLoading.stem(name))/\(conversation.id)"
      other.id = id
      var number = 1
      while try !ingest.append(other, digest: digest) {
        number += 1
        other.id = "\(id)#\(number)"
      }
      note(.renamed, ReadMatter.idOfOtherFile, line, conversation.id)
    }

    private mutating func note(_ kind: ReadNote.Kind, _ what: String, _ line: Int, _ id: String) {
      let place = report.notes.firstIndex { $0.kind == kind && $0.what == what }
      if place == nil { report.notes.append(ReadNote(kind, what)) }
      report.notes[place ?? report.notes.count - 1].add(ReadNote.Place(line: line, id: id))
    }
  }

  // Results

  mutating func look(_ start: ContinuousClock.Instant) throws -> LoadFiles.Result {
    var trial = LoadTrial()
    let total = readable.reduce(0) { $0 + $1.file.bytes }
    var before = 0
    for source in readable {
      do {
        let companions = try companions(of: source.file)
        let result = try open(source.file).read { batch in
          try run.cancellation.check()
          var batch = batch
          if let companions {
            for index in batch.conversations.indices {
              companions.complete(&batch.conversations[index])
            }
          }
          trial.add(batch, samples: LoadFile.samples)
          run.reportProgress(
            Progress(
              label: "load", done: before + Int(batch.bytesRead), total: total, unit: .bytes))
        }
        report.add(result.report, source.file.name)
      } catch let error as FormatError {
        try passOver(source.file.name, error)
      }
      before += source.file.bytes
    }
    return LoadFiles.Result(
      standing: .trial, dataset: name, files: readable.count, conversations: trial.conversations,
      messages: trial.messages, broken: trial.broken, fingerprint: nil, kinds: kinds,
      passedOver: passedOver, changed: [], added: 0, unchanged: 0, gone: [], kept: [],
      aftermath: aftermath,
      readConversations: trial.conversations,
      reading: report.reading(
        kinds, trial.conversationFields.names, trial.turnFields.names, roles: request.roles,
        samples: trial.samples),
      clashes: run.clashes(trial.conversationFields.names + trial.turnFields.names),
      seconds: (ContinuousClock.now - start).seconds)
  }

  private func result(
    _ record: DatasetRecord, read: Int, _ start: ContinuousClock.Instant
  ) throws -> LoadFiles.Result {
    let fields = try run.fieldsOfFiles(name, report.whole)
    let wasRead = !report.isEmpty
    let count = { (standing: Source.Standing) in readable.count { $0.standing == standing } }
    return LoadFiles.Result(
      standing: existing == nil
        ? .new
        : !wasRead && gone.isEmpty
          ? .unchanged : appends ? .appended : .updated,
      dataset: name, files: try run.workspace.files(dataset: name).count,
      conversations: record.conversations, messages: record.messages, broken: record.broken,
      fingerprint: record.fingerprint, kinds: kinds, passedOver: passedOver,
      changed: existing == nil
        ? []
        : readable.filter { $0.standing == .changed }.map(\.file.name)
          .filter { !kept.contains($0) },
      added: existing == nil ? 0 : count(.new), unchanged: count(.unchanged),
      gone: gone.map(\.path), kept: kept, aftermath: aftermath, readConversations: read,
      reading: wasRead
        ? report.reading(
          kinds, fields.filter { $0.level == .conversation }.map(\.key),
          fields.filter { $0.level == .message }.map(\.key), roles: request.roles) : nil,
      clashes: run.clashes(fields.map(\.key)),
      seconds: (ContinuousClock.now - start).seconds)
  }
}
