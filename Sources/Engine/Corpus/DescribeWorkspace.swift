private import Foundation
package import Matrices
package import Validation
package import Workspace

/// What the workspace and the program are.
package struct DescribeWorkspace: Operation {
  package init() {}

  package struct Result: Sendable {
    package let path: String
    package let bytes: Int
    package let datasets: Int
    package let conversations: Int
    package let workers: Int
    /// The kernels that OpenBLAS runs, or why it does not.
    package let linearAlgebra: Swift.Result<String, MatrixError>
    package let profile: Profile
    /// The signatures whose scores are in sight.
    package let signatures: [Signature]
  }

  package func run(in run: Run) throws -> Result {
    let workspace = run.workspace
    let attributes = try? FileManager.default.attributesOfItem(atPath: workspace.path)
    return Result(
      path: workspace.path, bytes: attributes?[.size] as? Int ?? 0,
      datasets: try workspace.datasets().count,
      conversations: try workspace.count(try workspace.query("")),
      workers: run.settings.workers,
      linearAlgebra: Swift.Result { () throws(MatrixError) in try BLAS.coreType() },
      profile: try run.profile(), signatures: try workspace.currentSignatures())
  }
}
