package import Matrices

/// A fitted random forest for classes: the mean over the trees of the share that each class has in a
/// row's leaf.
package struct ForestModel: ClassModel, DividingModel, Equatable {
  package let classes: [String]
  let forest: Forest

  package var featureCount: Int { forest.featureCount }
  package var treeCount: Int { forest.treeCount }
  /// Of each feature, by how much its splits lowered Gini impurity in the mean over trees. They add
  /// up to 1. Features of many distinct values are favoured (Strobl et al., 2007).
  package var importances: [Double] { forest.importances }

  init(classes: [String], forest: Forest) {
    self.classes = classes
    self.forest = forest
  }

  package func probabilities(of features: SparseMatrix) -> [Double] {
    let means = forest.means(of: features)
    if forest.leafWidth == 1 { return means.flatMap { [1 - $0, $0] } }
    // Leaves are kept in 32 bits; their shares add up to 1 to that precision only.
    var result = means
    let width = forest.leafWidth
    for start in stride(from: 0, to: result.count, by: width) {
      let sum = result[start..<start + width].reduce(0, +)
      for index in start..<start + width { result[index] /= sum }
    }
    return result
  }

  package var sections: Sections {
    var sections = forest.sections
    sections["classes"] = .texts(classes)
    return sections
  }

  package init(sections: Sections) throws {
    classes = try sections.texts("classes")
    guard classes.count > 1, Set(classes).count == classes.count else {
      throw Sections.damaged("its classes are not two or more different ones")
    }
    forest = try Forest(sections: sections, leafWidth: classes.count == 2 ? 1 : classes.count)
    guard forest.leaves.allSatisfy({ (0...1).contains($0) }) else {
      throw Sections.damaged("a leaf has a share that is not in 0...1")
    }
    let width = forest.leafWidth
    if width > 1 {
      for start in stride(from: 0, to: forest.leaves.count, by: width) {
        guard abs(forest.leaves[start..<start + width].reduce(0, +) - 1) < 1e-3 else {
          throw Sections.damaged("the shares of a leaf do not add up to 1")
        }
      }
    }
  }
}

/// A fitted random forest for a number: the mean over the trees of the mean of a row's leaf.
package struct NumberForestModel: NumberModel, DividingModel, Equatable {
  /// Mean of the numbers it was fitted on, from which leaves tell the difference.
  let mean: Double
  let forest: Forest

  package var featureCount: Int { forest.featureCount }
  package var treeCount: Int { forest.treeCount }
  /// Of each feature, by how much its splits lowered the squared error in the mean over trees. They
  /// add up to 1.
  package var importances: [Double] { forest.importances }

  init(mean: Double, forest: Forest) {
    self.mean = mean
    self.forest = forest
  }

  package func values(of features: SparseMatrix) -> [Double] {
    forest.means(of: features).map { $0 + mean }
  }

  package var sections: Sections {
    var sections = forest.sections
    sections["mean"] = .doubles([mean])
    return sections
  }

  package init(sections: Sections) throws {
    let means = try sections.doubles("mean")
    guard means.count == 1, means[0].isFinite else {
      throw Sections.damaged("its mean is not one finite number")
    }
    mean = means[0]
    forest = try Forest(sections: sections, leafWidth: 1)
  }
}
