import PluginKit

/// `role:user`: that a message of that role is there, or the one that a text stands in has it.
struct RoleTerm: QueryTerm {
  let role: Role

  var text: String { "role:\(role.rawValue)" }

  static func read(_ scanner: inout QueryScanner) throws -> Self? {
    let start = scanner.position
    guard let found = try scanner.takeNamedValue(), found.name.lowercased() == "role" else {
      return nil
    }
    guard found.comparison == .matches || found.comparison == .equal else {
      throw scanner.error("role takes ':', as in role:user", at: start)
    }
    let value = found.value
    guard let role = Role(rawValue: value.lowercased()) ?? Role(speaker: value) else {
      throw scanner.error(
        "no role '\(value)'", at: found.valueAt,
        hint: nameHint(for: value, among: Role.allCases.map(\.rawValue), none: ""))
    }
    return RoleTerm(role: role)
  }

  func narrowing(_ resolver: QueryResolver, _ place: QueryPlace) throws -> NarrowingPart? {
    .role(role)
  }

  /// Alone, it is a group of one.
  func condition(
    _ resolver: inout QueryResolver, _ place: QueryPlace
  ) throws -> ConditionPool.ID {
    try resolver.group([.term(self, offset: place.offset)], place)
  }
}
