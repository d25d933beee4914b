import Matrices
import Testing

@testable import Learning

@Suite struct ForestSectionsTests {
  private let features = SparseMatrix(
    dense: (0..<60).map { [Float($0 % 7), Float($0 % 3), Float($0 % 2)] }, columnCount: 3)

  private func model(classes: Int) throws -> ForestModel {
    var options = ForestOptions()
    options.trees = 3
    return try options.fit(features, ClassLabels((0..<60).map { "c\($0 * $0 % 11 % classes)" }))
  }

  @Test(arguments: [2, 3]) func `a model comes back equal`(classes: Int) throws {
    let model = try model(classes: classes)
    let again = try ForestModel(sections: model.sections)
    #expect(again == model)
    #expect(again.probabilities(of: features) == model.probabilities(of: features))
  }

  @Test func `a model of a number comes back equal`() throws {
    var options = ForestOptions()
    options.trees = 3
    let model = try options.fit(features, numbers: (0..<60).map { Double($0 % 5) })
    let again = try NumberForestModel(sections: model.sections)
    #expect(again == model)
    #expect(again.values(of: features) == model.values(of: features))
  }

  /// Each damages one array of a good model.
  enum Damage: String, CaseIterable {
    case noClasses, oneClass, sameClasses, otherKind
    case noFeatures, negativeFeatures, featureTooHigh, featureBelowLeaf
    case childOutOfRange, childIsItself, childIsParent, childSkipsNodes, leafOutOfRange
    case thresholdNaN, leafNaN, leafAboveOne, leafMissing, nodeMissing
    case treeWithoutNodes, negativeNodes, noTrees, treesDiffer, nodesMovedToOtherTree
    case importanceNaN, importanceMissing

    func apply(to sections: inout Sections) throws {
      func integers(_ name: String, _ change: (inout [Int32]) -> Void) throws {
        var array = try sections.integers(name)
        change(&array)
        sections[name] = .integers(array)
      }
      func floats(_ name: String, _ change: (inout [Float]) -> Void) throws {
        var array = try sections.floats(name)
        change(&array)
        sections[name] = .floats(array)
      }
      switch self {
      case .noClasses: sections["classes"] = nil
      case .oneClass: sections["classes"] = .texts(["a"])
      case .sameClasses: sections["classes"] = .texts(["a", "a"])
      case .otherKind: sections["node.right"] = .floats([])
      case .noFeatures: sections["features"] = .integers([])
      case .negativeFeatures: sections["features"] = .integers([-3])
      case .featureTooHigh: try integers("node.feature") { $0[0] = 3 }
      case .featureBelowLeaf: try integers("node.feature") { $0[0] = -2 }
      case .childOutOfRange: try integers("node.right") { $0[0] = .max }
      case .childIsItself: try integers("node.right") { $0[0] = 0 }
      case .childIsParent: try integers("node.right") { $0[1] = 0 }
      case .childSkipsNodes: try integers("node.right") { $0[0] += 2 }
      case .leafOutOfRange:
        let leaf = try #require(try sections.integers("node.feature").firstIndex(of: -1))
        try integers("node.right") { $0[leaf] = 1 << 30 }
      case .thresholdNaN: try floats("node.threshold") { $0[0] = .nan }
      case .leafNaN: try floats("leaf") { $0[0] = .nan }
      case .leafAboveOne: try floats("leaf") { $0[0] = 1.5 }
      case .leafMissing: try floats("leaf") { $0.removeLast() }
      case .nodeMissing: try integers("node.feature") { $0.removeLast() }
      case .treeWithoutNodes: try integers("nodes") { $0[0] = 0 }
      case .negativeNodes: try integers("nodes") { $0[0] = -1 }
      case .noTrees:
        for name in ["nodes", "leaves"] { try integers(name) { $0 = [] } }
      case .treesDiffer: try integers("leaves") { $0.append(1) }
      case .nodesMovedToOtherTree:
        try integers("nodes") {
          $0[0] -= 1
          $0[1] += 1
        }
      case .importanceNaN: sections["importance"] = .doubles([.nan, 0, 0])
      case .importanceMissing: sections["importance"] = .doubles([1])
      }
    }
  }

  @Test(arguments: Damage.allCases) func `a damaged model is refused`(damage: Damage) throws {
    var sections = try model(classes: 2).sections
    try damage.apply(to: &sections)
    let error = #expect(throws: LearningError.self) { try ForestModel(sections: sections) }
    #expect(error?.message.hasPrefix("the model is damaged") == true)
  }

  @Test func `shares that do not add up are refused`() throws {
    var sections = try model(classes: 3).sections
    var leaves = try sections.floats("leaf")
    leaves[0] = leaves[0] == 1 ? 0.5 : 1
    leaves[1] = 0.7
    sections["leaf"] = .floats(leaves)
    #expect(throws: LearningError.self) { try ForestModel(sections: sections) }
  }

  @Test func `a mean that is not finite is refused`() throws {
    var sections = try model(classes: 2).sections
    sections["mean"] = .doubles([.infinity])
    #expect(throws: LearningError.self) { try NumberForestModel(sections: sections) }
  }

  @Test func `a random change is refused or gives a model that still predicts`() throws {
    let good = try model(classes: 2).sections
    let rights = try good.integers("node.right")
    for index in rights.indices {
      for value in [Int32.min, -1, 0, 1, 2, 5, Int32(index), Int32(rights.count), .max] {
        var sections = good
        var changed = rights
        changed[index] = value
        sections["node.right"] = .integers(changed)
        guard let model = try? ForestModel(sections: sections) else { continue }
        #expect(model.probabilities(of: features).allSatisfy { (0...1).contains($0) })
      }
    }
  }
}
