/// What may stand between a name and a value.
enum Comparison: String, Sendable, CaseIterable {
  case matches = ":"
  case lessOrEqual = "<="
  case greaterOrEqual = ">="
  case notEqual = "!="
  case less = "<"
  case greater = ">"
  case equal = "="

  /// The operator of SQL.
  var sql: String {
    switch self {
    case .matches, .equal: "="
    case .notEqual: "<>"
    case .less: "<"
    case .lessOrEqual: "<="
    case .greater: ">"
    case .greaterOrEqual: ">="
    }
  }

  var isEquality: Bool { self == .matches || self == .equal || self == .notEqual }
}
