/// Some rows of a tree with their non-zeros sorted by column, so that a node among them finds the
/// non-zeros of a feature without reading those of others.
///
/// The rows have local numbers 0 to `count - 1`. A small block has words: for each column, 64 rows a
/// word, which rows have a non-zero. A node then finds its own by `and`, and their bins by counting
/// bits. A block is filled again and again.
final class TreeBlock<Contribution: BitwiseCopyable> {
  private(set) var count = 0
  /// The row of the matrix and what it brings, by local number.
  private var rows = Scratch<Int32>()
  private var contributions = Scratch<Contribution>()
  /// Local numbers; ascending within a node.
  private var order = Scratch<Int32>()
  private var spare = Scratch<Int32>()
  /// By local number: whether a row is in the node, or goes right.
  private var marks = Scratch<UInt8>()

  /// Columns that have a non-zero here are numbered in the order in which they are met: the number
  /// by column (-1: none), and the column by number.
  private var places: Scratch<Int32>
  private var placed: Scratch<Int32>
  private var placedCount = 0
  /// Where each place's entries are, one more than places; the entries' local rows (in a block
  /// without words) and bins.
  private var starts: Scratch<Int32>
  private var entryRows = Scratch<Int32>()
  private var entryBins = Scratch<UInt8>()

  /// Words of each place; 0 in a block that has none.
  private var wordsPerPlace = 0
  private var words = Scratch<TreeWord>()
  private var nodeWords = Scratch<UInt64>()

  private let columns: BinnedColumns
  /// Whether the entries are those of the whole matrix, and places are columns.
  private let isWhole: Bool

  /// Rows of a block with words at most, and bytes of words, which should stay in a core's cache.
  private static var wordRows: Int { 1024 }
  private static var wordBytes: Int { 1 << 19 }

  /// Rows below which a node moves to a block of its own.
  var narrowBelow: Int { wordsPerPlace > 0 ? 0 : max(count / 32, min(count, Self.wordRows)) }

  /// For the nodes of the block, until it is filled again.
  var access: TreeRows<Contribution> {
    TreeRows(
      contributions: contributions.base, order: order.base, spare: spare.base, marks: marks.base,
      places: isWhole ? nil : places.base,
      starts: isWhole ? columns.columnStarts : UnsafePointer(starts.base),
      entryRows: isWhole ? columns.rows : UnsafePointer(entryRows.base),
      entryBins: isWhole ? columns.columnBins : UnsafePointer(entryBins.base),
      wordsPerPlace: wordsPerPlace, words: UnsafePointer(words.base), nodeWords: nodeWords.base)
  }

  /// An empty block.
  init(_ columns: BinnedColumns) {
    self.columns = columns
    isWhole = false
    places = Scratch(repeating: -1, count: columns.columnCount)
    placed = Scratch(repeating: 0, count: columns.columnCount)
    starts = Scratch(repeating: 0, count: columns.columnCount + 1)
  }

  /// The whole matrix: local numbers are rows. The first `drawn.count` of `order` are the rows that
  /// the bootstrap drew, `drawn`, which are the root.
  init(_ columns: BinnedColumns, drawn: [(row: Int, contribution: Contribution)]) {
    self.columns = columns
    isWhole = true
    places = Scratch()
    placed = Scratch()
    starts = Scratch()
    count = columns.rowCount
    reserveRows()
    marks.base.initialize(repeating: 0, count: count)
    for (index, (row, contribution)) in drawn.enumerated() {
      rows.base[row] = Int32(row)
      contributions.base[row] = contribution
      order.base[index] = Int32(row)
    }
  }

  private func reserveRows() {
    rows.reserve(count)
    contributions.reserve(count)
    order.reserve(count)
    spare.reserve(count)
    marks.reserve(count)
  }

  /// Becomes a node of another block; O(its non-zeros).
  func take(_ node: Range<Int>, of parent: TreeBlock) {
    count = node.count
    reserveRows()
    let (rows, contributions, order) = (self.rows.base, self.contributions.base, self.order.base)
    let (places, placed, starts) = (self.places.base, self.placed.base, self.starts.base)
    let (parentRows, parentOrder) = (parent.rows.base, parent.order.base)
    let parentContributions = parent.contributions.base
    for place in 0..<placedCount { places[Int(placed[place])] = -1 }
    marks.base.initialize(repeating: 0, count: count)

    var used = 0
    var entries = 0
    for local in 0..<count {
      let source = Int(parentOrder[node.lowerBound + local])
      let row = Int(parentRows[source])
      rows[local] = Int32(row)
      contributions[local] = parentContributions[source]
      order[local] = Int32(local)
      let range = columns.rowStarts[row]..<columns.rowStarts[row + 1]
      entries += range.count
      for index in range {
        let column = Int(columns.columns[index])
        var place = Int(places[column])
        if place < 0 {
          place = used
          places[column] = Int32(place)
          placed[place] = Int32(column)
          starts[place] = 0
          used += 1
        }
        starts[place] &+= 1
      }
    }
    placedCount = used
    var sum: Int32 = 0
    for place in 0..<used { (starts[place], sum) = (sum, sum + starts[place]) }
    entryBins.reserve(entries)

    let wordsPerPlace = (count + 63) / 64
    let bytes = used * wordsPerPlace * MemoryLayout<TreeWord>.stride
    if count <= Self.wordRows, bytes <= max(Self.wordBytes, 32 * entries) {
      self.wordsPerPlace = wordsPerPlace
      nodeWords.reserve(wordsPerPlace)
      fillWords(wordsPerPlace)
    } else {
      self.wordsPerPlace = 0
      entryRows.reserve(entries)
      fillLists()
    }
    // Filling has made each start the next one's.
    for place in Swift.stride(from: used, to: 0, by: -1) { starts[place] = starts[place - 1] }
    starts[0] = 0
  }

  private func fillLists() {
    let (rows, places, starts) = (rows.base, places.base, starts.base)
    let (entryRows, entryBins) = (entryRows.base, entryBins.base)
    let (rowStarts, columns, rowBins) = (columns.rowStarts, columns.columns, columns.rowBins)
    for local in 0..<count {
      let row = Int(rows[local])
      for index in rowStarts[row]..<rowStarts[row + 1] {
        let place = Int(places[Int(columns[index])])
        let entry = Int(starts[place])
        starts[place] &+= 1
        entryRows[entry] = Int32(local)
        entryBins[entry] = rowBins[index]
      }
    }
  }

  private func fillWords(_ wordsPerPlace: Int) {
    words.reserve(placedCount * wordsPerPlace)
    words.base.initialize(repeating: TreeWord(), count: placedCount * wordsPerPlace)
    let (rows, places, starts) = (rows.base, places.base, starts.base)
    let (words, entryBins) = (words.base, entryBins.base)
    let (rowStarts, columns, rowBins) = (columns.rowStarts, columns.columns, columns.rowBins)
    for local in 0..<count {
      let row = Int(rows[local])
      let offset = local >> 6
      let bit = UInt64(1) << UInt64(truncatingIfNeeded: local & 63)
      for index in rowStarts[row]..<rowStarts[row + 1] {
        let place = Int(places[Int(columns[index])])
        let entry = starts[place]
        starts[place] = entry &+ 1
        entryBins[Int(entry)] = rowBins[index]
        let word = words + (place &* wordsPerPlace &+ offset)
        if word.pointee.bits == 0 { word.pointee.start = entry }
        word.pointee.bits |= bit
      }
    }
  }
}
