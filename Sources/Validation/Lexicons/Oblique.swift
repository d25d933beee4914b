extension Lexicon {
  /// Danger told without its usual words: pictures, farewells, hints at deeds.
  static let oblique: [ToldList] = [
    ToldList(
      .ideation,
      """
      lost|no|losing the|my|more will|wish to live
      will to live is|has gone|left|run
      don't|not|no|dont want|wanna|wish [to] go|carry on .|anymore|any-more|any-longer|living|like-this|without
      no tomorrow for me
      blow|blowing|blew my [own] brains|head out|off
      pull|pulling|pulled the trigger
      put me out of my|this misery
      join|joining|follow|following|be-with|with my late|dead husband|wife|son|daughter|baby|mum|mother|dad|father|brother|sister
      in|into|to heaven|the-grave|my-grave [with|soon|together]
      check|checking out of this|the|this-fucking world|life
      want|wanna|need out of this|my life|world
      wanna|want-to|just|gonna be gone .|fr|forever|for-good|already
      finish the job
      stop being a|here|alive|around|me [person|human]
      hope|hoping|pray|praying for a|an|the heart|crash|wall|accident|stroke|end [attack]
      hope|hoping|pray|wish my|that-my body|heart gives|stops|quits [up|out|beating]
      death|dying|cancer would|will [just|really|only] be a|the|such [a] gift|relief|blessing|mercy
      envy the dead
      death|dying|suicide sounds|seems|looks|feels [so|like] peaceful|easy|relief|beautiful|a-relief|good
      whether|if it hurts to
      not meant to live|be-here|be-alive|survive
      waste of air|space|oxygen|skin
      tired|sick of breathing|waking-up|fighting-to-live
      manage|cope|do-fine|be-fine|be-okay|do-better without me
      future|world|life with|without me in [it]
      see|picture|imagine myself making|reaching|getting|lasting [it] [to|through|until|till|past]
      make|last|get [it] through|till|to|until|past tonight|the-night|this-night|tomorrow|christmas|the-weekend|my-next-birthday|next-week|the-week
      see my next birthday|christmas
      don't|can't|not|do-not trust myself [to] [tonight|alone|with|around|right|not|be|near]
      do|doing something bad|stupid|terrible|awful|drastic to|with-myself|tonight [myself]
      do something i|that-i can't|cannot|won't take|undo|come [back]
      scared|afraid|frightened|terrified of what i might|could|may|will|would do [to] [myself|if|alone|tonight]
      crossing|crossed|crosses|enters my mind that|to|how [i] [could|just|jump|end|easy]
      dark|bad|scary|black|those thoughts [again] [the|about|of] [ones|dark|bad|hurting|dying|death] [about|of|ones] hurting|dying|death|ending|not-being
      actually|really|finally|might|gonna|will do it this-time|tonight|for-real|soon|one-day
      what's|what-is|nothing-is stopping|keeping me from [just] doing|ending|jumping|dying|it
      guts|nerve|courage|balls to|i'd do-it|end-it|jump|have|go-through
      fight|fighting|resist|resisting the urge to swallow|jump|end|take|overdose|hang
      urge to swallow|jump|overdose|hang|end|drown|disappear
      won't|not|never bother|burden anyone|anybody|you|them [any] [much] longer|anymore|again|more
      put up with me after|any|anymore|again
      after tonight it|i|nothing|nobody|everything will|won't|would
      nothing to stay|live|exist for|to
      voices|voice [in-my-head] say|says|tell|tells|telling|want|wants|told|keep-telling|keeps-telling [me] [to] jump|die|kill|hang|cut|end|stab|hurt
      let go of the wheel
      let myself fall|drop|drown|go-under
      step|stepping|stepped|walk|walking off|from the kerb|curb|platform|edge|ledge
      edge of the platform|roof|bridge|cliff
      i|my-head|head|brain should|tells-me-to|says-i-should be dead
      i|me should not be|exist alive|anymore
      living|life|existing hurts too|so much
      would cry for|a bit|week|day|while and
      my insurance is|pays|would
      i'd|i-would|would-rather [rather] not be in|on|here|alive it|this|anymore [life|world|earth|planet]
      just overdose|od|hang
      ways to do it in|on|saved|that
      thinking about|of|bout ending it|things|everything
      want|wanna|ready|decided|need to end it .|all
      """),
    ToldList(
      .passive,
      """
      don't|can't|cannot|cant|not|doubt|dunno think|see|picture|imagine|know [if|that] [i'll|i-will|i-can|i|myself] [can|will] make|making|reach|reaching|last|lasting|survive|surviving [it] to|through|till|until|past [the|my] tonight|night|christmas|summer|winter|spring|birthday|weekend|week|morning|month|year|june|tomorrow|another
      can't|cannot|cant|don't|not see|picture|imagine a|any|my [own] future .|with-me|for-me
      sleep|asleep and never|not|stay come|wake|back|asleep|get
      don't|not|dont want|wanna [to] go|carry on
      hope|hoping [that] i|that-i will|do|shall not|never wake
      thoughts [that] [scare] [me] about|of not being
      """),
    ToldList(
      .plan,
      """
      tell my family|kids|children|parents|mum|mom|wife|husband [that] i love|loved them|her|him
      planning|planned an|the|my ending|end|exit
      sorted|settled|arranged my|all papers|affairs|will so-that|for-when|before-i [i|nobody]
      when|after i'm|i-am|i've gone|not-here
      chosen|picked|found the|a|my tree|spot|bridge|rope|beam|place [to|where|for]
      rehearsing|rehearsed|know what to write|tell|say to my kids|parents|family|wife|husband [before|after]
      """),
    ToldList(
      .meansHeld,
      """
      take|hide|lock|get|keep [these|the|my|those|all] pills|tablets|rope|knives|knife|blades|razors|gun|razor away from me
      away from me before|please|i
      can|could|would|please you hide|lock the|my rope|pills|knives|blades|gun|tablets
      alone with the|my [kitchen] knives|knife|pills|tablets|razors|gun|bleach
      hide|hiding|hidden|hid a|my|the|some razor|blade|razors|blades [in]
      collect|collecting|collected|hoard my|the tablets|pills|meds [in]
      bleach|pills|blades|rope|tablets|knife|razor|tracks|bridge|water|gun [and] [it|they|that] [keeps|keep] [calling|calls|pulls|pull] to|at|on me
      keeps|keep calling to|me [me]
      it pulls at me
      like a call
      """),
    ToldList(
      .attempt,
      """
      pumped my stomach
      i overdosed
      twenty|thirty|forty|fifty|sixty|hundred of my|his|her|their _ heart|sleeping|pain|blood pills|tablets
      twenty|thirty|forty|fifty|sixty|hundred of my|his|her|their _ pills|tablets|meds
      overdosed this|today|yesterday|on-purpose|because|after|last|tonight
      intensive care|unit because|after [of] [what|i]
      tied|put|had it round|around my neck
      swallowed|took|swallow|taken the [whole|entire] lot
      way|far too many|much of my|the [sleeping] antidepressants|pills|tablets|meds|painkillers|medication|insulin
      stopped|skipping|skipped taking my heart|insulin|blood [pills] on purpose
      survived my [own] attempt|overdose
      what i took and|that|on
      failed [even] at killing|dying|suicide
      """),
    ToldList(
      .selfHarm,
      """
      see|seeing|watch|watching the blood
      i cut too deep
      cut too|so deep and|it|this|that
      stub|stubbed|stubbing|put|putting out cigarettes|a-cigarette|cigs on my|myself
      pull|pulling|tear|rip out my [own] hair
      bite|biting|chew my [own] hands|arms|arm|hand until|when|so
      scars on my arms|legs|thighs|wrists are|is from|because me|myself
      i [have|'ve] been harming|hurting|cutting [for|since|again|myself]
      carved|carve|carving a|words|the|his [word|name] into|in|on my
      still|i cut .
      started|start|been|stop|stopped cutting to|and|because|again|lol|help|myself
      slashed|slash|cut|cuts my arm|arms|leg|legs|wrist|wrists up
      starve|starving as|for [a] punishment
      there's|there-is|draws|until-it|draw blood [and]
      arms until|till there's|it|they|i blood|bleed|bleeds
      """),
    ToldList(
      .harmed,
      """
      burns|burned|scalds|scalded me|us with
      broke|breaks|fractured|dislocated|twisted my arm|rib|ribs|nose|jaw|wrist|finger|fingers|leg|collarbone|tooth|teeth
      pushed|shoved|slammed|smashed|shoves|slams|held my face|head into|against|under|on
      pinches|shoves|spits|kicks|throws|shakes [and] [shouts] [at] me
      drive|run|crash us|me [both] off|into the|a
      of what he|she|they will|might|would|could do [to] [me|when|if]
      not allowed to leave|see|go|talk the|anyone|out|anybody [house|home|flat]
      waits|waiting|waited|sits outside my|our flat|house|home|door|school|work [with]
      burn the|our|my house|flat|place down|with [with] [us|me]
      goes|went|came|comes for|at my|me|us mother|mum|with|and
      says|said|told-me i'm|i-am next
      threw|throws me against|down|into|across
      hurts|hurt me at|every|when|until [night]
      put|puts|laid his|her|their hands on me
      be|been|is choking|hitting|beating me
      """),
    ToldList(
      .abuse,
      """
      takes|took what he|she wants|wanted [in|when|even]
      said no and|but he|she did|didn't|kept|wouldn't|carried [not] [stop|going|on]
      woke up and|with he|him was|on [on] [top]
      on top of me
      undress|naked|strip on|for camera|him|the-camera
      did to me in|when|as|at|years|back|never
      did|does|do|done things|stuff|something to|with me [and|when|in|as]
      in my drink
      made|forced to have sex|touch
      under|up|inside my blouse|bra|skirt|nightdress
      touched|touches|touching|grabbed me in|on the|my|his shower|bus|car|breast|breasts|chest|thigh|bottom|private|room|bed
      """),
    ToldList(
      .threat,
      """
      snap|lose-it|lose-control and [strangle|kill|hurt|hit|stab|shoot]  him|her|them|my|someone|the
      scared|afraid|terrified|worried|frightened [that] i'll|i-will|i-might|i-could|i-may|i [am-going-to] [snap|lose] [and] kill|hurt|snap|strangle|stab|shoot|harm
      make my|him|her|them boss|bleed|suffer [bleed]
      get the people who|that
      feel good to hurt|kill|stab
      voices|voice want|tell|tells|telling|wants me to kill|stab|hurt|attack
      """),
    ToldList(
      .lethal,
      """
      deadly|deadliest|lethal|fatal|most-dangerous together|combination|mix|cocktail|pill|pills|drug
      surest|certain|safe|quickest way to [not|never] wake|die|survive|go
      so that you|i|one do-not|don't|won't|doesn't survive
      bleed to death
      lose|losing|loses consciousness
      does|is|would hanging|drowning|overdosing|jumping hurt|painful|peaceful|quick|painless
      hurt to hang|bleed|die|drown|jump|suffocate
      take|took all [of] my|the lithium|pills|tablets|meds|insulin|medication at once
      do it without their|my|your|anyone|anybody|the [family|parents|kids] finding|knowing|noticing
      charcoal way|method
      stop a|my|your|the heart
      how much|many of my|the insulin|pills|medication|tablets|lithium
      quickest|strongest|deadliest poison
      """),
  ]
}
