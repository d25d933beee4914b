package import Workspace

/// The workspace's tables and views with their columns, for SQL.
package struct DescribeSchema: Operation {
  /// One table alone.
  package var table: String?

  package init(table: String? = nil) { self.table = table }

  package func run(in run: Run) throws -> [SchemaDoc.Table] {
    let tables = SchemaDoc.tables + [SchemaDoc.scores, SchemaDoc.turns]
    guard let table else { return tables }
    guard let found = tables.first(where: { $0.name == table }) else {
      throw NameFault.unknown(.table, table, known: tables.map(\.name))
    }
    return [found]
  }
}
