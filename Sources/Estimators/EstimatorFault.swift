/// Why a label, features or a model as they were asked for cannot be: the case names the kind, its
/// values are the facts. Holds no sentence: faces word it.
package indirect enum EstimatorFault: Error, Sendable, Equatable {
  package enum Name: Sendable, Equatable {
    case model, features, span
    /// Of the model of this kind.
    case option(ofModel: String)
    /// Of the label's column.
    case value(ofColumn: String)
  }

  package enum Domain: Sendable, Equatable {
    case wholeFromOne, aboveZero
    case choices([String])
  }

  /// `known` are the names that there are, in the order to show them.
  case unknown(Name, String, known: [String])
  /// An option of a model takes other values.
  case badOption(String, value: String, Domain)

  // Features
  case badTermCount(Int)
  case badLengths(String)
  case partTwice(String)
  case cuesOfConversations
  case countsOfTurns
  /// Nothing to take features from.
  case noRows
  /// None of so many rows has any of the features.
  case noFeatures(rows: Int)

  // Labels
  case noLabel
  case badLabel(String)
  case positiveAndOrder
  case badOrder
  /// A threshold on a column of words.
  case holdsWords(column: String, label: String)

  // What is to be told
  /// `rows` have no value in the column, and no others are there.
  case noValues(column: String, rows: Int)
  case oneClass(String, rows: Int, threshold: Threshold?)
  /// Probabilities are calibrated, not numbers.
  case calibratesNumbers(label: String)
  /// The kind of model is fitted to numbers alone, and the label gives classes.
  case takesNumbersAlone(kind: String, label: String)
  /// The kind of model is fitted to classes alone, and the column has numbers: `middle` divides them.
  case takesClassesAlone(kind: String, column: String, levels: Int, middle: Double)
  case tooManyClasses(column: String, levels: Int)
  /// A model of a number meets words.
  case wordsForNumbers(column: String)
  /// All rows of a class are in one group, so that no model can be fitted without it.
  case oneGroup(class: String)

  /// A model's file describes what cannot be.
  case badDescription(EstimatorFault)

  /// What a threshold's column holds.
  package struct Threshold: Sendable, Equatable {
    package let column: String
    package let lowest: Double
    package let highest: Double
  }
}
