import Engine
import Estimators

/// What a word of a command can be, so that completion asks the command and knows none by itself.
package enum WordKind: Sendable {
  case datasets, fields, metrics, validators, plugins, models, readers, exporters, tables
  /// Of conversations.
  case ids
  /// Metrics and fields, with `by` and `where`, behind which a query stands.
  case columns
  /// The terms of a query.
  case query
  /// Labels of rows: metrics and fields.
  case labels
  case modelKinds, features
  /// What `help` explains.
  case topics
  /// A setting, and behind it its values.
  case settings
  /// SQL: tables behind FROM and JOIN, else columns, metrics and tables.
  case sql

  /// Of options that mean the same in every command.
  static func usual(of option: String) -> [WordKind] {
    switch option {
    case "--label", "--by", "--group", "--sort", "--columns": [.labels]
    case "--model": [.modelKinds]
    case "--features": [.features]
    case "--using": [.validators]
    case "--format": [.exporters]
    case "--dataset": [.datasets]
    default: []
    }
  }
}
