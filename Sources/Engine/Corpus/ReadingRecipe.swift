package import Corpus
private import Foundation
import Workspace

/// What a person says of how files of a kind are read.
package struct ReadingRecipe: Sendable, Equatable, Codable {
  package var format: String?
  package var mapping: [String: String] = [:]
  package var roles: [String: Role] = [:]
  package var options: [String: String] = [:]
  package var encoding: String?
  package var delimiter: String?
  package var hasHeader: Bool?
  package var skippedLines = 0

  /// What a load says of its file.
  package init(of load: LoadFile) {
    format = load.format
    mapping = load.mapping
    roles = load.roles
    options = load.options
    encoding = load.encoding
    delimiter = load.delimiter
    hasHeader = load.hasHeader
    skippedLines = load.skippedLines
  }

  package var isEmpty: Bool {
    format == nil && mapping.isEmpty && roles.isEmpty && options.isEmpty && encoding == nil
      && delimiter == nil && hasHeader == nil && skippedLines == 0
  }

  /// The load with what it does not say itself.
  package func completing(_ load: LoadFile) -> LoadFile {
    var load = load
    load.format = load.format ?? format
    load.mapping.merge(mapping) { own, _ in own }
    load.roles.merge(roles) { own, _ in own }
    load.options.merge(options) { own, _ in own }
    load.encoding = load.encoding ?? encoding
    load.delimiter = load.delimiter ?? delimiter
    load.hasHeader = load.hasHeader ?? hasHeader
    if load.skippedLines == 0 { load.skippedLines = skippedLines }
    return load
  }

  /// Nil for what no program of ours has written.
  init?(text: String) {
    guard let recipe = try? JSONDecoder().decode(Self.self, from: Data(text.utf8)) else {
      return nil
    }
    self = recipe
  }

  var text: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    guard let data = try? encoder.encode(self) else { return "" }
    return String(decoding: data, as: UTF8.self)
  }
}

/// Keeps a recipe under a name; one of that name is replaced.
package struct SaveRecipe: Operation {
  package var name: String
  package var recipe: ReadingRecipe

  package init(name: String, recipe: ReadingRecipe) {
    self.name = name
    self.recipe = recipe
  }

  package struct Result: Sendable {
    package let replaced: Bool
  }

  package func run(in run: Run) throws -> Result {
    Result(
      replaced: try run.workspace.keep(
        recipe: try Self.checkedName(name), options: recipe.text))
  }

  /// Throws ``NameFault/malformed(_:_:nearest:)``.
  package static func checkedName(_ name: String) throws -> String {
    let nearest = Run.datasetName(fromPath: name)
    guard nearest == name.lowercased() else {
      throw NameFault.malformed(.recipe, name, nearest: nearest)
    }
    return name
  }
}

package struct ListRecipes: Operation {
  package init() {}

  package struct Named: Sendable {
    package let name: String
    package let recipe: ReadingRecipe
  }

  package func run(in run: Run) throws -> [Named] {
    try run.workspace.recipes().compactMap { record in
      ReadingRecipe(text: record.options).map { Named(name: record.name, recipe: $0) }
    }
  }
}

/// Throws ``NameFault/unknown(_:_:known:)``.
package struct DescribeRecipe: Operation {
  package var name: String

  package init(name: String) { self.name = name }

  package func run(in run: Run) throws -> ReadingRecipe {
    let all = try ListRecipes().run(in: run)
    guard let found = all.first(where: { $0.name == name }) else {
      throw NameFault.unknown(.recipe, name, known: all.map(\.name))
    }
    return found.recipe
  }
}

/// Forgets a recipe. Throws ``NameFault/unknown(_:_:known:)``.
package struct RemoveRecipe: Operation {
  package var name: String

  package init(name: String) { self.name = name }

  package func run(in run: Run) throws {
    guard try run.workspace.removeRecipe(name) else {
      throw NameFault.unknown(
        .recipe, name, known: try run.workspace.recipes().map(\.name))
    }
  }
}
