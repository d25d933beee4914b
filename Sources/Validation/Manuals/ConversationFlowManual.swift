import PluginKit

extension ConversationFlow {
  static let manual = Manual(
    whatItDoes: """
      Describes who talks how much and whether the talk moves. A supporter turn earns when it leaves \
      the client the larger part of the exchange and takes up her words, and loses for taking three \
      quarters of an exchange with thirty words or more, for telling, for monologues above ninety words, for questions in a row without a reflection between, and \
      for sentences said before. Beside the score stand the supporter's share of words, the \
      likeness of function words, repetition and the template share.
      """,
    why: """
      Talk ratio and long supporter turns differ between good and poor sessions, chains of questions \
      are the best known fault of beginners, and repetition is the best known fault of programs.
      """,
    knownProblems: """
      Only description is claimed. Likeness of style is not quality and does not enter the score: in \
      sessions rated by experts it is higher in the poor ones. A silent client makes the supporter \
      look talkative. Turn lengths depend on how a file was cut into turns.
      """,
    example: """
      A supporter who speaks 80 % of the words in turns of 120 words scores low, whatever she says.
      """,
    references: [
      "Ireland, Pennebaker (2010). Language style matching in writing. Journal of Personality and "
        + "Social Psychology 99.",
      "Althoff, Clark, Leskovec (2016). Large-scale analysis of counseling conversations. TACL 4.",
      "Moyers et al. (2016). The Motivational Interviewing Treatment Integrity code (MITI 4). "
        + "Journal of Substance Abuse Treatment 65.",
    ])
}
