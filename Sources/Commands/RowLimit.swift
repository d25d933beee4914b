import ArgumentParser
private import Engine
import Outcomes

/// How many rows a person asked for: a number above 0, or `all`.
///
/// A limit that nobody asked for is for eyes. What other programs read is whole.
enum RowLimit: ExpressibleByArgument, Sendable {
  case all
  case rows(Int)

  init?(argument: String) {
    if argument == "all" {
      self = .all
    } else if let count = Int(argument), count > 0 {
      self = .rows(count)
    } else {
      return nil
    }
  }

  /// Nil for all.
  var count: Int? {
    switch self {
    case .all: nil
    case .rows(let count): count
    }
  }

  var words: String { count.map { "--limit \($0)" } ?? "--limit all" }
}

extension Context {
  /// What was asked for; else `usual` rows for eyes, and all for programs.
  func limit(_ asked: RowLimit?, usual: Int) -> RowLimit {
    asked ?? (isForEyes ? .rows(usual) : .all)
  }

  /// The limit for eyes that `set limit` changes.
  func limit(_ asked: RowLimit?) -> RowLimit {
    limit(asked, usual: session.settings.limit)
  }

  /// `line` with the limit that it ran under, which another face would choose otherwise, when the
  /// result is longer than eyes are shown.
  func recorded(_ line: String, limit: RowLimit, exceeds usual: Int, in outcome: Outcome) -> String
  {
    guard let table = outcome.tables.first, (table.total ?? table.rows.count) > usual else {
      return line
    }
    let name = line.firstWord
    return name + " " + limit.words + line.dropFirst(name.count)
  }
}
