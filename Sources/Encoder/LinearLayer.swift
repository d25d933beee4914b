import CDNNL
import CEncoder
import COpenBLAS

/// How matrices are multiplied.
package enum EncoderArithmetic: String, Sendable, Codable, CaseIterable {
  /// Of bytes, with a scale for each token and each output.
  case bytes
  /// Of floats of 32 bits, as the weights are.
  case floats

  /// Bytes where the processor multiplies them exactly, which is more than twice as fast.
  package static var best: EncoderArithmetic { onednn_load() == 0 ? .bytes : .floats }

  /// Throws where this machine cannot.
  package func load() throws(EncoderError) {
    switch self {
    case .bytes:
      guard onednn_load() == 0 else {
        throw EncoderError(
          "matrices of bytes cannot be multiplied here: " + String(cString: onednn_problem()),
          hint: "floats can be used instead")
      }
    case .floats:
      guard openblas_load() == 0 else {
        throw EncoderError(
          "matrices cannot be multiplied here: " + String(cString: openblas_problem()),
          hint: "install libopenblas and libdnnl, for instance with .ci/setup")
      }
    }
  }
}

/// `activation(x W' + b)` of one or several weights side by side.
struct LinearLayer: Sendable {
  let inputs: Int
  let outputs: Int
  private let bias: [Float]
  private let parts: [Safetensors.Tensor]
  /// Of each output, in bytes: weights, what they are multiplied by, and their sum.
  private let bytes: [Int8]
  private let scales: [Float]
  private let sums: [Int32]

  init(
    _ names: [String], inputs: Int, outputs: Int, _ weights: Safetensors,
    _ arithmetic: EncoderArithmetic
  ) throws(EncoderError) {
    self.inputs = inputs
    self.outputs = outputs * names.count
    var bias: [Float] = []
    var parts: [Safetensors.Tensor] = []
    var bytes: [Int8] = []
    var scales: [Float] = []
    var sums: [Int32] = []
    for name in names {
      bias += try weights.array(name + ".bias", [outputs])
      let tensor = try weights.tensor(name + ".weight", [outputs, inputs])
      parts.append(tensor)
      let floats = weights.floats(tensor)
      // Infinity less itself is no number either.
      guard floats.reduce(0, { $0 + ($1 - $1) }) == 0 else {
        throw EncoderError(
          "the weights '\(name)' hold numbers that are infinite or none",
          hint: "the file of weights is damaged")
      }
      guard arithmetic == .bytes else { continue }
      for output in 0..<outputs {
        let row = floats[output * inputs..<(output + 1) * inputs]
        let most = row.reduce(Float(0)) { max($0, abs($1)) }
        let scale = most / 127
        let inverse = most > 0 ? 127 / most : 0
        var sum: Int32 = 0
        for value in row {
          let byte = Int8((value * inverse).rounded())
          sum += Int32(byte)
          bytes.append(byte)
        }
        scales.append(scale)
        sums.append(sum)
      }
    }
    self.bias = bias
    self.parts = parts
    self.bytes = bytes
    self.scales = scales
    self.sums = sums
  }

  /// Room for the work between: of bytes, their sums and scales.
  struct Scratch {
    var bytes: [UInt8] = []
    var scales: [Float] = []
    var zeros: [Int32] = []
    var sums: [Int32] = []
  }

  /// Applies the layer to `rows` rows of `x`; `out` has room for as many of its outputs.
  func apply(
    _ x: [Float], rows: Int, gelu: Bool, to out: inout [Float], _ weights: Safetensors,
    _ arithmetic: EncoderArithmetic, path: Int32, _ scratch: inout Scratch
  ) throws(EncoderError) {
    switch arithmetic {
    case .bytes:
      Self.fit(&scratch.bytes, rows * inputs)
      Self.fit(&scratch.scales, rows)
      Self.fit(&scratch.zeros, rows)
      Self.fit(&scratch.sums, rows * outputs)
      encoder_quantize(
        path, x, rows, inputs, &scratch.bytes, &scratch.scales, &scratch.zeros)
      guard onednn_multiply(rows, outputs, inputs, scratch.bytes, bytes, &scratch.sums) == 0 else {
        throw EncoderError("oneDNN refused a product of \(rows) × \(inputs) × \(outputs)")
      }
      encoder_dequantize(
        path, scratch.sums, rows, outputs, scratch.scales, scratch.zeros, scales, sums, bias,
        gelu ? 1 : 0, &out, outputs)
    case .floats:
      let width = outputs / parts.count
      out.withUnsafeMutableBufferPointer { out in
        guard let start = out.baseAddress else { return }
        for (place, part) in parts.enumerated() {
          openblas_multiply(
            Int32(rows), Int32(width), Int32(inputs), x, weights.floats(part).baseAddress,
            start + place * width, Int32(outputs))
        }
        encoder_bias(path, start, rows, outputs, outputs, bias, gelu ? 1 : 0)
      }
    }
  }

  static func fit<T: ExpressibleByIntegerLiteral>(_ room: inout [T], _ count: Int) {
    if room.count < count { room += [T](repeating: 0, count: count - room.count) }
  }
}
