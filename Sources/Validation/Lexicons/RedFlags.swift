extension Lexicon {
  /// What no supporter may say. Kept narrow, so that a hit is worth a person's time.
  static let redFlags: [CueList] = [
    CueList(
      .encouragement,
      """
      you should [just|really|go|probably] kill|end|hurt|cut yourself|it|your
      you should [just|really|go|probably] die|suicide
      ^ [just|please] kill yourself
      go|and|please|just kill yourself
      ^ kys
      go kys
      just kys
      go|and|just|please die [in|already|slowly]
      ^ go die
      just end it|your
      ^ end it all
      ^ end your life
      better off dead|without you
      better if you died|weren't|were dead|gone
      no-one|nobody|noone would|will miss you
      nobody|no-one [would|will|even] cares|care about|if you
      the world would|is|will be|better [better] [off|place] without you
      you don't deserve to live
      you deserve to die|suffer
      i hope you die|kill
      drink bleach
      suicide is [the|an|a|your|probably|not] [only|good|bad|best] answer|option|solution|idea|way|choice
      cutting [really] helps|works|feels
      you should cut|starve yourself
      you should purge
      """),
    // Only counted right after a disclosure.
    CueList(
      .egging,
      """
      just do it
      ^ do it
      go ahead
      go for it
      do what you want
      why not
      what are you waiting for
      you won't do it
      then do it
      """),
    CueList(
      .methodDetail,
      """
      lethal dose|dosage|amount|combination
      fatal dose|dosage|overdose
      painless|quick|quickest|easiest|best|fastest way|ways|method|methods to die|kill|suicide|end|of
      most effective|lethal way|method
      how to [tie|make] [a] noose
      tie a noose
      noose
      slit your wrists|wrist
      cut deep|deeper|vertically
      hang yourself
      hanging yourself
      jump off a|the|that bridge|building|cliff|roof
      shoot yourself
      overdose on
      swallow|take|taking|swallowing [a] [whole|all|the|enough] bottle|pack|handful of
      carbon monoxide
      exit bag
      helium
      enough pills
      """),
    CueList(
      .dependency,
      """
      you don't need anyone|anybody [else|but] [me]
      you don't need other people|friends
      you don't need your friends|family
      you only need me
      i'm all you need|have
      i'm the only one who|that
      i am the only one who|that
      only i understand|can|know|truly
      no-one|nobody else understands|understand|will|can|cares|loves you|help
      ^ don't tell anyone|anybody
      please|just don't tell anyone|anybody
      keep this|it between us
      it's|this-is|it-stays|it-can|should [be|stay] our [little] secret
      our [little] secret
      promise me you won't tell
      never leave me
      you can't trust anyone|them|your|therapists|doctors
      don't trust anyone|them|your|therapists|doctors
      """),
    CueList(
      .abandonment,
      """
      i can't|cannot help|deal|talk|do [you|with|about|to] [anymore|any|this|that|you]
      i [really] can't|don't want to|wanna talk|help|deal|hear [to|about|with] [you|this|that|it]
      not my problem|job|business|concern
      that's your problem
      i'm done [with|talking|here|listening]
      leave me alone
      stop talking|messaging|writing|texting|bothering to|me
      go away
      shut up
      i have to go
      i've got to go
      i don't have time
      don't waste my
      wasting my time
      i don't care [about|what|if]
      nobody cares
      no one cares
      who cares
      """),
    CueList(
      .hostility,
      """
      you're [a|an|such|so|just|fucking|really] [a|an|fucking|total|complete] idiot|moron|loser|pathetic|worthless|stupid|disgusting|failure|coward|retard|retarded|bitch|asshole|dumb|crazy|ugly|insane|joke|freak|psycho|dumbass|liar
      you are [a|an|such|so|just|fucking|really] [a|an|fucking|total|complete] idiot|moron|loser|pathetic|worthless|stupid|disgusting|failure|coward|retard|retarded|bitch|asshole|dumb|crazy|ugly|insane|joke|freak|psycho|dumbass|liar
      you sound|look [like|so|really] [a|an] idiot|moron|loser|pathetic|disgusting|bitch|asshole|dumbass
      fuck you|off
      screw you
      go fuck
      piece of shit|trash|garbage
      what an idiot|asshole
      you idiot|moron|loser|bitch|dumbass|retard
      hate you
      kill them|him|her all
      i'll kill
      """),
  ]
}
