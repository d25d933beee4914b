extension Lexicon {
  /// Turns of phrase in which words of danger mean something else. A phrase of danger that overlaps one is
  /// none.
  static let innocent: [ToldList] = [
    ToldList(
      .innocent,
      """
      suicide squad|silence|bomber|bombers|bombing|bombings|hotline|line|lifeline|prevention|awareness|rate|rates|statistics|burn|doors|pact|mission|attack|vest|scene|watch|research|law|laws|hedge|season|risk
      suicidal empathy|tendencies-album
      assisted suicide|dying
      career|political|social|commercial suicide
      commit suicide in-the-game|in-game
      hang|hanging|hung [myself] out|around|on|up|with
      shoot|shot|shooting myself in the|my foot
      step|stepping|stepped off the train|bus|plane|tram
      beat|beats us two|one|three|four|five|six|nil|by|at|last|in|on [to|nil|one]
      reason to keep going|coming|paying [to|with|there]
      rope from|in|on the|a tree [for|and|swing]
      make it through this|the book|film|movie|meeting|day|exam|exams|lecture|class|course|winter
      stop the|a|my heart rate
      did something nice|good|kind|sweet
      make it to|till the meeting|party|bus|train|game
      go|carry on holiday|vacation|a|the|to|with|dates|trips|that|about|tour|stage|television
      making|make it to the|a meeting|party|bus|train|game|gym|office|airport [on]
      tired|sick of living out|in|with|at|alone|here|like-a|on|next
      kill|killing myself laughing|trying|to-finish|over-this|with-work|with-overtime|at-the-gym
      dying|died|die to [see|know|try|go|hear|meet|get|eat|watch]
      die|died|dying|dead [of|from|with] [pure|sheer|second-hand] embarrassment|shame|laughing|laughter|boredom|cringe|hunger|thirst|heat|cold|cuteness|old-age|curiosity|awkwardness
      die|died|dying laughing
      nearly|almost died|die laughing|of|when|from [laughing|embarrassment]
      to die for
      die at home|peacefully|hard|on-this-hill|trying|out
      going|gonna to die .|alone|one-day|someday|during|from|of
      kill|killing|killed me|us right-now|so|these|with-laughter|slowly|softly|today|lately|this
      is|are|was|were [slowly|really|absolutely|literally|just] killing me|us
      kill|killing time|two-birds|the-mood|it|the-process|processes|weeds|the-lights
      kill for a|some|that|this|one
      kill to have|be|get|go|see
      cut|cutting down|back|corners|class|classes|costs|carbs|sugar|out|it-out|off|short|through|grass|hair|ties|to-the-chase|the-grass|my-hair|some-slack|myself-some-slack|myself-off
      cut|cuts|cutting me off|some|out|short|to|deep|in
      cut|cutting my hair|hours|losses|spending|nails|finger|fingers|fringe|bangs
      cut myself off|from|some
      burn|burned|burnt|burning my tongue|mouth|finger|fingers|hand|bridges|dinner|toast|food
      burned|burnt|burning [myself] out
      hit|hits me up|like|that|hard|how|when-i|then|all
      hit|hits me with a snowball|pillow|question|message|bill|surprise|frisbee|ball
      beat|beating|beats me at|to|by|in [chess|it|cards|the]
      beat|beating myself up
      hurts|hurt me to|that|so|deeply|when|emotionally|.
      hurt|hurts|hurting my feelings|ankle|knee|back|shoulder|foot|wrist|hand
      push|pushes|pushed|pushing me to|too|into|hard|harder|out|forward|away
      throw|threw|throws me off|a-party|under-the-bus|out
      attack|attacks|attacked me on-twitter|online|in-the-comments|verbally
      panic|heart|asthma attack|attacks
      touched|touches|touch me deeply|emotionally|that|how|so
      overdosed|overdose|od'd|overdosing on chocolate|sugar|gingerbread|coffee|caffeine|cake|netflix|carbs|turkey|sweets|cute|candy|cookies|biscuits|tv|nostalgia|vitamin|pizza
      end|ending|end it|things with [my|him|her|them] [boyfriend|girlfriend|husband|wife|him|her|them]
      end|ending my [gym] contract|relationship|membership|subscription|lease|marriage|job|day|week|shift
      take|taking|took my life in|back|into|to-the|forward|seriously|for-granted|as|one
      live|living in|with|at|near|next|on|here|there|alone|together|off|under|by-the|abroad
      wake|waking|woke up at|early|late|before|in-time|until|to|so|for|alone|tired|next|in-the-middle|every|with|from|then
      waking up [so] early|at|late|tired
      be here at|for|until the|this|noon|eight|nine|six
      done|through with everything on|i-had|for-today|for-now
      rather die|be-dead than eat|watch|wear|listen|use|speak-in|be-seen|ask|miss|do-the
      no|any reason|point|use in|to|of going|living [to|there] the|that|this|in
      edge of my|the|his|her|our seat|seats|bed|chair|sofa|table|breakdown|town
      gun licence|license|permit|safe|laws|control|show|shop
      dead|death line|end|wrong|tired|weight|battery|serious|heat|sea|valley|metal|star|star's|pool|lift|lock|tie|ringer
      cause|certificate|anniversary|penalty|toll|bed|valley of death
      death of|in [my|the|a|his|her|our] [father|mother|family|dad|mum|mom|wife|husband|friend|son|dog|cat|brother|sister|uncle|aunt]
      living room|with|in|wage|standards|together|here|there|alone|abroad|on|off|at|near|costs|space|next
      cost of living
      afraid|scared|fear|terrified|frightened of dying|death
      think|thought|felt|feels|feeling|like|convinced|afraid|scared [like] i'm|i-am|i-was|i [going|gonna|about|will|might|would] [to] die|dying
      on a|the knife|razor|razor's edge
      jump|jumping for|at|to|on|up|in [joy|conclusions|the-chance|the-bandwagon|pool]
      jump|jumped|jumping off|from|into|in the|a [bridge|pier|jetty|rock|cliff|boat|rocks] [into] lake|water|pool|sea|river|ocean
      into the lake|water|pool|sea|river|ocean
      bungee|base|parachute jump|jumping|jumped
      step|walk|walking|drive|driving|jump|jumped|get|got into|onto|on|in the|a|my building|car|bus|train|traffic
      walk|walked|walking|walks|drive|driving|drove|stroll|run|running on|onto|from|under|across|over|by|to|past|along the|a bridge|bridges
      lie|lying|sitting|sit|walk [down] on|in|under the|a|my roof|balcony|train|bus|car
      sat|sit|sitting|sits|stand|standing in|on the|a|my balcony|train|bus|platform|roof
      rope for|to a|the|my swing|climbing|dog|boat|tent|tow
      jump|skipping|tow|climbing rope
      a|the|my kitchen|bread|butter|pocket|steak knife
      dead tired|end|line|battery|weight|serious|pan
      lethal|fatal [dose] [for|to] [a|the] dog|dogs|cat|cats|weeds|rats|slugs|plants|error
      fatal|lethal|deadly error|exception|for-dogs|for-cats|for-slugs|for-weeds
      is|are|be fatal|lethal|deadly|toxic for|to dogs|cats|pets|birds|my-dog|my-cat|horses
      way|ways to die in-minecraft|in-the-game|in-game
      way to go .|to|from|about|there|!
      way|ways to end a|an|the|my|this|your essay|letter|call|email|lease|contract|speech|relationship|conversation
      note to|for self|myself|the-teacher|my-teacher
      my first|last|second|next|third attempt [at] to|at
      attempt|attempts at|to
      photo|photograph|photos shoot
      shooting|shoot myself|me a|an|on [message|email|video|text]
      poison ivy
      over my dead body
      drop dead gorgeous
      tried|trying to end the|my-contract|it-with
      used the razor on|to my beard|shave|legs
      with|using a razor and|to shave|shaving
      """)
  ]
}
