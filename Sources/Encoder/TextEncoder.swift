private import CEncoder

/// Turns texts into vectors of length 1 whose products tell how near their meanings are: BERT
/// (Devlin et al. 2019) with the mean over tokens, as Sentence-BERT (Reimers and Gurevych 2019) has
/// it.
///
/// ```swift
/// let encoder = try TextEncoder(folder: "…/all-MiniLM-L6-v2")
/// let desk = EncoderDesk(encoder)
/// let vectors = try desk.encode(["I lie awake", "sleep does not come"]).vectors
/// ```
package final class TextEncoder: Sendable {
  package let shape: EncoderShape
  package let arithmetic: EncoderArithmetic
  let weights: Safetensors
  let vocabulary: Vocabulary
  let layers: [Layer]
  let words: Safetensors.Tensor
  /// Of each place in a text, with the one kind of text that there is.
  let places: [Float]
  let norm: Norm

  /// The scale and the shift of a normalization.
  struct Norm: Sendable {
    let gain: [Float]
    let shift: [Float]

    init(_ name: String, _ width: Int, _ weights: Safetensors) throws(EncoderError) {
      gain = try weights.array(name + ".weight", [width])
      shift = try weights.array(name + ".bias", [width])
    }
  }

  struct Layer: Sendable {
    let attention: LinearLayer
    let attended: LinearLayer
    let attendedNorm: Norm
    let inner: LinearLayer
    let outer: LinearLayer
    let outerNorm: Norm
  }

  /// Files that make an encoder.
  package static let weightsFile = "model.safetensors"
  package static let vocabularyFile = "vocab.txt"

  /// Reads the encoder in `folder`: weights, vocabulary and configuration as their authors publish
  /// them. `arithmetic`: the best that the machine has, unless given.
  ///
  /// Takes some 30 ms and 12 MB for MiniLM-L6, of which words' embeddings are read as they are used.
  package init(
    folder: String, arithmetic: EncoderArithmetic = .best
  ) throws(EncoderError) {
    try arithmetic.load()
    self.arithmetic = arithmetic
    let shape = try EncoderShape(folder: folder)
    self.shape = shape
    let weights = try Safetensors(path: folder + "/" + Self.weightsFile)
    self.weights = weights
    let lines = try MappedFile(path: folder + "/" + Self.vocabularyFile)
    vocabulary = try Vocabulary(lines: lines.bytes, expected: shape.vocabulary)
    let width = shape.width
    words = try weights.tensor("embeddings.word_embeddings.weight", [shape.vocabulary, width])
    var places = try weights.array(
      "embeddings.position_embeddings.weight", [shape.positions, width])
    let kinds = try weights.array("embeddings.token_type_embeddings.weight", [2, width])
    for place in places.indices { places[place] += kinds[place % width] }
    self.places = places
    norm = try Norm("embeddings.LayerNorm", width, weights)
    var layers: [Layer] = []
    for number in 0..<shape.layers {
      let name = "encoder.layer.\(number)."
      let attention = ["query", "key", "value"].map { name + "attention.self." + $0 }
      layers.append(
        Layer(
          attention: try LinearLayer(
            attention, inputs: width, outputs: width, weights, arithmetic),
          attended: try LinearLayer(
            [name + "attention.output.dense"], inputs: width, outputs: width, weights, arithmetic),
          attendedNorm: try Norm(name + "attention.output.LayerNorm", width, weights),
          inner: try LinearLayer(
            [name + "intermediate.dense"], inputs: width, outputs: shape.inner, weights, arithmetic),
          outer: try LinearLayer(
            [name + "output.dense"], inputs: shape.inner, outputs: width, weights, arithmetic),
          outerNorm: try Norm(name + "output.LayerNorm", width, weights)))
    }
    self.layers = layers
  }

  /// The numbers of a text's pieces, for comparison with other tokenizers.
  package func pieces(_ text: String) -> [Int32] {
    var tokenizer = WordPiece(vocabulary, most: shape.tokens - 2)
    var pieces: [Int32] = []
    var text = text
    _ = text.withUTF8 { tokenizer.append($0, to: &pieces) }
    return pieces
  }
}

/// Texts as vectors, in their order.
package struct EncodedTexts: Sendable {
  package enum Extent: Sendable, Equatable {
    /// Nothing of it is a piece of a word: the vector means nothing.
    case empty
    case whole
    /// It is longer than the encoder reads: the vector is of its beginning.
    case beginning
  }

  /// Numbers of a vector.
  package let width: Int
  /// One vector behind the other, each of length 1.
  package fileprivate(set) var vectors: [Float] = []
  package fileprivate(set) var extents: [Extent] = []

  package subscript(_ index: Int) -> ArraySlice<Float> {
    vectors[index * width..<(index + 1) * width]
  }
}

/// Where one thread encodes: what it needs beside the weights, which desks share.
package final class EncoderDesk {
  package let encoder: TextEncoder
  private let path: Int32
  private var tokenizer: WordPiece
  private var scratch = LinearLayer.Scratch()
  private var state: [Float] = []
  private var joint: [Float] = []
  private var attended: [Float] = []
  private var next: [Float] = []
  private var inner: [Float] = []
  private var attention: [Float] = []

  /// Tokens that go through the layers together: enough for the matrix products, and their states
  /// stay near the processor.
  private static let together = 768

  package init(_ encoder: TextEncoder) {
    self.encoder = encoder
    path = encoder_best_path()
    tokenizer = WordPiece(encoder.vocabulary, most: encoder.shape.tokens - 2)
  }

  /// The texts' vectors. Linear in the number of tokens, and in the longest one squared.
  package func encode(_ texts: [String]) throws(EncoderError) -> EncodedTexts {
    var result = EncodedTexts(width: encoder.shape.width)
    result.vectors.reserveCapacity(texts.count * result.width)
    var pieces: [Int32] = []
    var ends: [Int] = []
    for var text in texts {
      let before = pieces.count
      let isWhole = text.withUTF8 { tokenizer.append($0, to: &pieces) }
      result.extents.append(
        pieces.count - before == 2 ? .empty : isWhole ? .whole : .beginning)
      ends.append(pieces.count)
      if pieces.count >= Self.together {
        try encode(pieces, ends, &result.vectors)
        pieces.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
      }
    }
    if !ends.isEmpty { try encode(pieces, ends, &result.vectors) }
    return result
  }

  private func encode(
    _ pieces: [Int32], _ ends: [Int], _ vectors: inout [Float]
  ) throws(EncoderError) {
    let shape = encoder.shape
    let rows = pieces.count
    let width = shape.width
    LinearLayer.fit(&state, rows * width)
    LinearLayer.fit(&attended, rows * width)
    LinearLayer.fit(&next, rows * width)
    LinearLayer.fit(&joint, rows * 3 * width)
    LinearLayer.fit(&inner, rows * shape.inner)
    embed(pieces, ends)
    for layer in encoder.layers {
      try apply(layer.attention, state, rows, to: &joint)
      attend(ends)
      try apply(layer.attended, attended, rows, to: &next)
      encoder_norm(
        path, &next, state, rows, width, layer.attendedNorm.gain, layer.attendedNorm.shift,
        shape.epsilon)
      swap(&state, &next)
      try apply(layer.inner, state, rows, gelu: true, to: &inner)
      try apply(layer.outer, inner, rows, to: &next)
      encoder_norm(
        path, &next, state, rows, width, layer.outerNorm.gain, layer.outerNorm.shift,
        shape.epsilon)
      swap(&state, &next)
    }
    var vector = [Float](repeating: 0, count: width)
    var start = 0
    for end in ends {
      let length = state.withUnsafeBufferPointer { state in
        encoder_pool(
          path, state.baseAddress.map { $0 + start * width }, end - start, width, &vector)
      }
      guard length.isFinite, length > 0, vector.allSatisfy(\.isFinite) else {
        throw EncoderError(
          "the encoder gave no vector for a text",
          hint: "its weights are damaged, or no sentence encoder's")
      }
      vectors += vector
      start = end
    }
  }

  private func apply(
    _ layer: LinearLayer, _ x: [Float], _ rows: Int, gelu: Bool = false, to out: inout [Float]
  ) throws(EncoderError) {
    try layer.apply(
      x, rows: rows, gelu: gelu, to: &out, encoder.weights, encoder.arithmetic, path: path,
      &scratch)
  }

  private func embed(_ pieces: [Int32], _ ends: [Int]) {
    let width = encoder.shape.width
    let words = encoder.weights.floats(encoder.words)
    var start = 0
    for end in ends {
      for row in start..<end {
        let word = Int(pieces[row]) * width
        let place = (row - start) * width
        for index in 0..<width {
          state[row * width + index] = words[word + index] + encoder.places[place + index]
        }
      }
      start = end
    }
    encoder_norm(
      path, &state, nil, pieces.count, width, encoder.norm.gain, encoder.norm.shift,
      encoder.shape.epsilon)
  }

  private func attend(_ ends: [Int]) {
    let width = encoder.shape.width
    let heads = encoder.shape.heads
    var start = 0
    for end in ends {
      LinearLayer.fit(&attention, encoder_attention_scratch(end - start, width / heads))
      joint.withUnsafeBufferPointer { joint in
        attended.withUnsafeMutableBufferPointer { attended in
          encoder_attend(
            path, joint.baseAddress.map { $0 + 3 * start * width }, end - start, width, heads,
            attended.baseAddress.map { $0 + start * width }, &attention)
        }
      }
      start = end
    }
  }
}
