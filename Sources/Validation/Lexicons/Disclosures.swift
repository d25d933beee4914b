extension Lexicon {
  /// What a client says that asks for an answer: danger to oneself or others, and abuse.
  static let disclosures: [CueList] = [
    CueList(
      .suicidality,
      """
      kill|killing myself
      i'm|i-am|im [so|really|very|still|feeling|actively|been|getting] suicidal
      i feel|felt|get|got|been [so|really|very] suicidal
      feeling|being|was [so|really|very] suicidal
      my [own|constant|inevitable|eventual] suicide|suicidal
      and suicidal
      suicidal thought|thoughts|ideation|feelings|urges
      i'm|i-am|been|keep|started|was thinking of|about suicide
      thoughts of|about suicide
      i|i've|have [have] overdosed
      i|i've|have took|taken|take an overdose
      thoughts of [death|dying|ending|killing] suicide
      i [just|often|always|still|sometimes] think|thought|dream|considered|consider|contemplate|attempted|tried|fantasize of|about|to|suicide [commit|attempt] suicide
      i [just] attempted|considered|contemplated suicide
      i _ think|thought about|of suicide
      i'm|i-am|im|am|been|seriously|actively considering|contemplating|attempting|planning [to] [commit|on] suicide
      i'll|will|gonna|going|should|want|wanna [to] commit|attempt suicide
      close|closer to suicide
      suicide is|seems|looks [like] [the|my] [only|best|last] good|best|easier|way|option|answer|tempting|solution
      end|ending my|it [own] life|all
      take|taking my [own] life
      i [just|only|really|still|kinda|always|often|sometimes|honestly|truly|literally|so|also] [fucking|just|really] want|wanted|wanna|wish [to] die
      i'd rather die|be-dead
      ^ want|wanna|wanting [to] die
      makes|make me [just] want|wanna [to] die
      and want|wanna [to] die
      wanting [to] die
      ready|going|plan|planning to die soon|tonight|today|by|now
      i'm [so|finally|just] ready to die
      i hope|pray [i|that-i] die
      i wish|wished i|i'd was|were|had|could [never] dead|died|born|die
      wish i was|were dead
      wish i'd|i had never been born
      don't|not|doesn't want|wanna [to] live|exist
      don't|not want|wanna [to] be alive
      don't|not want|wanna [to] be here|around anymore|any|at
      don't|can't think|see i'll|i-will|myself [still] be|being around|alive|here
      won't|not be around|alive|here [for|by|to|much] then|long|longer|christmas|it|them|that|see
      easier|better|simpler if i wasn't|weren't|was-not|was-gone|were-gone|was-dead|were-dead
      if i wasn't|weren't here|around|alive|born [anymore]
      not be here|alive anymore
      don't want|wanna [to] wake up
      never wake up
      not wake up
      wouldn't|won't|didn't|don't wake up
      point of|in|to waking|wake up
      better off dead|without me
      world would|will be better without me
      no reason|point to|in|of live|living|keep|going
      nothing [else|left] to live for
      life isn't|is not worth
      not worth living
      wish|wished|long|longing for my [own] death
      tired of living|life|being alive
      done with life|living|everything
      thoughts of death|dying|ending
      thinking|think|thought about|of dying|death|ending
      hang|hanging|shoot|shooting|drown myself
      jump off|in|from [a|of|the] bridge|roof|building|front
      wrote|written|writing|write my|the|a|some|them|everyone [suicide|goodbye|farewell] letter|note|goodbye|goodbyes
      suicide note
      """),
    CueList(
      .selfHarm,
      """
      i self harm|harmed|injure|harming
      i selfharm
      i [have] [been|started|keep] self harming
      hurt|hurting|harm|harming|cut|cutting|burn|burning|starve|starving|punish|punishing myself
      my cuts
      i [used|still] [to] cut on|again|deep|because|when|in-my|for-the|every
      burned|burnt|stabbed|stabbing|gutting|choking myself
      killing oneself
      cutting has|helps|helped
      urge|urges to cut|hurt|harm|self
      cut my wrists|wrist|arms|arm|legs|thighs
      slit my
      """),
    CueList(
      .hopelessness,
      """
      can't|cannot|can go on|on [anymore|like|living]
      can't do this|it|life anymore
      can't take it|this anymore
      can't keep going|living|doing
      no hope
      hopeless
      give|giving|given|gave up on life|everything|living|myself
      nothing [left] to live
      nothing matters [anymore]
      what's the point
      no way out
      nobody|no-one would miss|care|notice
      burden to|on everyone|my|others|people
      i'm a burden
      disappear
      """),
    CueList(
      .threat,
      """
      i'll|i'm|i want|will|going|gonna|could [to|wanna|going|gonna] kill|hurt|stab|shoot|strangle him|her|them|someone|everyone|people|my
      want to kill|hurt him|her|them|someone|everyone
      """),
    CueList(
      .abuse,
      """
      he|she|they|father|mother|dad|mom|mum|stepdad|stepfather|brother|husband|wife|boyfriend|girlfriend|partner|uncle|ex hits|hit|beats|beat|rapes|raped|molested|abuses|abused|chokes|choked|strangled|assaulted|slapped|punched|kicked me
      abusing me
      abuses me
      abused me
      i|i've|i'm|i-am|have was|been|got|being [being|getting] raped|molested|abused|assaulted
      sexually assaulted|abused me
      """),
    CueList(
      .meansRequest,
      """
      how many|much _ pills|would|does|to kill|die|overdose
      how many pills
      lethal dose
      how do|can|could i kill|die|overdose|end
      painless way|ways|death
      where|how can|do|could i buy|get a gun|pills|poison|rope|pesticide|pesticides|drugs|knife
      bridges|buildings taller|higher|than
      tallest bridge|building|bridges|buildings
      highest|tallest bridge|bridges|building|buildings
      bridges|bridge|buildings that|which|are
      """),
    // The matter is named, but perhaps not as one's own. Counted, not held against an answer.
    CueList(
      .mention,
      """
      suicide
      suicidal
      self harm|harming|harmed|injury|mutilation
      selfharm
      overdose
      overdosed
      goodbye letter|note
      want|wanted|wish|going|plan to die
      abusive
      was|been|being|got raped|molested|abused|assaulted
      domestic violence
      sexually assaulted|abused
      """),
    // Says that it is not so. A disclosure that overlaps it is none.
    CueList(
      .denial,
      """
      ^ no
      ^ nope|nah|never
      ^ not really|at-all
      not|never|isn't [really|actually|at-all] suicidal
      don't|not|never|didn't [actually|really] want|going|wanna|planning|trying to kill|hurt|harm|cut|end|die|commit
      don't|not|never|didn't think|thinking of|about killing|hurting|harming|ending|dying|suicide
      would|will|could|i'd|have|i've never|not [ever|actually|really] hurt|kill|harm|cut|end|considered|attempted|thought-about|thought-of [suicide|killing]
      wouldn't|won't|couldn't|not-to [ever|actually] kill|hurt|harm|cut myself
      cut|cutting|burn|burned|burning|hurt myself shaving|cooking|on-the|on-a|lifting|running|playing|short|off|some
      """),
    // Read only right after a supporter asked outright.
    CueList(
      .assent,
      """
      ^ yes|yeah|yep|yup|yea|aye|sometimes|maybe|probably|often|mhm|true
      ^ [long|short|a] pause|silence|nods|sighs|cries|crying|quietly|whispers yes|yeah|sometimes|maybe|probably|often
      ^ nods
      ^ i am|have|do|did|was|might [be|have] .
      ^ i think|guess|suppose so|i-do|i-am|i-have|that-too
      ^ kind|sort of
      ^ a little|lot|bit|few
      ^ [almost] every|most|some|all day|days|night|nights|hour|the-time|of-the-time|morning|mornings
      ^ all the time
      ^ on and off
      ^ now and then|again
      ^ at times|night
      ^ if i'm|i-am honest
      """),
    // Harm by others that is short of assault.
    CueList(
      .mistreatment,
      """
      calls|called|calling|call me a|the|names|stupid|fat|ugly|that|it|slurs|worthless|useless|crazy
      bully|bullies|bullied|bullying
      harass|harasses|harassed|harassing|harassment
      pick|picks|picked|picking on me
      threatened|threatens|humiliated|humiliates|mocked|mocks|stalked|stalks|groped|touched|pushed|shoved|spat|screamed|screams|yells|yelled|shouts|gropes|insults|insulted|belittles|controls|grabbed [at] me
      laughed|laughs|laughing|laugh|shouted|spits at me
      put my _ in the
      racist|sexist|homophobic
      slur|slurs
      discriminated|discrimination
      hits|hit|hurts|hurt|beats|beat|rapes|raped|molested|abuses|abused|chokes|choked|assaulted|slapped|punched|kicked|strangled me
      rape|abuse|abusive|assault|violence|raped|molested|assaulted
      """),
    CueList(
      .identity,
      """
      i'm|i-am [a|also|kind-of|probably|like|um] gay|lesbian|bi|bisexual|trans|transgender|queer|nonbinary|non-binary|asexual|pansexual
      i [think|also|only|really] like|love|fancy girls|boys|women|men|guys
      came|come|coming out [to|as|about|and|last]
      attracted to women|men|girls|guys|boys
      my pronouns|transition|sexuality|orientation
      told|tell them|him|her|my _ [i'm|that-i'm] gay|lesbian|bi|trans|queer
      """),
    CueList(
      .treatment,
      """
      medication|medications|meds|medicine|medicines|prescription|prescribed|tablets|pills|dose|dosage
      antidepressant|antidepressants|ssri|ssris|antipsychotic|antipsychotics|lithium|sertraline|prozac|zoloft|lexapro|fluoxetine|citalopram|escitalopram|paxil|effexor|venlafaxine|wellbutrin|seroquel|quetiapine|abilify|lamictal|xanax|insulin
      psychiatrist|doctor|gp|prescriber|therapist|counselor|counsellor|therapy
      """),
  ]
}
