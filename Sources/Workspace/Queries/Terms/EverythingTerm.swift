/// `all`
struct EverythingTerm: QueryTerm {
  var text: String { "all" }

  static func read(_ scanner: inout QueryScanner) throws -> Self? {
    scanner.takeKeyword("all") ? EverythingTerm() : nil
  }

  func condition(
    _ resolver: inout QueryResolver, _ place: QueryPlace
  ) throws -> ConditionPool.ID {
    resolver.pool.leaf(SQLFragment("TRUE"))
  }
}
