import CEncoder
import CVectors
import Glibc
import Testing

/// Numbers of a kind from a seed, in -1..<1.
private struct Numbers {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed }

  mutating func next() -> Float {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Float(Int32(truncatingIfNeeded: state >> 32)) / 2_147_483_648
  }

  mutating func array(_ count: Int, _ scale: Float = 1) -> [Float] {
    (0..<count).map { _ in next() * scale }
  }
}

@Suite struct KernelTests {
  private let paths = Array(Int32(encoder_plain)...encoder_best_path())

  @Test(arguments: [1, 15, 16, 17, 24, 63, 100])
  func `every path gives the same states`(_ width: Int) {
    var numbers = Numbers(UInt64(width))
    let rows = 5
    let x = numbers.array(rows * width, 3)
    let residual = numbers.array(rows * width)
    let gain = numbers.array(width)
    let shift = numbers.array(width)
    func near(_ a: [Float], _ b: [Float]) -> Bool {
      zip(a, b).allSatisfy { abs($0 - $1) <= 2e-5 * max(1, abs($1)) }
    }
    var states: [[[Float]]] = []
    for path in paths {
      var biased = x
      encoder_bias(path, &biased, rows, width, width, shift, 1)
      var normed = x
      encoder_norm(path, &normed, residual, rows, width, gain, shift, 1e-12)
      var pooled = [Float](repeating: 0, count: width)
      let length = encoder_pool(path, x, rows, width, &pooled)
      states.append([biased, normed, pooled, [length]])
    }
    for state in states {
      for (a, b) in zip(state, states[0]) { #expect(near(a, b)) }
    }
    // GELU by the error function, as it is defined.
    let exact = zip(x, (0..<rows).flatMap { _ in shift }).map { value, bias in
      let z = Double(value + bias)
      return Float(z / 2 * (1 + erf(z / 2.0.squareRoot())))
    }
    #expect(zip(states[0][0], exact).allSatisfy { abs($0 - $1) < 2e-6 })
  }

  @Test(arguments: [(1, 8), (15, 8), (16, 32), (33, 5)])
  func `attention is the softmax of products, on every path`(_ tokens: Int, _ head: Int) {
    var numbers = Numbers(UInt64(tokens))
    let heads = 2
    let width = heads * head
    let joint = numbers.array(tokens * 3 * width, 2)
    var exact = [Double](repeating: 0, count: tokens * width)
    func at(_ token: Int, _ part: Int, _ place: Int) -> Double {
      Double(joint[token * 3 * width + part * width + place])
    }
    for number in 0..<heads {
      for token in 0..<tokens {
        let weights = (0..<tokens).map { other in
          exp(
            (0..<head).reduce(0) {
              $0 + at(token, 0, number * head + $1) * at(other, 1, number * head + $1)
            } / Double(head).squareRoot())
        }
        let sum = weights.reduce(0, +)
        for place in 0..<head {
          exact[token * width + number * head + place] =
            (0..<tokens).reduce(0) { $0 + weights[$1] * at($1, 2, number * head + place) } / sum
        }
      }
    }
    for path in paths {
      var out = [Float](repeating: 0, count: tokens * width)
      var scratch = [Float](
        repeating: 0, count: encoder_attention_scratch(tokens, head))
      encoder_attend(path, joint, tokens, width, heads, &out, &scratch)
      #expect(zip(out, exact).allSatisfy { abs(Double($0) - $1) < 2e-5 })
    }
  }

  @Test(arguments: [1, 16, 24, 100])
  func `rows as bytes are what they were, to half a step`(_ width: Int) {
    var numbers = Numbers(UInt64(width))
    let x = numbers.array(3 * width, 5).map { $0 > 0 ? $0 : $0 * 0.1 }
    for path in paths {
      var bytes = [UInt8](repeating: 0, count: 3 * width)
      var scales = [Float](repeating: 0, count: 3)
      var zeros = [Int32](repeating: 0, count: 3)
      encoder_quantize(path, x, 3, width, &bytes, &scales, &zeros)
      for place in x.indices {
        let row = place / width
        let value = Float(Int32(bytes[place]) - zeros[row]) * scales[row]
        #expect(abs(value - x[place]) <= scales[row] * 1.01)
      }
    }
  }
}

@Suite struct ScanTests {
  @Test(arguments: [1, 24, 63, 64, 65, 384, 400])
  func `every path gives the same products`(_ width: Int) throws {
    var numbers = Numbers(UInt64(width) + 99)
    let count = 37
    let stride = Int(vectors_head) + width
    var records = [UInt8](repeating: 0, count: count * stride)
    var rows: [[Int]] = []
    for row in 0..<count {
      // Bytes of all sizes, the largest of either sign among them.
      let vector = numbers.array(width)
      records.withUnsafeMutableBufferPointer {
        vectors_write($0.baseAddress.map { $0 + row * stride }, UInt64(row), vector, width)
      }
      rows.append(
        (0..<width).map { Int(Int8(bitPattern: records[row * stride + Int(vectors_head) + $0])) })
    }
    var query = [Int8](repeating: 0, count: width)
    _ = vectors_bytes(numbers.array(width), width, &query)
    query[0] = -127
    for path in Int32(vectors_plain)...vectors_best_path() {
      var products = [Int32](repeating: 0, count: count)
      #expect(vectors_scan(path, records, count, width, query, &products) == -1)
      for row in 0..<count {
        let exact = zip(rows[row], query).reduce(0) { $0 + $1.0 * Int($1.1) }
        #expect(Int(products[row]) == exact, "path \(path)")
      }
      // Whatever is changed in a record is noticed.
      for place in [0, 9, 13, 17, 21, Int(vectors_head), stride - 1] {
        for bit in [UInt8(1), 0x80] {
          records[20 * stride + place] ^= bit
          #expect(vectors_scan(path, records, count, width, query, &products) == 20)
          records[20 * stride + place] ^= bit
        }
      }
    }
  }
}
