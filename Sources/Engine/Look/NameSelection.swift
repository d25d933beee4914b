package import Workspace

/// Gives a query a name, which stands for it as `@name` in any other.
package struct NameSelection: Operation {
  package var name: String
  package var query: String

  package init(name: String, query: String) {
    self.name = name
    self.query = query
  }

  package func run(in run: Run) throws -> SelectionFinds {
    let query = try run.workspace.query(query)
    try run.workspace.name(query, as: name)
    return SelectionFinds(
      name: name, query: query.description, count: try run.workspace.count(query))
  }
}

/// What a selection stands for and finds now.
package struct DescribeSelection: Operation {
  package var name: String

  package init(name: String) { self.name = name }

  package func run(in run: Run) throws -> SelectionFinds {
    let all = try run.workspace.selections()
    guard let selection = all.first(where: { $0.name == name }) else {
      throw NameFault.unknown(.selection, name, known: all.map(\.name))
    }
    return SelectionFinds(
      name: name, query: selection.query,
      count: try run.workspace.count(try run.workspace.query("@\(name)")))
  }
}

package struct SelectionFinds: Sendable {
  package let name: String
  package let query: String
  /// Conversations.
  package let count: Int
}

/// Forgets a selection. Throws ``WorkspaceError/Kind/missing``.
package struct RemoveSelection: Operation {
  package var name: String

  package init(name: String) { self.name = name }

  package func run(in run: Run) throws { try run.workspace.removeSelection(name) }
}

package struct ListSelections: Operation {
  package init() {}

  package func run(in run: Run) throws -> [Selection] { try run.workspace.selections() }
}
