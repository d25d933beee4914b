extension Lexicon {
  /// What a client says of danger to herself, by kind. What it stands in (negation, quotation, another's
  /// story) is judged afterwards, by ``Standing``.
  static let danger: [ToldList] = [
    ToldList(
      .ideation,
      """
      kill|killing|hang|hanging|shoot|shooting|drown|drowning|poison|poisoning|suffocate|suffocating|stab|stabbing|unalive|unaliving|off|offing|gas|electrocute|delete|end|ending|murder|yeet myself|mself|my-self|meself|myslf
      kms|ctb
      unalive|unaliving|sewerslide|sewer-slide|suislide
      commit|committing|commiting|consider|considering|considered|contemplate|contemplating|contemplated|plan|planning suicide|sucide|suicid
      thinking|think|thought|thoughts|dream|dreaming|dreamt|fantasize|fantasizing|fantasise|fantasising|daydream|obsessed|obsessing|researching of|about|with|on [committing|my-own|doing] suicide|sucide|overdosing|unaliving
      think|thinking [about] is suicide
      suicidal|sucidal|suicidial|suididal rn|again|lately|today|tonight|af
      feel|feeling|felt|i'm|i-am|im [so|really|very|still|actively|sooo|pretty|kinda|quite] suicidal|sucidal|suicidial
      k i l l my
      k ll|lling myself
      sui|su|suic cide|ide|idal|cidal
      end|ending|take|taking my [own] life
      end|ending it|things all
      finish|finishing myself [off]
      knife|blade|razor|gun|scissors|lighter|belt|rope on myself
      use|using|used it|the|a _ on myself
      end|ending things|everything|it permanently|for-good|forever
      death|dying|suicide seems|feels|looks|sounds [like] the|like|a|my|so [only|best|easier] way|relief|answer|option|solution|escape|peaceful|easier|easy
      death|suicide is|would-be the|my [only|best|last] way|answer|option|solution|escape
      waste|wasting away
      googling|googled|searching|searched|researching|researched|looking-up|looked-up|reading-about [for|about] how|ways|methods|painless|lethal [to|of] [kill|die|end|hang|overdose|cut|tie|many|much]
      ways|methods to end|die|kill [my|it|myself]
      about|of ending it .|all|now|soon|tonight
      i'm|i-am|im|just [just|really] going|gonna|ready|planning [to] end it .|now|all|tonight|today|soon
      k . i . l . l
      been|feeling|having si all|again|lately|and|today|bad
      should|could|just|to|gonna|might|will|i'll end it now|tonight|soon|already|today|for-good
      doing|do something to end it
      thinking|think|thought|thoughts|dream|talk|talking about|of [just] dying|death|being-dead|ending-everything|not-being-alive|killing
      stop|can't|cannot|keep [stop] [thinking] [about|of] being dead
      imagining|imagine|picture|picturing|planning|plan my own funeral|death|suicide
      want|wanted|wanna|wanting|wants|longing|wish|rather|prefer|prepared|hoping|deserve|supposed|need|ready|like [to|that] [just|only|really|fucking|i] die|dying|be-dead|not-exist|disappear-forever|cease
      just|really|only|honestly|literally wanna|want [to] [fucking] die
      feel like dying|i-want-to-die
      to|just be dead
      wish|wished|wishing|wishes [that] i|i'd|i-had was|were|had|would|could [just] dead|died|gone|die|not-here|not-alive|never-existed|killed
      i hope|pray [that] i [just|will] die
      steer|steering|crash|crashing|drive|driving|swerve|swerving [my] [the|car|bike] into|off [a|an|the] [oncoming] tree|wall|bridge|cliff|truck|lorry|traffic|river|barrier
      jump|jumping|jumped|yeet|throw|throwing|threw|step|stepping|stepped|walk|walking|lie|lying|laid|leap|leaping [myself|right] off|in-front-of|into|under|from|onto|before|in-front|on [of] [a|an|the|that|my|this] [moving|oncoming|next] bridge|roof|building|train|trains|traffic|cliff|tracks|bus|lorry|truck|car|cars|balcony|window|overpass|viaduct|rails|metro|subway|tram
      want|wants|wanted|urge|tempted|wanna|going|gonna|about|ready|might [to] [just] jump .|every|when|now|tonight|and|off|from|whenever|each
      kill me now|please|already
      catching|catch the bus [for]
      my own|constant suicide|suicidal|suicidality
      my suicide|suicidal|suicidality
      """),
    ToldList(
      .passive,
      """
      never|not|don't|won't|wouldn't|didn't wake|waking [up] .|again|ever|anymore|any-more|tomorrow|and
      hope|pray|wish [that] i|that-i don't|won't|didn't|wouldn't|never|could-not wake
      hope|pray|wish every|each night [that] [i] don't|won't|never
      don't want|wanna [to] wake up .|again|anymore|ever|tomorrow|any
      never wake up
      be|is|are|been [all] better|happier|easier|freer [off] without me|if-i-was|if-i-were|if-i-died|if-i-wasn't|if-i-weren't
      better off|life without me
      better off if i [was|were|wasn't|weren't|am] dead|gone|died|here|around|not
      easier|better|happier|simpler|nicer|best [life] if i [was|were|wasn't|weren't|am|died|just] [just|not] dead|gone|here|around|alive|born|anymore|disappeared|died
      if i wasn't|weren't|was-not here|around|alive|born [anymore|any|at]
      better off dead
      world [would|will|is] [be] [a] better [place] without me
      don't|not|no want|wanna|wish|like [to] [be|keep] [be] alive|living|existing
      don't|not|no want|wanna|wish [to] live|exist
      don't|not|no want|wanna|wish [to] be here anymore|any-more|any-longer|at-all
      don't|not|no want|wanna|wish [to] be around anymore|any-more|any-longer
      not exist|existing|existing anymore|any-more|any-longer|at-all
      wanna|want-to|rather|just|to not exist|be-alive|live
      cease|stop to exist|existing
      if a|the|some [bus|car|truck|lorry|train|plane] hit|ran|hits|killed|kills|took me
      a|the bus|car|truck|lorry|train [would|could|to] hit|hits|killed|kills|took me
      wouldn't|would-not mind|care|object [if] [i|it] dying|being-dead|died|not-waking|never-woke|was-over
      hope|wish|pray|wishing [that] something|somebody|someone|a-car|cancer|anything [would] happens|happened|kills|kill|takes|hits|happen [to] me
      don't|wouldn't|won't|not care if|whether i live|die|died|lived|live-or
      no|any|a|see-no [more|real|good] reason|point|use|sense|purpose [left] to|in|of|for [go|going|keep|carry|stay|staying|be|being|me] [on] [to|going] live|living|alive|existing|going-on|go-on|being|staying|keep-going|continue
      can't|cannot|don't|not see a|any|the reason|point|sense [to|in|of] live|living|go-on|going-on|being|staying|in
      point of|in being|staying|living|existing [alive|here]
      life isn't|is-not|isnt|ain't|hardly|not worth [living|it|anymore]
      life isn't|is-not|isnt worth it
      not|isn't|nothing worth living
      nothing [else|left|more] to|worth live|living [for]
      nothing|no-one|nobody left for me [here]
      tired|sick of living|life|being-alive|existing
      done|over|finished|through with life|living|being-alive|this-life
      rather be dead|gone
      rather die|be-dead|not-exist|not-be-here
      i'd|i-would [have] rather|prefer|have [to|be] die|dead|never
      never|not [have] been born
      wasn't|weren't|hadn't|was-never|were-never|had-never [been] born
      ready to go for-good|forever
      don't|can't|not think|see|imagine i'll|i-will|myself [still] be|being around|alive
      don't think i'll|i-will be here [in|by|for|when] [june|july|christmas|spring|summer|much|long]
      won't|not be around|alive [for] much|long|longer|anymore|to-see|christmas
      won't be here much|anymore|for-long|to-see|for-christmas
      much longer i [can|will|could] [stop|keep] [myself] [going|from|live|stay|alive]
      waiting to die
      can't|cannot|cant|can-not do|face|handle|continue|survive life|living [anymore|any]
      can't|cannot|won't promise [that] [i'll|i-will|i'd|to] [still] be here|alive|around|safe
      notice|care|miss|mind [me] if i wasn't|weren't|died|disappeared|vanished|was-gone|were-gone|was-dead|never
      one|with less of me
      with|without one less [of]
      done with being|living alive
      can't|cannot|don't-want-to go|keep on|going living
      want|wish [to] [just] sleep|go-to-sleep forever|and-never|and-not
      sleep forever
      """),
    ToldList(
      .plan,
      """
      by the time you [read|get|see] this|are-reading|find [i'll|i-will]
      planned|planning|plan|decided|figured|working|worked|know|thinking|chosen|choosing [out|exactly|about] how|when|where|which [and] i|i'd|i'll|to [would|will|to|am|it] [going] do-it|kill|die|end|go-through
      planned|planning|planed my [own] suicide|death|exit|end
      suicide plan|letter|note
      wrote|written|writing|write|left|finished|have [my|the|a|some|them|everyone|all|out] suicide|goodbye|farewell letter|letters|note|notes|goodbyes|messages
      my|the|a suicide|goodbye|farewell letter|letters|note|notes
      tonight|today|this|tomorrow|it is|will|will-be|would [be] my last night|day|evening|one
      my|the last night|day|evening alive|on-earth|on-this|here-on
      look|looks like an accident
      going|plan|planning|ready|decided|gonna to die [on] soon|tonight|today|tomorrow|monday|tuesday|wednesday|thursday|friday|saturday|sunday|this
      picked|chosen|set|decided the|a|on-a|my date|day|place|bridge [to] [die|end|for-my]
      which bridge|tree|train|roof|beam it|i|to
      plan and the|a|my means|note|date
      the means and|to|ready [a|the] [plan|do]
      picked|pick|choose|chosen|set the|a day|date|night|hour
      nobody|no-one|noone|not [will] find|finds|found me|my-body [too|until|in|for]
      after i'm|i-am dead|gone
      when i'm|i-am dead
      """),
    ToldList(
      .meansHeld,
      """
      saving|saved|save|hoarding|hoarded|stockpiled|stockpiling|collecting|collected|stashed|stashing|counting|counted|count|hiding [up] [my|all|the|some|enough|these|those|his|her] [sleeping|old|spare] pills|tablets|meds|medication|pill|painkillers
      pills|tablets|meds|painkillers lined|laid|in-my-hand|in-my-hands|in-front|on-the|here|ready|right-here [up] [out] [in|bed|table|of]
      enough pills|tablets|meds|insulin [to|now|saved|here]
      i|i've have|got enough now|saved-up
      bottle|box|packet|handful|jar of [sleeping] pills|tablets|painkillers|meds in|here|next|beside|right [to|my] [my|hand]
      noose
      rope|noose|blades|razor|pills|knife|gun out again|tonight|now
      pills|tablets|blade|razor|knife|gun|rope in-front-of|next-to|beside|with me [right]
      have|got|with [a|the|my] rope here|ready|now|and
      rope|belt|cord in|from|over|on|round|around|is [my|the|a] garage|attic|ready|beam|tree|ceiling|neck|hook|rafters
      tied|tie|tying|put|hung|made [up] a|the|my|it [rope|noose|belt] noose|already|to-the|around|rope
      dad's|father's|husband's|grandpa's|grandfather's|brother's|his|my|uncle's gun|pistol|rifle|revolver|shotgun is|in|from|to|out|next|loaded [in] [my|his|the|a] [wardrobe|drawer|closet|hand|mouth|lap|head|bed|safe|cupboard]
      gun|pistol|barrel [up] to|in|at|against my head|mouth|temple|chin
      loaded gun|pistol|rifle|revolver
      holding|hold|have|got|bought|buy|ordered [a|the|some|my|new|his] gun|pistol|razor|razors|blade|blades|noose|poison
      razor blade|blades
      knife|blade|razor|scissors [pressed] to|at|against|on|over my wrist|wrists|throat|neck|arm|skin|vein|veins|chest
      standing|sitting|stand|sit|stood|climbed [here|now|up|right] on|at|by|over|onto [the|a|my] [edge|top] [of] [the|a|my] bridge|roof|ledge|tracks|railing|railings|cliff|parapet|windowsill|overpass|rooftop|balcony|viaduct|platform
      i'm|i-am|im [standing|up|here|now] on|at [the|a] [train] tracks|ledge|roof|parapet|rooftop
      i'm|i-am|im [standing|up|here|now] on|at [the|a] bridge right|looking|and-looking|railing
      """),
    ToldList(
      .attempt,
      """
      tried|attempted|trying to kill|hang|end|drown|shoot|poison|suffocate|off|stab|gas myself|my-life|my-own-life|it-all
      tried to overdose|die|end-it|jump-off|jump-from|jump-in|commit
      attempted|commit|committed|commited|commiting|committing suicide|sucide
      my [first|second|third|last|latest|previous|own|third] [suicide] attempt|attempts
      suicide attempt|attempts
      took|take|taken|taking|swallowed|swallow|downed|ate|popped|chugged [just] all|whole|entire|every|too-many|a-lot-of|a-bunch-of|a-handful-of|lots-of|loads-of|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|20|25|30|40|50|60|70|80|90|100|200|dozens-of [of] [my|the|his|her|these|them] [sleeping] pills|pill|tablets|tablet|paracetamol|ibuprofen|tylenol|meds|medication|painkillers|aspirin|antidepressants|xanax|insulin|acetaminophen|diazepam
      took|take|taken|taking|swallowed|swallow|downed|ate|popped|drank [just] a|the|an|my|his [whole|entire|full] handful|overdose|bottle|packet|pack|box|blister|strip|jar|tub [of] [sleeping|my|pain|his|her] [pills|tablets|paracetamol|ibuprofen|meds|medication|painkillers|tylenol|antidepressants] [all]
      took|taken|swallowed|have-taken pills
      took|swallowed|taken them|these|those|it all
      overdosed .|and|in|last|two|three|again|but|when|at|before|because|once|twice|years|a
      overdosed|overdose|overdosing on [my|the|some|sleeping|her|his] pills|tablets|meds|medication|paracetamol|tylenol|insulin|drugs|heroin|fentanyl|xanax|painkillers|purpose|antidepressants|it|them|something
      had|after|survived|from my|an|the overdose
      drank|drunk|drinking|swallowed|drink|swallow bleach|antifreeze|poison|pesticide|acid|drain|detergent|weedkiller
      slit|slashed|slash|slitting|opened my [own] wrists|wrist|throat|veins|arms
      od'd|oded
      rope|noose|belt|branch|beam broke|snapped|gave|tore|slipped
      put|had|have|tied|wrapped the|a|my rope|noose|belt|cord|bag|scarf round|around|over my neck|head|throat
      jumped off|from|in-front [of] [a|the] [bridge|roof|car|train|building|balcony] [but] [and] survived|braked|stopped|lived
      """),
    ToldList(
      .selfHarm,
      """
      selfharm|selfharmed|selfharming|selfinjure
      i|i've|i'm [have|am|still|started] [been] self harm|harmed|injure|harming
      hurt|hurting|harm|harming|cut|cutting|cutted|burn|burning|burned|burnt|starve|starving|punish|punishing|bite|biting|scratch|scratching|scratched|hit|hitting|punch|punching|choke|choking|injure|injuring|bruise|bruising|slice|slicing|mutilate|mutilating myself|my-self
      cut|cutting|slice|slicing|sliced|burn|burning|burned|burnt|scratch|scratching|scratched|carve|carving|carved|slash|slashing [into|open|up] my [own|left|right|inner|upper|whole] arm|arms|leg|legs|thigh|thighs|wrist|wrists|skin|stomach|hips|hip|ankle|ankles|forearm|forearms|belly
      relapsed|relapse|relapsing [and|on|with|into] cutting|cut|sh|self|burned|burning|last|again|yesterday
      clean from|of|off cutting|sh|self|burning
      on|been|doing|did|with|about sh last|again|today|yesterday|urges
      sh urges|again|relapse
      urge|urges|need|want|wanna|wants|going|gonna|might|tempted|temptation|craving [to] cut|self-harm|sh|burn .|so|again|badly|right|tonight|and|because|but|really|deep|deeper|myself|is|now
      urge|urges to hurt|harm|cut|burn|self
      start|started|keep|kept|been|stop|began|stopped|still|back [to] cutting .|again|and|when|because|since|at|for|last|deeper|every|my
      i [still|started|often|sometimes|used|also|have|again] [to] cut .|again|when|because|since|every|at-night|deep|deeper|last|to-feel|to-cope
      cutting helps|makes|calms|is-the-only|has|relieves|stops
      my|fresh|new|the|deep|hide cuts [on|are|from|bled]
      thighs|arms|wrists|legs|body|thigh|arm|wrist [is|are] [all] full|covered|riddled of|with|in scars|cuts|burns|marks
      use|used|using|take|took [the|a|my] razor|blade|blades|lighter [on|when|to]
      with|using a|my|the razor|lighter|blade|blades|cigarette
      until [i|my|it|i'm|they|the] [am|hands|knuckles|arms|skin|it] bleed|bleeds|bleeding|bled|numb|bruised|bruise
      bang|banging|hit|hitting|smash|smashing|slam|slamming my [own] head against|on|into|until
      scratch|scratching|pick|picking|tear|tearing|claw|clawing|dig|digging my skin|arms|nails|arm [open|until|raw|off|into]
      make|making|made myself throw|vomit|sick|puke|bleed
      hurt|burned|burnt|cut|hit|injured myself on purpose
      stopped|stop eating to|because [punish|i]
      """),
    ToldList(
      .lethal,
      """
      painless|least-painful|quickest|easiest|fastest|peaceful|certain|surest|reliable|quick|easy|best|effective [and] [painless|quick|easy] way|ways|method|methods to|of|for die|go .|suicide|end-my|end-it|dying|death|kill-myself|kill-oneself|commit|hang
      painless|least-painful|peaceful|quick|easy [and] [quick|painless] way|ways to go
      painless|peaceful death|suicide
      way|ways|how|method|methods to die .|?|quickly|without|in|painlessly|peacefully
      way|method|methods of|for suicide|dying|killing-yourself
      lethal|fatal|deadly dose|doses|amount|dosage|overdose|combination|level|quantity
      would-be|be|is-it|is-that [actually|really] fatal|lethal|deadly [for|to] [a|an] [healthy|human|person|adult|someone|me|somebody]
      how many|much [sleeping|of] [pills|tablets|insulin|paracetamol|tylenol|ibuprofen|xanax|medication|morphine|it|them] [would|does|do|will|are|is|until] [it|i|you|be|take] [take] [to] kill|fatal|overdose|die|lethal|od [you|me|someone|on]
      how many|much [of] _ would|does|until|before kill|i|it|you|someone [die|overdose|kill|take|od] [to] die|kill|overdose|od
      how many|much paracetamol|pills|tablets|insulin|ibuprofen|tylenol|xanax|sleeping-pills|aspirin it|does-it|would-it|to|would|will [take|takes|kill|be|die|overdose]
      how many|much pills|tablets|sleeping-pills would|does|until|before|to [it] [take|kill|die|be|end]
      die in my|your|their|one's sleep|without
      how|where do|can|could|would|to|should i|one|someone|you|people [best] kill|hang|drown|shoot|cut|overdose|suffocate|poison myself|themselves|oneself|without|on|yourself
      how|where to cut|hang|kill|overdose [myself|so|yourself|without|oneself|deep]
      how to|do-you|do-i tie|make [a] noose
      least painful|quickest|easiest way|method|thing to|for
      """),
  ]
}
