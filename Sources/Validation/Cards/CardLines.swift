/// The cards that come with the program: a line of JSON each measurement, written by `card make`.
///
/// `.ci/cards DATA` makes them all anew; after a change of a validator they
/// have to be, as a test compares their signatures with the validators'.
package enum CardLines {
  package static let all = [
    AnnomiCard.lines, EpitomeCard.lines, EsconvCard.lines, IevalCard.lines, MibotCard.lines,
    DiasafetyCard.lines, TherapistResponsesCrisisCard.lines, Moderation1680Card.lines,
    GoemotionsCard.lines, SampleCard.lines,
  ]
}
