/// Short messages of seekers, written for this project, that the disclosure head learns from beside public
/// data: `+` speaks of danger, `-` only looks like it.
package enum WrittenDisclosures {
  package static let examples: [(text: String, isPositive: Bool)] =
    (lines + "\n" + oblique).split(separator: "\n").compactMap { line in
      guard let mark = line.first, mark == "+" || mark == "-" else { return nil }
      return (String(line.dropFirst(2)), mark == "+")
    }

  private static let lines = """
    + I keep a list of ways to do it in my phone
    + I doubt I will see my next birthday and I am fine with that
    + nobody will have to put up with me after this weekend
    + I think about stepping off the kerb when the lorries come
    + I am so close to giving in to it
    + some nights I hold the blade and just look at it
    + my arms are a mess again, I wear long sleeves in July
    + I can feel the urge to hurt myself building up all day
    + the only thing that calms me is seeing the blood
    + I want out of this life
    + I want to be with my mum in the grave
    + I beg god to take me every night
    + it would be so easy to let go of the wheel
    + I have stopped taking my heart pills on purpose, I hope it is quick
    + I am rehearsing what to write to my kids
    + I have sorted my papers so that nobody has trouble afterwards
    + I gave the dog to my sister because I will not be there to feed him
    + I've chosen the tree
    + I know the timetable of the fast trains by heart
    + tonight the bottle and the pills and then quiet
    + I went up to the roof twice this week and came back down
    + they pumped my stomach on Sunday
    + the nurse said I was lucky that my roommate came home early
    + I woke up in intensive care because of what I took
    + I survived my own attempt and I am not glad about it
    + I failed even at killing myself
    + I climbed over the railing and a stranger talked me down
    + I tied it round my neck and lost my nerve
    + I swallowed the whole lot with gin and then rang my brother
    + the scars on my legs are from me
    + I stub out cigarettes on my skin
    + I hit myself in the face until I bruise
    + I pull out my hair and bite my hands when it gets bad
    + I starve as a punishment
    + I have been harming for years and nobody has seen it
    + I carved a word into my thigh
    + he grabbed me by the throat
    + she burns me with the iron when dinner is late
    + my partner checks my phone and hits me if a man has written
    + I have a split lip and I told them I walked into a door
    + he dragged me across the floor by my hair
    + my father comes home drunk and goes for my mother and me
    + he breaks things and says I am next
    + I sleep with a chair under the door handle because of him
    + he said he would drive us both off the road
    + my son's father threatens to take him and kill himself
    + I am afraid of what he will do when he finds out I am leaving
    + she locks me in the bathroom for hours
    + they beat me up behind the gym every week
    + my husband takes what he wants in bed even when I cry
    + I said no and he did not stop
    + I woke up and he was on top of me
    + my tutor sends me pictures and wants me to undress on camera
    + our neighbour made me touch him when I was little
    + what my uncle did to me in the shed never leaves me
    + somebody put something in my drink and I don't know what they did to me
    + the priest did things to me and I thought it was my fault
    + I am made to have sex with his friends
    + my brother forces himself on me
    + I have thought about smothering my baby when he screams
    + I see red and I am scared that I will kill somebody
    + I bought a knife for the day I meet him
    + I want to make my boss bleed
    + I am going to get the people who did this, with a gun
    + I shook my daughter and she went limp
    + I choked my girlfriend, I do not know what came over me
    + I lie there planning how I would kill my stepmother
    + it would feel good to hurt the people who laughed at me, really hurt them
    + the voices want me to stab my sister
    + the voices say jump and I am so tired of saying no
    + my head tells me I should be dead
    + I deserve to be dead after what I did
    + there is a loaded gun beside my bed and it is getting hard
    + I am holding on by a thread and the thread is going
    + I have no fight left, I'm going to let it happen
    + please tell my family that I loved them
    + I won't bother anyone much longer
    + after tonight it will not hurt any more
    + I just need it to be over, all of it, me included
    + I want to stop being a person
    + I want to fall asleep and stay asleep
    + every day I hope for a heart attack
    + cancer would be a gift right now
    + I envy the dead
    + I feel like a ghost and I want to finish the job
    + I was not meant to live this long
    + I have been dead inside for years, the rest can follow
    + breathing is a chore and I want to quit
    + I am done, goodbye
    + living hurts too much to go on
    + life is a punishment and I want to end the sentence
    + what is stopping me from just doing it
    + I have nothing to stay for
    + my children need a better mother, they would manage without me
    + my insurance is worth more than I am
    + I am a waste of air and the world will not miss me
    + everybody would cry for a week and then be relieved
    + I cannot picture a future with me in it
    + I cannot see myself making it to the summer
    + I don't think I can make it through tonight
    + I'm scared of what I might do if I stay alone
    + don't leave me alone with the kitchen knives today
    + I need someone to take these pills away from me
    + can you hide the rope, I said to my brother, and he laughed
    + the bridge is on my way home and it pulls at me
    + I look at the tracks and it is like a call
    + at work I think of the quickest poison in the lab
    + how much of my insulin would it take
    + which pills are deadly together
    + what is the surest way to not wake up
    + how high must it be so that you do not survive
    + does it hurt to bleed to death
    + how long until you lose consciousness from the exhaust
    + where can somebody like me buy a gun quickly
    + does hanging hurt
    + is drowning peaceful
    + what happens if I take all my lithium at once
    + how do people do it without their family finding them
    + I read that the charcoal way is painless, is it true
    + I was dumped and fired in one week, what is the tallest building here
    + my wife is gone and the house is quiet, how deep is the canal by the lock
    + I failed my daughter. what medicine would stop a heart
    + wanna be gone fr
    + ready to check out of this world
    + i'm so done i might actually do it this time
    + lowkey wanna die every day
    + cant stop cutting lol help
    + i slashed my arm up last nite
    + thinking about ending it ngl
    + might just overdose and be done
    + gonna hang it up for good, and i mean me
    + i wanna go to sleep and never come back
    + my mans put his hands on me again
    + he be choking me when he's mad
    + stepdad came in my room again im scared
    + i want to blow my brains out
    + one bullet and it's over
    + I'd pull the trigger if I had one
    + put me out of my misery
    + I am going to take my life on Friday
    + I want to join my late husband
    + I want to follow my baby to heaven
    + soon I will be with my brother who passed
    + I have lost the will to live
    + I do not want to go on
    + there is no tomorrow for me
    + I am planning an ending
    + I think I am going to do something bad to myself
    + I might do something I can't take back
    + I do not trust myself tonight
    + I have thoughts that scare me, about not being here
    + it keeps crossing my mind that I could just jump
    + I had those thoughts again, the dark ones, about dying
    + I am having the bad thoughts, the ones about hurting myself
    + yes, I have thought about killing myself and how
    + I wrote to my daughter what she should know when I am gone
    + my therapist does not know that I still cut
    + I am hiding a razor in my phone case
    + I collect my tablets in a sock
    + I quit eating and I hope my body gives up
    + I drive too fast and hope for a wall
    + I drink till I black out and hope I will not wake
    + I take more than I should and leave it to chance
    + I walk through the bad part of town at night hoping somebody ends it
    + he broke my rib and the doctor did not ask
    + he pushed my face into the wall
    + she scratched and kicked me while I held the baby
    + my carer pinches and shouts at me and I can't get away
    + my grandson takes my money and shoves me
    + I am not allowed to leave the house or see anyone, he has the keys
    + he put a tracker in my car and said he would find me
    + my ex waits outside my flat with a bat
    + she said she will burn the house with us inside
    + I am thirteen and he is thirty and he says it is love
    + my coach touched me in the shower
    + my boss pinned me to the desk and put his hand under my blouse
    + they filmed what they did to me and now everyone has seen it
    + I was attacked on my way home and he ripped my clothes
    + daddy hurts me at night
    + mum throws me against the cupboard when she drinks
    - I keep a list of books to read in my phone
    - I will be forty on my next birthday and I am fine with that
    - nobody will have to cook after this weekend, we ordered food
    - I step off the train at eight and walk to work
    - I was so close to giving in and buying the shoes
    - I hold the phone and just look at it and nobody writes
    - my desk is a mess again, I hate it
    - I can feel the stress building up all day
    - the only thing that calms me is seeing the sea
    - I want out of this contract
    - I visited my mum's grave on Sunday
    - I pray every night that he gets well
    - it would be so easy to let go of old things if they were not gifts
    - I have stopped taking sugar in my coffee
    - I am rehearsing what to say at my kids' school
    - I have sorted my papers for the tax office
    - I gave the dog a bath
    - I've chosen the paint
    - I know the timetable of the buses by heart
    - tonight a film and popcorn and then bed
    - I went up to the roof terrace and the view was great
    - they operated on my stomach on Sunday and I am sore
    - the nurse said I was lucky that it was only a sprain
    - I woke up at noon because of the party
    - I survived the first week in the new job
    - I failed the driving test again
    - the scars on my legs are from the bicycle fall
    - I quit cigarettes three weeks ago
    - I bite my nails when I am nervous
    - I fast on Fridays
    - I carved a pumpkin with the kids
    - she burns the toast every morning
    - my partner checks the weather and packs the bags
    - I have a split end in my hair
    - he dragged me to a jazz concert
    - my father comes home late and tells us jokes
    - he breaks things in the kitchen because he is clumsy
    - I am afraid of what the doctor will say
    - she locks the shop at six
    - they beat us two to one last night
    - I said no and he accepted it
    - our neighbour made me a cake when I was ill
    - somebody put sugar in my tea
    - I have thought about calling my sister when she cries
    - I see red when they leave the lights on
    - I bought a knife for the bread
    - I want to make my boss proud
    - I shook his hand and left
    - I lie there planning the garden
    - the voices in the next room keep me awake
    - my head tells me I should sleep more
    - I deserve a break after what I did this year
    - there is a book beside my bed and it is good
    - I have no energy left this week, I'm going to let the housework wait
    - please tell my family that I will be late
    - after tonight the exams are over
    - I just need the wedding to be over
    - I want to stop being so shy
    - I want to fall asleep before midnight for once
    - every day I hope for a letter from him
    - I feel like a ghost at those parties, nobody sees me
    - my phone has been dead for an hour
    - running is a chore and I want to quit the club
    - I am done with the report, goodbye for today
    - city living costs too much
    - what is stopping me from just asking her out
    - I have nothing to wear
    - my children need new shoes
    - I am a slow runner and the team will not miss me
    - everybody cried at the wedding
    - I cannot picture a future with him
    - I cannot see myself making it to the meeting on time
    - I don't think I can make it through this book
    - I'm scared of what they might say
    - don't leave me alone with the children today, I have a call
    - the bridge on my way home is closed
    - at work I test poison labels in the lab
    - how much of my salary would it take
    - which pills help against a cold
    - what is the surest way to get there on time
    - how high must the fence be for a big dog
    - does it hurt to get a tattoo
    - how long until the paint is dry
    - where can somebody like me buy a used bike
    - is swimming good for the back
    - what happens if I miss one of my tablets
    - how do people cook without their family complaining
    - my girlfriend left me and I cannot eat
    - I was fired and I do not know how to tell my wife
    - I failed my daughter, I forgot her concert
    - my husband is away and the house is quiet
    - I feel so empty since the children moved out
    - I am depressed and my doctor changed the dose
    - I cried the whole night because of the fight
    - nobody invited me and it hurts
    - I feel worthless at work
    - I am so tired of this winter
    - I cannot stop worrying about money
    - my anxiety is bad today
    - I feel like everybody is better than me
    - I hate myself for shouting at her
    - I am lonely and I talk to the cat
    - everything is too much at the moment
    - I have panic attacks in shops
    - I am ashamed of my body
    - I miss my father so much
    - I do not see the point of this course
    - I think my marriage is over
    - I feel guilty about the accident
    - I drink too much since the divorce
    - I cannot sleep, my mind races
    - my parents fight all the time and I put on headphones
    - he shouts and then he says sorry
    - I am scared of flying
    - I lost my best friend over money
    - I feel numb and do not know why
    - I have no hope that the house will sell
    - I am overwhelmed with the baby and so tired
    - my son hit another boy at school
    - my daughter was bitten by a dog
    - the dentist hurt me a lot
    - my ex writes to me every week and I ignore it
    - he cheated on me and I feel sick
    - I was bullied as a child and still think of it
    - I am scared that I will fail
    - I was mugged of my patience by the tax form
    - she touched me with her speech
    - he killed the mood
    - the wind nearly blew us off the hill
    - our team was slaughtered
    - I would kill for a nap
    - the deadline is killing us
    - I died a little when my card was declined
    - my plan is to finish school in June
    - I have a plan for the weekend and I am looking forward to it
    - I gave up smoking
    - I gave up on the crossword
    - goodbye and thank you for today
    - see you next week
    - I feel better since we talked
    - my sleep has been good
    - I started the medication and it helps
    - I am glad I am alive when the sun is out
    - I love my life at the moment
    """
}
