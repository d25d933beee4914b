import Corpus
package import Formats
private import Foundation
package import PluginKit
package import Workspace

/// Reads many files, and those of folders, into one dataset, as one transaction.
///
/// The dataset is what the files hold: one that changed is read anew, alone, one that is new is
/// added, one that is gone from a folder that was named goes. What comes of it is what a load from
/// nothing gives. Appending, files are added to what is there. What cannot be read is passed over
/// and told, unless the load is strict.
package struct LoadFiles: Operation {
  /// Files and folders.
  package var paths: [String]
  /// How each is read; its path does not matter.
  package var request: LoadFile
  /// Whether the files are added to the dataset that ``LoadFile/name`` says.
  package var appends: Bool

  package init(paths: [String], request: LoadFile, appends: Bool = false) {
    self.paths = paths
    self.request = request
    self.appends = appends
  }

  /// Files that are read in one way.
  package struct Kind: Sendable, Equatable {
    package let detection: Detection
    package internal(set) var files: Int
    package internal(set) var first: [String]

    func fits(_ other: Detection) -> Bool {
      detection.format == other.format && detection.unit == other.unit
        && detection.layout == other.layout && detection.columns == other.columns
    }
  }

  /// Files that were not read.
  package struct PassedOver: Sendable, Equatable {
    /// Of one kind of trouble: what was wrong with the first of them.
    package struct Failed: Sendable, Equatable {
      package let error: FormatError
      package internal(set) var count: Int
      package internal(set) var first: [String]
    }

    package internal(set) var listed = Omissions<FolderListing.Omission>()
    package internal(set) var failed: [Failed] = []
    /// Of the bytes of another file; the first of them, and that other.
    package internal(set) var sameBytes = 0
    package internal(set) var firstSame: (String, String)?

    package static func == (one: PassedOver, other: PassedOver) -> Bool {
      one.listed == other.listed && one.failed == other.failed && one.sameBytes == other.sameBytes
    }

    mutating func add(_ error: FormatError, _ name: String) {
      if let place = failed.firstIndex(where: { $0.error.kind == error.kind }) {
        failed[place].count += 1
        if failed[place].first.count < ReadNote.places { failed[place].first.append(name) }
      } else {
        failed.append(Failed(error: error, count: 1, first: [name]))
      }
    }

    mutating func add(_ name: String, sameAs other: String) {
      sameBytes += 1
      firstSame = firstSame ?? (name, other)
    }
  }

  package struct Result: Sendable {
    package enum Standing: Sendable, Equatable { case new, updated, unchanged, appended, trial }

    package let standing: Standing
    package let dataset: String
    /// Of the dataset.
    package let files: Int
    package let conversations: Int
    package let messages: Int
    package let broken: Int
    /// Nil when nothing was stored.
    package let fingerprint: String?
    package let kinds: [Kind]
    package let passedOver: PassedOver
    /// Files that were read anew, added, left as they were, and that are gone.
    package let changed: [String]
    package let added: Int
    package let unchanged: Int
    package let gone: [String]
    /// Files that cannot be read now, of which the dataset keeps what they held before.
    package let kept: [String]
    /// What became of labels and marks of copies.
    package let aftermath: Aftermath
    /// Conversations that came of what was read.
    package let readConversations: Int
    /// What came up, over all files; nil when nothing was read.
    package let reading: LoadFile.Reading?
    package let clashes: [String]
    package let seconds: Double
  }

  /// Throws ``FormatError``, ``LoadFault`` and ``NameFault``.
  package func run(in run: Run) throws -> Result {
    let start = ContinuousClock.now
    var passedOver = PassedOver()
    let found = try SourceFiles(paths, in: run, &passedOver)
    let name = try datasetName(found)
    var loading = FilesLoading(
      request: request, run: run, name: name, appends: appends, sources: found,
      passedOver: passedOver)
    try loading.survey()
    return request.isTrial ? try loading.look(start) : try loading.load(start)
  }

  private func datasetName(_ found: SourceFiles) throws -> String {
    if let name = request.name { return try Run.checkedDatasetName(name) }
    return Run.datasetName(ofFolder: found.sharedFolder)
  }
}

/// The files that paths of files and folders stand for, each once.
struct SourceFiles {
  struct File {
    let path: String
    /// Below a folder that was named, else the file's own name.
    let name: String
    let bytes: Int
    /// The corpus whose utterances it is.
    var convokit: ConvoKitFolder?
    var absolute: String { Run.absolute(path) }
  }

  private(set) var files: [File] = []
  /// Absolute paths of the folders that were named.
  private(set) var folders: [String] = []

  init(_ paths: [String], in run: Run, _ passedOver: inout LoadFiles.PassedOver) throws {
    let endings = Set(try run.readersInUse().flatMap(\.info.fileExtensions).map { $0.lowercased() })
    var seen: Set<String> = []
    for path in paths {
      var isFolder: ObjCBool = false
      guard path != CorpusFile.standardInput else { throw LoadFault.standardInputAmongFiles }
      guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
        throw FormatError(
          .notFound, "no such file: \(path)", hint: "check the name and the folder")
      }
      guard isFolder.boolValue else {
        guard seen.insert(Run.absolute(path)).inserted else { continue }
        let bytes = try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int
        files.append(
          File(path: path, name: (path as NSString).lastPathComponent, bytes: bytes ?? 0))
        continue
      }
      if let corpus = ConvoKitFolder(path) {
        folders.append(Run.absolute(path))
        files.append(
          File(
            path: corpus.utterances, name: (corpus.utterances as NSString).lastPathComponent,
            bytes: corpus.bytes, convokit: corpus))
        continue
      }
      let listing = try FolderListing(
        path, endings: endings, isInterrupted: { run.cancellation.isRaised })
      folders.append(Run.absolute(path))
      passedOver.listed.add(listing.omissions)
      for file in listing.files where seen.insert(Run.absolute(file.path)).inserted {
        files.append(File(path: file.path, name: file.name, bytes: Int(file.bytes)))
      }
    }
    guard !files.isEmpty else { throw LoadFault.nothingToRead(paths[0], passedOver) }
  }

  /// The deepest folder that all are in.
  var sharedFolder: String {
    if folders.count == 1, files.allSatisfy({ $0.absolute.hasPrefix(folders[0] + "/") }) {
      return folders[0]
    }
    return Self.sharedFolder(of: files.map(\.absolute))
  }

  /// Of absolute paths of files.
  static func sharedFolder(of paths: [String]) -> String {
    let folders = paths.lazy.map { $0.split(separator: "/").dropLast() }
    guard var shared = folders.first else { return "/" }
    for folder in folders { shared = shared.prefix(zip(shared, folder).prefix { $0 == $1 }.count) }
    return "/" + shared.joined(separator: "/")
  }
}
