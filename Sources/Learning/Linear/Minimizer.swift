private import Glibc

/// Finds a minimum of a smooth function by L-BFGS: Nocedal, "Updating quasi-Newton matrices with limited
/// storage", 1980, with a line search for the strong Wolfe conditions (Nocedal and Wright, "Numerical
/// Optimization", algorithms 3.5 and 3.6). With `penalties` it finds one of the function plus
/// Σ penalty · |w| by OWL-QN: Andrew and Gao, "Scalable training of L1-regularized log-linear models",
/// 2007.
struct Minimizer {
  typealias Function = ([Double]) throws(LearningError) -> (value: Double, gradient: [Double])

  struct Result {
    var point: [Double]
    var value: Double
    var iterations: Int
    /// Whether the gradient, or what an iteration still gained, fell below the tolerance.
    var converged: Bool
  }

  /// Pairs of steps that are remembered.
  static let memory = 10
  /// The largest part of the (pseudo-)gradient at which to stop.
  var tolerance: Double
  var maxIterations: Int
  /// A relative gain below this ends it too: 64 units of rounding, as scikit-learn has it.
  static let leastGain = 64 * 0x1p-52

  func minimum(of function: Function, from start: [Double]) throws(LearningError) -> Result {
    var history = History()
    var (value, gradient) = try function(start)
    var result = Result(point: start, value: value, iterations: 0, converged: false)
    while true {
      if largest(gradient) <= tolerance {
        result.converged = true
        return result
      }
      if result.iterations >= maxIterations { return result }
      result.iterations += 1
      var direction = history.direction(gradient)
      var slope = dot(direction, gradient)
      if !(slope < 0) {
        history = History()
        direction = gradient.map { -$0 }
        slope = -dot(gradient, gradient)
      }
      let first = history.isEmpty ? min(1, 1 / (-slope).squareRoot()) : 1
      guard
        let found = try search(
          function, from: result.point, value: value, slope: slope, direction, first: first)
      else {
        if history.isEmpty {
          // Rounding leaves no way down from here, even along the gradient.
          result.converged = largest(gradient) <= 1e-6 * max(1, abs(value))
          return result
        }
        history = History()
        continue
      }
      let gain = value - found.value
      history.add(
        step: difference(found.point, result.point), change: difference(found.gradient, gradient))
      let size = max(abs(value), abs(found.value), 1)
      (value, gradient) = (found.value, found.gradient)
      result.point = found.point
      result.value = value
      if gain <= Self.leastGain * size {
        result.converged = true
        return result
      }
    }
  }

  private struct Trial {
    var step: Double
    var point: [Double]
    var value: Double
    var gradient: [Double]
    var slope: Double
  }

  /// A step that gains enough and flattens the slope enough; nil when rounding leaves none.
  private func search(
    _ function: Function, from point: [Double], value: Double, slope: Double,
    _ direction: [Double], first: Double
  ) throws(LearningError) -> Trial? {
    let enough = 1e-4
    let flat = 0.9
    func trial(_ step: Double) throws(LearningError) -> Trial {
      let next = point.indices.map { point[$0] + step * direction[$0] }
      let (value, gradient) = try function(next)
      return Trial(
        step: step, point: next, value: value, gradient: gradient, slope: dot(gradient, direction))
    }
    var low = Trial(step: 0, point: point, value: value, gradient: [], slope: slope)
    var high: Trial?
    var step = first
    for _ in 0..<60 {
      let now = try trial(step)
      let isTooHigh =
        !now.value.isFinite || now.value > value + enough * step * slope
        || (low.step > 0 && high == nil && now.value >= low.value)
        || (high != nil && now.value >= low.value)
      if isTooHigh {
        high = now
      } else {
        if abs(now.slope) <= -flat * slope { return now }
        if let end = high {
          if now.slope * (end.step - low.step) >= 0 { high = low }
        } else if now.slope >= 0 {
          high = low
        }
        low = now
      }
      if let high {
        let width = high.step - low.step
        if abs(width) <= 1e-14 * max(low.step, high.step) { break }
        step = between(low, high)
      } else {
        step *= 2.5
      }
    }
    // A step that gains, though the slope could not be flattened.
    return low.step > 0 && low.value < value ? low : nil
  }

  /// The minimum of the cubic through both ends, kept off them.
  private func between(_ low: Trial, _ high: Trial) -> Double {
    let width = high.step - low.step
    var share = 0.5
    if high.value.isFinite {
      let inner = low.slope + high.slope - 3 * (low.value - high.value) / (low.step - high.step)
      let square = inner * inner - low.slope * high.slope
      if square >= 0 {
        let root = square.squareRoot() * (width > 0 ? 1 : -1)
        let step =
          high.step - width * (high.slope + root - inner) / (high.slope - low.slope + 2 * root)
        let cubic = (step - low.step) / width
        if cubic.isFinite { share = min(max(cubic, 0.1), 0.9) }
      }
    }
    return low.step + share * width
  }

  func minimum(
    of function: Function, penalties: [Double], from start: [Double]
  ) throws(LearningError) -> Result {
    func penalty(_ point: [Double]) -> Double {
      var sum = 0.0
      for index in point.indices { sum += penalties[index] * abs(point[index]) }
      return sum
    }
    var history = History()
    var (smooth, gradient) = try function(start)
    var value = smooth + penalty(start)
    var result = Result(point: start, value: value, iterations: 0, converged: false)
    while true {
      let descent = Self.pseudoGradient(result.point, gradient, penalties)
      if largest(descent) <= tolerance {
        result.converged = true
        return result
      }
      if result.iterations >= maxIterations { return result }
      result.iterations += 1
      var direction = history.direction(descent)
      for index in direction.indices where direction[index] * descent[index] >= 0 {
        direction[index] = 0
      }
      var step = history.isEmpty ? min(1, 1 / dot(descent, descent).squareRoot()) : 1
      var found: (point: [Double], value: Double, gradient: [Double])?
      for _ in 0..<60 {
        let next = result.point.indices.map { index in
          let old = result.point[index]
          let new = old + step * direction[index]
          if penalties[index] == 0 { return new }
          // Within the orthant that the point is in, or that the way down leads into.
          let side = old != 0 ? old : -descent[index]
          return new * side > 0 ? new : 0
        }
        let (nextSmooth, nextGradient) = try function(next)
        let nextValue = nextSmooth + penalty(next)
        var promised = 0.0
        for index in next.indices {
          promised += descent[index] * (next[index] - result.point[index])
        }
        if nextValue.isFinite, promised < 0, nextValue <= value + 1e-4 * promised {
          found = (next, nextValue, nextGradient)
          break
        }
        step *= 0.5
      }
      guard let found else {
        if history.isEmpty {
          result.converged = largest(descent) <= 1e-6 * max(1, abs(value))
          return result
        }
        history = History()
        continue
      }
      let gain = value - found.value
      let size = max(abs(value), abs(found.value), 1)
      history.add(
        step: difference(found.point, result.point), change: difference(found.gradient, gradient))
      value = found.value
      gradient = found.gradient
      result.point = found.point
      result.value = value
      if gain <= Self.leastGain / 64 * size {
        result.converged = true
        return result
      }
    }
  }

  /// The gradient of the way down, which is 0 where the penalty holds a zero in place.
  private static func pseudoGradient(
    _ point: [Double], _ gradient: [Double], _ penalties: [Double]
  ) -> [Double] {
    point.indices.map { index in
      let (slope, penalty) = (gradient[index], penalties[index])
      if point[index] != 0 { return slope + (point[index] > 0 ? penalty : -penalty) }
      return slope + penalty < 0 ? slope + penalty : slope - penalty > 0 ? slope - penalty : 0
    }
  }

  /// The last steps and how the gradient changed along them, from which the curvature is guessed.
  private struct History {
    private var steps: [[Double]] = []
    private var changes: [[Double]] = []
    private var products: [Double] = []

    var isEmpty: Bool { steps.isEmpty }

    mutating func add(step: [Double], change: [Double]) {
      let product = dot(step, change)
      guard product > 0x1p-52 * dot(change, change) else { return }
      if steps.count == Minimizer.memory {
        steps.removeFirst()
        changes.removeFirst()
        products.removeFirst()
      }
      steps.append(step)
      changes.append(change)
      products.append(product)
    }

    /// Minus the guessed inverse curvature times the gradient.
    func direction(_ gradient: [Double]) -> [Double] {
      var direction = gradient.map { -$0 }
      guard let last = changes.last, let lastProduct = products.last else { return direction }
      var factors = [Double](repeating: 0, count: steps.count)
      for index in steps.indices.reversed() {
        factors[index] = dot(steps[index], direction) / products[index]
        accumulate(-factors[index], changes[index], to: &direction)
      }
      let scale = lastProduct / dot(last, last)
      for index in direction.indices { direction[index] *= scale }
      for index in steps.indices {
        let factor = dot(changes[index], direction) / products[index]
        accumulate(factors[index] - factor, steps[index], to: &direction)
      }
      return direction
    }
  }
}

private func dot(_ one: [Double], _ other: [Double]) -> Double {
  var sum = 0.0
  for index in one.indices { sum += one[index] * other[index] }
  return sum
}

private func difference(_ one: [Double], _ other: [Double]) -> [Double] {
  one.indices.map { one[$0] - other[$0] }
}

private func accumulate(_ factor: Double, _ more: [Double], to sum: inout [Double]) {
  for index in sum.indices { sum[index] += factor * more[index] }
}

private func largest(_ vector: [Double]) -> Double {
  var largest = 0.0
  for value in vector { largest = max(largest, abs(value)) }
  return largest
}
