import Workspace

/// Keeps what a person says of one sighting, or takes it back.
package struct MarkEvidence: Operation {
  package var label: String
  /// `content.id` of the conversation's content.
  package var contentID: Int64
  /// Index of the message.
  package var message: Int
  /// UTF-8 offsets in its text.
  package var range: Range<Int>
  /// Names and versions of the validators that saw it.
  package var validator: String
  /// Nil takes the mark away.
  package var isRight: Bool?

  package init(_ sighting: FindEvidence.Sighting, of label: String, as isRight: Bool?) {
    self.label = label
    contentID = sighting.place.contentID
    message = sighting.place.message
    range = sighting.place.range
    validator = sighting.validator
    self.isRight = isRight
  }

  /// The precision of the label with it.
  package func run(in run: Run) throws -> MeasuredShare {
    let place = EvidenceMark.Place(contentID: contentID, message: message, range: range)
    if let isRight {
      try run.workspace.keep(
        [EvidenceMark(place: place, isRight: isRight, validator: validator)], of: label)
    } else {
      try run.workspace.unmark(place, of: label)
    }
    let kept = try run.workspace.marks(of: label)
    return MeasuredShare(right: kept.values.count { $0 }, of: kept.count)
  }
}

extension FindEvidence.Result {
  /// With what was said of the sightings at `places` since.
  package func marked(_ said: [Int: Bool], precision: MeasuredShare) -> FindEvidence.Result {
    var sightings = sightings
    for (place, isRight) in said { sightings[place].isRight = isRight }
    return FindEvidence.Result(
      sightings: sightings, read: read, conversations: conversations, precision: precision,
      newlyMarked: said.count)
  }
}
