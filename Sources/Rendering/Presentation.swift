import Outcomes

/// What of an outcome is shown, in order.
///
/// Exhibits come first, each where the command put it. Tables that no exhibit places follow, unless
/// there is something to look at (a transcript, a plot, a page): that stands for them, and they are
/// left to JSON and CSV.
struct Presentation {
  enum Part {
    case exhibit(Exhibit)
    /// A table, with its name as a title when it is not the only one.
    case table(Table, isTitled: Bool)
  }

  let parts: [Part]

  init(_ outcome: Outcome) {
    var placed: Set<String> = []
    var hasPicture = false
    for exhibit in outcome.exhibits {
      if case .table(let name) = exhibit { placed.insert(name) } else { hasPicture = true }
    }
    let rest = hasPicture ? [] : outcome.tables.filter { !placed.contains($0.name) }
    let isTitled = rest.count + placed.count > 1
    parts =
      outcome.exhibits.flatMap { exhibit -> [Part] in
        guard case .table(let name) = exhibit else { return [.exhibit(exhibit)] }
        return outcome.tables.filter { $0.name == name }.map { .table($0, isTitled: isTitled) }
      } + rest.map { .table($0, isTitled: isTitled) }
  }
}
