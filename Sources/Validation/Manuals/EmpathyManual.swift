import PluginKit

extension Empathy {
  static let manual = Manual(
    whatItDoes: """
      Looks at each supporter turn and asks whether it takes up what the client said: her content words of \
      the turns just before (relevance), so that replies from another talk score lower. In a session \
      a turn starts in the middle and earns for a reflection, for validation, affirmation and \
      warmth, and loses for telling, orders, confrontation and making the trouble small; the score \
      is the mean over the turns that say something, with a 95 % interval over turns. Sentences that only \
      give her words back earn nothing once they are many. Beside it, *caring* is what a head learned from \
      comments (GoEmotions) says of each turn. A reflection \
      has to carry the client's own content words or say something about the client; a bare stem \
      ("it sounds like that must be hard") earns little, and a sentence said before earns nothing.

      For a written post with replies it looks at the three mechanisms of EPITOME instead: \
      emotional reactions, interpretations (shared experience included) and explorations. The best \
      of the three counts most. Which kind of talk it is, is told from the number and length of \
      replies, or by the option domain.
      """,
    why: """
      Reflections are the most reliable sign of empathy that can be counted in counselling, and the \
      three mechanisms are what raters agree on in peer support. The two do not mix: cues of peer \
      support rank poor counselling sessions above good ones.
      """,
    knownProblems: """
      It sees words, not what the client felt. A reflection in wholly new words is missed; a \
      persuader's "so you want to get well" may pass for one. Irony is not understood. Fewer turns \
      than minimum_turns abstain. The rules were written for English, and for text that was typed \
      or transcribed with punctuation. With few turns the interval is wide: do not compare two \
      conversations whose intervals overlap. Never rank or judge people by it.
      """,
    example: """
      client: I keep lying awake over my exams.
      supporter: So the exams follow you into the night, and you are worn out.
      The reply is a complex reflection: "exams" is the client's word, the rest is about her.
      """,
    references: [
      "Sharma, Miner, Atkins, Althoff (2020). A computational approach to understanding empathy "
        + "expressed in text-based mental health support. EMNLP.",
      "Moyers, Rowell, Manuel, Ernst, Houck (2016). The Motivational Interviewing Treatment "
        + "Integrity code (MITI 4). Journal of Substance Abuse Treatment 65.",
      "Wu, Balloccu, Reforgiato Recupero, Riboni, et al. (2022). AnnoMI: a dataset of "
        + "expert-annotated counselling dialogues. ICASSP.",
    ])
}
