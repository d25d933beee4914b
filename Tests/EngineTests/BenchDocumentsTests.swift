import Corpus
import Learning
import Outcomes
import Testing

@testable import Benchmarks
@testable import Engine

@Suite struct BenchDocumentsTests {
  /// The digest that Tests/Parity/speed_bench.py knows too.
  @Test func `the documents of the benchmark are those that scikit-learn is timed on`() {
    let (documents, labels) = BenchDocuments().texts(0..<200)
    let digester = Digester()
    for index in 0..<200 {
      digester.update(Array(documents.bytes[documents[index]]))
      digester.update("\n\(labels[index] ? 1 : 0)\n")
    }
    #expect(
      digester.finish().hex == "8fcca46d57a0d95dae8df7e49f98ed79464a778dea09b0cce3746cefcf880ba7")
  }

  @Test func `a document does not depend on those before it`() {
    let (all, labels) = BenchDocuments().texts(0..<20)
    let (last, label) = BenchDocuments().texts(19..<20)
    #expect(Array(all.bytes[all[19]]) == Array(last.bytes[last[0]]))
    #expect(labels[19] == label[0])
  }
}
