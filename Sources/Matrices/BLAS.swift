private import COpenBLAS

/// OpenBLAS, which is loaded when it is first used.
///
/// It runs one thread: worker threads call it side by side, and its sums then do not depend on the
/// number of cores.
package enum BLAS {
  /// Loads the library unless it is there already. Throws when it is not installed.
  package static func load() throws(MatrixError) {
    guard openblas_load() == 0 else {
      throw MatrixError(
        "linear algebra is not available: " + String(cString: openblas_problem()),
        hint: "install libopenblas, for instance with .ci/setup")
    }
  }

  /// The kernels in use, such as `Haswell` or `SkylakeX`: those of OPENBLAS_CORETYPE where the
  /// user has set it, else the best that the processor can run.
  package static func coreType() throws(MatrixError) -> String {
    try load()
    return String(cString: openblas_core())
  }
}
