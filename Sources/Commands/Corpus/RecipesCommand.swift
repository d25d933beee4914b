import ArgumentParser
import Corpus
import Engine
import Outcomes

struct RecipesCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "recipes", abstract: "List how files of a kind are read, under names for load.",
    discussion: """
      'load FILE --map … --save-recipe NAME' keeps what was said of a file: its format, columns, \
      roles, encoding and the like. 'load FILE --recipe NAME' reads the next file of the same study \
      so. With a name it tells what the recipe says.
      """)
  static let examples = [
    Example(
      "load notebooks/data/sessions.csv --name by-recipe --map text=utterance --save-recipe study",
      "read a file, and keep how"),
    Example("recipes", "list them"),
    Example("recipes study", "what one says"),
    Example("load notebooks/data/sessions.csv --recipe study --dry-run", "use it"),
    Example("recipes study --remove", "forget it"),
  ]

  @Argument(help: "A recipe.") var recipe: Plain?
  @Flag(help: "Forget the recipe.") var remove = false

  var looksOnly: Bool { !remove }

  func outcome(in context: Context) async throws -> Outcome {
    var outcome = Outcome(command: Self.name)
    guard let name = recipe?.text else {
      guard !remove else { throw Failure(.usage, "--remove wants the name of a recipe") }
      let recipes = try await context.perform(ListRecipes())
      outcome.tables = [
        Table(
          "recipes", [.init("recipe", .text), .init("says", .text)],
          rows: recipes.map { [.text($0.name), .text($0.recipe.words().joined(separator: " "))] })
      ]
      if recipes.isEmpty {
        outcome.notes = ["no recipes yet: 'load FILE --map … --save-recipe NAME' makes one"]
      }
      return outcome
    }
    if remove {
      try await context.perform(RemoveRecipe(name: name))
      outcome.notes = ["the recipe \(name) is forgotten"]
    } else {
      let recipe = try await context.perform(DescribeRecipe(name: name))
      outcome.notes = ["load FILE \(recipe.words().joined(separator: " "))"]
    }
    return outcome
  }
}

extension ReadingRecipe {
  /// As a line of 'load' says it, without what the load says itself.
  func words(besides load: LoadCommand? = nil) -> [String] {
    func joined(_ pairs: [String: String]) -> String {
      Token.typed(
        pairs.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: ","))
    }
    var words: [String] = []
    if let format, load?.format == nil { words += ["--format", Token.typed(format)] }
    if !mapping.isEmpty { words += ["--map", joined(mapping)] }
    if !roles.isEmpty { words += ["--role", joined(roles.mapValues(\.rawValue))] }
    if !options.isEmpty { words += ["--option", joined(options)] }
    if let encoding, load?.encoding == nil { words += ["--encoding", Token.typed(encoding)] }
    if let delimiter, load?.delimiter == nil { words += ["--delimiter", Token.typed(delimiter)] }
    if hasHeader == false, load?.noHeader != true { words.append("--no-header") }
    if skippedLines > 0, load?.skip ?? 0 == 0 { words += ["--skip", String(skippedLines)] }
    return words
  }
}
