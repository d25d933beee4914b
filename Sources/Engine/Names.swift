import PluginKit
import Validation
import Workspace

extension Run {
  /// The names that a query or a command may use now, for completion.
  package struct Names: Sendable {
    package var datasets: [String] = []
    package var metrics: [String] = []
    package var fields: [String] = []
    package var selections: [String] = []
    package var validators: [String] = []
    package var plugins: [String] = []
    package var models: [String] = []
    package var readers: [String] = []
    package var exporters: [String] = []
    package var tables: [String] = []
    /// Columns by table.
    package var columns: [String: [String]] = [:]
    package var tiers: [String] = []

    package init() {}
  }

  /// The metrics that have been computed, in order, and `tier` where there is one.
  func metricNames() throws -> [String] {
    try workspace.columns().compactMap { column in
      switch column.source {
      case .score(_, .metric), .score(_, .label): column.name
      default: nil
      }
    }
  }

  private func fieldNames() throws -> [String] {
    try workspace.fields().map(\.key).inOrderOnce
  }

  /// A workspace that cannot be read gives the names that do not depend on it.
  package func names() -> Names {
    var names = Names()
    names.datasets = (try? workspace.datasets().map(\.name)) ?? []
    names.metrics = (try? metricNames()) ?? []
    names.metrics += ((try? workspace.turnMetrics()) ?? []).map { "turn.\($0)" }
    names.fields = (try? fieldNames()) ?? []
    names.selections = (try? workspace.selections().map(\.name)) ?? []
    names.tables = SchemaDoc.tables.map(\.name)
    for table in SchemaDoc.tables { names.columns[table.name] = table.columns.map(\.name) }
    names.columns["conversation_scores", default: []] += names.metrics
    names.validators = registry.validators.map(\.name)
    names.plugins = (try? workspace.plugins().map(\.name)) ?? []
    names.models = (try? workspace.models().map(\.name)) ?? []
    names.readers = registry.readers.flatMap { $0.formats.map(\.name) }
    names.exporters = registry.exporters.map(\.name)
    names.tiers = ((try? profile()) ?? .standard).tierNames
    return names
  }

  private static let mostLookedUp = 40

  /// Some values of a field of metadata that begin so, in order; none where there is no such field.
  package func values(of field: String, beginning: String) -> [String] {
    (try? workspace.values(of: field, beginning: beginning, limit: Self.mostLookedUp)) ?? []
  }

  /// Some ids of conversations that begin so, in order of their datasets.
  package func conversations(beginning: String) -> [String] {
    (try? workspace.conversationIDs(beginning: beginning, limit: Self.mostLookedUp)) ?? []
  }
}

extension Sequence where Element: Hashable {
  /// Each element once, where it came first.
  package var inOrderOnce: [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}
