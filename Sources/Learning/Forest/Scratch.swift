/// Uninitialised memory that grows and is used again. It keeps nothing when it grows.
struct Scratch<Element: BitwiseCopyable>: ~Copyable {
  private(set) var base = UnsafeMutablePointer<Element>.allocate(capacity: 0)
  private(set) var capacity = 0

  init() {}

  init(repeating element: Element, count: Int) {
    reserve(count)
    base.initialize(repeating: element, count: count)
  }

  deinit { base.deallocate() }

  mutating func reserve(_ count: Int) {
    guard count > capacity else { return }
    base.deallocate()
    capacity = max(count, capacity + capacity / 2)
    base = .allocate(capacity: capacity)
  }
}
