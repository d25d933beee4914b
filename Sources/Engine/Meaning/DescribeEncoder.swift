package import Encoder

/// The encoder that is installed, after its files were held against their digests.
package struct DescribeEncoder: Operation {
  package init() {}

  package struct Found: Sendable {
    package let installed: InstalledEncoder
    package let folder: String
    package let shape: EncoderShape
    package let arithmetic: EncoderArithmetic
  }

  /// Nil when there is none. Throws ``EncoderFault`` and ``EncoderError``.
  package func run(in run: Run) throws -> Found? {
    guard let installed = try run.encoders.installed() else { return nil }
    try run.encoders.check(installed)
    let encoder = try TextEncoder(folder: run.encoders.folder)
    return Found(
      installed: installed, folder: run.encoders.folder, shape: encoder.shape,
      arithmetic: encoder.arithmetic)
  }
}
