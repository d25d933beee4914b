import Foundation
import Testing

/// The house plan: what each target may import. `Sources/ARCHITECTURE.md` draws the same picture.
private let plan: [String: [String]] = [
  "Corpus": ["CSHA"],
  "Matrices": ["COpenBLAS"],
  "Encoder": ["COpenBLAS", "CDNNL", "CEncoder"],
  "Parquet": ["CBlockCodecs"],
  "PluginKit": ["Corpus"],
  "PluginTesting": ["PluginKit", "Corpus"],
  "Formats": ["PluginKit", "Corpus", "Parquet", "CSimdJSON", "CCompress", "CZip"],
  "Workspace": ["PluginKit", "Corpus", "GRDB", "GRDBSQLite", "CSQLiteGuard", "CVectors"],
  "Validation": ["PluginKit", "Corpus", "CHeads"],
  "Learning": ["Matrices", "Corpus"],
  "Estimators": ["Learning", "Matrices", "Validation", "PluginKit", "Corpus"],
  "Patterns": ["PluginKit", "Corpus", "CPCRE2"],
  "PluginHost": ["Formats", "PluginTesting", "PluginKit", "Corpus", "CPlugin"],
  "Outcomes": ["Corpus"],
  "Engine": [
    "PluginHost", "Patterns", "Estimators", "Learning", "Matrices", "Encoder", "Formats",
    "Workspace", "Validation", "PluginKit", "Outcomes", "Corpus", "CCurl",
  ],
  "Benchmarks": [
    "Engine", "PluginHost", "Learning", "Matrices", "Formats", "Workspace", "Validation",
    "PluginKit", "Outcomes", "Corpus", "CLoadFloor",
  ],
  "Rendering": ["Outcomes", "Corpus"],
  "Commands": [
    "Benchmarks", "Engine", "Rendering", "PluginHost", "Formats", "Workspace", "Validation",
    "Patterns", "Estimators", "Learning", "Matrices", "Encoder", "PluginKit", "Outcomes",
    "Corpus", "ArgumentParser",
  ],
  "Shell": ["Commands", "Rendering", "Engine", "Outcomes", "Corpus", "CLineEditor"],
  "pe": ["Shell"],
  "Gateway": [
    "Engine", "PluginHost", "Estimators", "Learning", "Formats", "Workspace", "Validation",
    "PluginKit", "Outcomes", "Corpus", "CCurl",
    // with the trait alone
    "HummingbirdCore", "JWTKit", "Crypto", "NIOCore", "NIOPosix", "NIOHTTP1", "NIOWebSocket",
    "NIOHTTPTypes", "NIOHTTPTypesHTTP1", "NIOHTTPCompression", "HTTPTypes", "Logging",
    "CoreMetrics", "ServiceLifecycle", "UnixSignals",
  ],
  "pe-gateway": ["Gateway"],
]

/// What every room may use: the language's own modules.
private let language = ["Foundation", "Glibc", "Synchronization", "Dispatch"]

private let root = URL(fileURLWithPath: #filePath)
  .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

private struct SourceFile {
  let room: String
  let path: String
  let text: String

  var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }

  /// The modules that the file imports, with `private import` and the like.
  var imports: [String] {
    lines.compactMap { line in
      let words = line.split(separator: " ")
      guard let place = words.firstIndex(of: "import"), place <= 1,
        place == 0 || ["private", "package", "public", "internal", "@_exported"].contains(words[0])
          || words[0] == "@testable"
      else { return exported(words) }
      return words.dropFirst(place + 1).first.map(String.init)
    }
  }

  private func exported(_ words: [Substring]) -> String? {
    words.first == "@_exported" && words.count == 4 ? String(words[3]) : nil
  }
}

private func sources() throws -> [SourceFile] {
  let folder = root.appendingPathComponent("Sources").path
  return try FileManager.default.subpathsOfDirectory(atPath: folder)
    .filter { $0.hasSuffix(".swift") }
    .map { path in
      SourceFile(
        room: String(path.prefix { $0 != "/" }), path: path,
        text: try String(contentsOfFile: folder + "/" + path, encoding: .utf8))
    }
}

@Test func `every import points downward`() throws {
  let files = try sources()
  #expect(files.count > 60)
  for file in files {
    let allowed = try #require(plan[file.room], "\(file.room) is in no plan")
    // A module begins with a capital letter; a template of another language imports as well.
    for module in file.imports
    where !language.contains(module) && (module.first?.isUppercase == true || module == "pe") {
      #expect(allowed.contains(module), "\(file.path) imports \(module)")
    }
  }
}

@Test func `every room of the plan is there`() throws {
  let rooms = Set(try sources().map(\.room))
  #expect(rooms == Set(plan.keys))
}

@Test func `nothing leaves Swift's checks`() throws {
  let banned = ["@unchecked Sendable", "nonisolated(unsafe)", "try!", "as!", "fatalError(\"TODO"]
  for file in try sources() {
    for word in banned { #expect(!file.text.contains(word), "\(file.path): \(word)") }
  }
}

@Test func `terminal escape codes are in Rendering and Shell alone`() throws {
  // PluginTesting has them in conversations that a plugin must survive.
  let rooms = ["Rendering", "Shell", "PluginTesting"]
  for file in try sources() where !rooms.contains(file.room) {
    #expect(!file.text.contains("\\u{1B}") && !file.text.contains("\\u{1b}"), "\(file.path)")
  }
}

@Test func `SQL is in Workspace alone`() throws {
  for file in try sources() where file.room != "Workspace" && file.room != "Commands" {
    #expect(!file.text.contains("SELECT ") && !file.text.contains("INSERT "), "\(file.path)")
  }
}

@Test func `no file grows into a warehouse`() throws {
  for file in try sources() {
    #expect(file.lines.count <= 500, "\(file.path) has \(file.lines.count) lines")
  }
}

@Test func `every fault of an operation has words`() throws {
  let files = try sources()
  let words = files.filter { $0.room == "Commands" }.map(\.text).joined()
  for file in files where ["Engine", "Estimators"].contains(file.room) {
    for line in file.lines
    where line.contains(": Fault {") || line.contains(" enum ") && line.contains("Fault: Error, ") {
      let parts = line.split(separator: " ")
      let place = try #require(parts.firstIndex { $0 == "enum" || $0 == "struct" })
      let name = parts[place + 1].dropLast()
      #expect(words.contains("\(name): Worded"), "\(file.path): \(name) has no words in Commands")
    }
  }
}

@Test func `operations hold no words for the prompt`() throws {
  for file in try sources() where ["Engine", "Estimators"].contains(file.room) {
    for (index, line) in file.lines.enumerated() {
      let code = line.drop { $0 == " " }
      guard !code.hasPrefix("//") else { continue }
      let place = "\(file.path):\(index + 1)"
      #expect(!code.contains("Outcome("), "\(place) makes an outcome")
      #expect(
        !code.contains(" Failure(") && !code.contains("(Failure("), "\(place) words a failure")
      #expect(code.firstRange(of: /"[^"]*--[a-z]/) == nil, "\(place) names a flag")
    }
  }
}

@Test func `the overall score and its tier have their names in one place`() throws {
  let owner = "Validation/Profiles/Overall.swift"
  let work = ["Engine", "Estimators", "Validation", "Benchmarks"]
  // Cards are data.
  for file in try sources()
  where work.contains(file.room) && file.path != owner && !file.path.hasPrefix("Validation/Cards/")
  {
    for line in file.lines where !line.drop(while: { $0 == " " }).hasPrefix("//") {
      #expect(!line.contains("\"overall\"") && !line.contains("\"tier\""), "\(file.path): \(line)")
    }
  }
}

@Test func `no two files have one name`() throws {
  let names = try sources().map { $0.path.split(separator: "/").last ?? "" }
  for (name, count) in Dictionary(names.map { ($0, 1) }, uniquingKeysWith: +) where count > 1 {
    Issue.record("\(count) files are called \(name)")
  }
}

@Test func `public is for plugin authors`() throws {
  let open = ["Corpus", "PluginKit", "PluginTesting"]
  for file in try sources() where !open.contains(file.room) {
    for line in file.lines where line.drop(while: { $0 == " " }).hasPrefix("public ") {
      #expect(line.contains("public import"), "\(file.path): \(line)")
    }
  }
}

/// Plugins share memory with the program through these rooms' types: a change of theirs makes
/// earlier builds unusable, which the stamp tells before anything is called.
@Test func `the stamp of plugins is of the interface as it is`() throws {
  let code = try sources().filter { $0.room == "Corpus" || $0.room == "PluginKit" }
    .sorted { $0.path < $1.path }
    .map { file in
      file.lines.filter { !$0.drop { $0 == " " }.hasPrefix("//") }.joined(separator: "\n")
    }
    .joined(separator: "\n")
  var hash: UInt64 = 0xCBF2_9CE4_8422_2325
  for byte in code.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
  let stamp = String(hash, radix: 16)
  let header = root.appendingPathComponent("Sources/CPlugin/include/Plugin.h")
  let text = try String(contentsOf: header, encoding: .utf8)
  #expect(
    text.contains("#define PE_PLUGIN_INTERFACE \"\(stamp)\""),
    "PluginKit or Corpus has changed: let PE_PLUGIN_INTERFACE in Plugin.h be \"\(stamp)\"")
}
