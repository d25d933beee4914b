package import Learning

/// The classes in the order in which figures and tables show them.
package struct ClassOrder: Sendable {
  /// Shown place → number of the class.
  package let codes: [Int]
  package let names: [String]
  /// Whether the order means more and less.
  package let isMeant: Bool

  /// By the rule's order, of two classes the positive last, else as the classes are.
  package init(_ classes: [String], _ rule: LabelRule) {
    var names = classes
    if !rule.order.isEmpty {
      names = rule.order.filter(classes.contains) + classes.filter { !rule.order.contains($0) }
    } else if classes.count == 2 {
      let positive = rule.positiveClass(among: classes)
      names = classes.filter { $0 != positive } + [positive]
    } else if classes.allSatisfy({ Double($0) != nil }) {
      names = classes.sorted { (Double($0) ?? 0) < (Double($1) ?? 0) }
    }
    self.names = names
    codes = names.compactMap { classes.firstIndex(of: $0) }
    isMeant = !rule.order.isEmpty || (classes.count > 2 && classes.allSatisfy { Double($0) != nil })
  }

  /// Labels whose numbers are the shown places.
  package func labels(_ labels: ClassLabels) -> ClassLabels {
    var place = [Int](repeating: 0, count: codes.count)
    for (shown, code) in codes.enumerated() { place[code] = shown }
    // Classes are numbered by their names' bytes.
    let names = place.map { place in
      let text = String(place)
      return String(repeating: "0", count: max(0, 4 - text.count)) + text
    }
    return ClassLabels(labels.codes.map { names[Int($0)] }, known: names)
  }

  /// Probabilities, rows × classes, in the shown order.
  package func probabilities(_ values: [Double]) -> [Double] {
    let width = codes.count
    var result = values
    for start in stride(from: 0, to: values.count, by: width) {
      for (shown, code) in codes.enumerated() { result[start + shown] = values[start + code] }
    }
    return result
  }
}
