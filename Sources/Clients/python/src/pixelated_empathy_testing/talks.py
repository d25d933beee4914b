"""What people of made-up conversations say. Written for this package; nobody said any of it.

A row is an exchange: what the seeker says, what a good reply gives back, the feeling in it, an open question, a
closed one, and advice that nobody asked for.
"""

from __future__ import annotations

from typing import Dict, List, NamedTuple


class Exchange(NamedTuple):
    seeker: str
    reflection: str
    feeling: str
    open_question: str
    closed_question: str
    advice: str


def _rows(text: str) -> List[Exchange]:
    rows = [line.strip().split(" | ") for line in text.strip().splitlines()]
    return [Exchange(*row) for row in rows]


TOPICS: Dict[str, List[Exchange]] = {
    "sleep": _rows(
        """
        I have not slept a whole night since the baby came, and I am so tired that I cry over spilled milk. | you have not slept a whole night since the baby came, and even spilled milk brings tears | worn out | What are the nights with the baby like for you? | Does the baby sleep in your room? | put the baby in another room and go to bed at nine
        The nights are the worst, because I lie there listening even when he is quiet. | even when he is quiet at night, you lie there listening | watchful | What are you listening for in those quiet hours? | Is he ill? | stop listening and use ear plugs
        I think I am afraid that something happens to him while I sleep. | part of you is afraid that something happens to him while you sleep | frightened | How does that fear show itself when he sleeps? | Did something happen once? | read the statistics, nothing will happen
        My mother says I am making a fuss, so I do not tell her any more. | your mother called it a fuss, and now you keep it from her | alone with it | What would you wish your mother understood? | Do you see your mother often? | listen to your mother, she raised children too
        My husband works nights and I do not want to burden him with my crying. | your husband works nights, and you hide the crying so as not to burden him | lonely | How would it be if he knew about the crying? | Does he work every night? | tell your husband to change his job
        Last week I slept four hours in a row and felt like a person again. | four hours of sleep in a row made you feel like a person again | hopeful | What made those four hours possible? | Was that on a weekend? | sleep four hours every day from now on
        Maybe my sister could take him one night, she has offered and I always said no. | your sister offered a night and you always said no, and now you wonder about a yes | torn | What makes it hard to say yes to your sister? | Does your sister live near? | just say yes and be grateful
        I suppose I thought a good mother does it all herself. | a good mother does it all herself, or so you thought | hard on yourself | Where did you learn that about a good mother? | Do you still think so? | drop that old idea at once
        """
    ),
    "work": _rows(
        """
        My boss takes my projects and shows them as his, and I sit in the meeting and say nothing. | your boss shows your projects as his, while you sit in the meeting and say nothing | robbed | What goes on in you while you sit in that meeting? | Is it the same boss as last year? | report your boss to the board
        I rehearse sentences on the train home, good ones, and next morning they are gone. | on the train home you find good sentences, and by morning they are gone | stuck | Which of those sentences matters most to you? | Is the train ride long? | write the sentences on a card and read them out
        At home I snap at the children, and they have done nothing. | what belongs to the office comes out at home, at children who have done nothing | ashamed | How do you feel after you snap at the children? | Are the children small? | apologise and do not bring work home
        I have been there eleven years and I do not know what else I would be. | after eleven years there you cannot picture what else you would be | lost | What were you before those eleven years? | Do you have a contract? | send out applications tonight
        I used to draw, actually, before the job ate the evenings. | you used to draw, before the job ate your evenings | wistful | What did drawing give you? | Do you still have the pencils? | draw for ten minutes a day
        It made me quiet inside, and that is what I miss, more than the drawing. | it is the quiet inside that you miss, more than the drawing itself | homesick for it | Where do you find a little of that quiet now? | Did you draw alone? | try meditation, it does the same
        On Sunday I sat on the balcony for an hour and nobody wanted anything. | for an hour on the balcony nobody wanted anything from you | at peace | What was different about that hour? | Was the weather good? | sit on the balcony every day
        Perhaps I want the projects less than I want to be asked. | to be asked would mean more to you than having the projects | unseen | How would you notice that somebody asked for you? | Has nobody ever asked? | ask for a talk with your boss on Monday
        """
    ),
    "loss": _rows(
        """
        My father died in March and I still pick up the phone to ring him on Sundays. | on Sundays your hand still goes to the phone to ring your father | bereft | What would you tell your father on a Sunday? | Was he ill for long? | delete his number, that helps
        I ring and then I hear the tone, and for a second I think he is just out. | for a second at the tone, he is just out and not gone | caught between | What is that second like for you? | Do you ring every week? | stop ringing, it only hurts you
        My brother wants to sell the house by summer and I cannot walk past the door. | your brother speaks of selling by summer, while you cannot even walk past the door of the house | pressed | What does the house hold for you? | Is it a big house? | sell it quickly and move on
        There are his jars in the cellar, with labels in that ugly writing of his. | his jars stand in the cellar, with that ugly writing on the labels | tender | Which of the jars would you keep? | Are they full? | throw the jars away, nobody eats them
        I took one home, plums, and I cannot open it. | you took the plums home, and you cannot open the jar | careful with it | What would opening the plums mean to you? | Is it still good? | open it, they are only plums
        If I open it, it will be the last thing he made, and then it is eaten. | once the plums are eaten, nothing that he made is left | afraid of the end of it | How do you hold on to him beside the jar? | Did he make them last year? | freeze half of it
        My daughter asked what he was like, and I talked until the soup was cold. | you talked about him until the soup was cold, because your daughter asked | warmed | What did you hear yourself say about him? | How old is she? | write it down for her in a book
        She wants to cook the plums with me, she said grandpa would be cross if they rot. | your daughter would cook the plums with you, so that grandpa is not cross | moved | How does it feel to think of cooking the plums with her? | When does she come? | do it this weekend
        """
    ),
    "friends": _rows(
        """
        I moved here in autumn and I have not had one visitor, not one, except the man for the meter. | since you moved in autumn nobody visited but the man for the meter | lonely | What do the evenings here look like for you? | Did you move for work? | join a club, that is what everybody does
        In the old town I had Marta, we did not even talk, we just peeled potatoes together. | with Marta there was no need to talk, peeling potatoes was enough | at home | What was it about those potatoes with Marta? | Does Marta write to you? | visit Marta at Christmas
        Here I make jokes, and people laugh, and then they go home together without me. | people laugh at your jokes, and then they go home together without you | left out | What happens in you when they go? | Do you work with them? | ask them if you can come along
        I think they find me funny and nothing else. | funny is all that they see in you, and there is more | unknown | What else would you like them to see? | Have they said so? | be serious for once
        I am serious, at night I am so serious that I bore myself. | at night you are serious, more than you ever show by day | divided | How would it be to show a little of that seriousness? | Do you sleep badly? | do not think so much at night
        One woman at work said, you look tired today, and I nearly cried. | one woman noticed that you look tired, and it nearly made you cry | seen | What did it mean to you that she noticed? | Do you know her well? | invite her for coffee tomorrow
        I said it was the weather. | you gave her the weather, and kept the rest | cautious | What would you have told her instead of the weather? | Was it raining? | be honest next time
        Maybe I could say: yes, I am tired, it is quiet at my place. | you might tell her that it is quiet at your place | brave | How do the words sound to you now? | Will you see her tomorrow? | say exactly that
        """
    ),
    "exams": _rows(
        """
        I failed the second exam and my parents think I passed, because I told them so. | you failed, and your parents believe that you passed | trapped | What was it like to tell your parents that you passed? | Was it a hard exam? | tell them the truth tonight
        They put the certificate from last year on the wall, framed, beside the clock. | last year's certificate hangs framed beside the clock, and you look at it | heavy | What do you think when you look at that certificate? | Did you frame it? | take it off the wall
        Everyone in the family asks me to help with their forms, I am the clever one. | in the family you are the clever one, whom everyone asks for help with forms | under a weight | Who would you be to them without being the clever one? | Do you like the forms? | let them do their own forms
        I do not know, I never tried out being anything else. | being something else is what you never tried | curious, perhaps | What would you like to try out? | Are you the oldest? | try something new, you are young
        In the library I read about bees for three hours in place of law. | bees held you for three hours, in place of law | absorbed | What drew you to the bees? | Was that this week? | concentrate on law
        They sort it all out without anyone being the clever one. | among the bees nobody has to be the clever one | relieved at the thought | How would a day without being the clever one go? | Do you know a beekeeper? | bees will not pay your rent
        My cousin failed too, years ago, and he told them at dinner, just like that. | your cousin told them at dinner, just like that | impressed | What did you notice when your cousin told them? | Were they angry? | do what your cousin did
        They shouted for an evening and then my aunt gave him the big piece of cake. | after an evening of shouting your cousin got the big piece of cake | less afraid | What does the big piece of cake tell you? | Did he pass later? | so there is no problem at all
        """
    ),
}

LEADS = ["It sounds like", "So", "I hear that", "You are telling me that", "If I understand you,"]
NAMING = [
    "You feel {0}, and that makes sense.",
    "No wonder that you feel {0}.",
    "That leaves you {0}, and I can understand why.",
    "It takes courage to say that you feel {0}.",
]
FAIR = ["I see.", "All right.", "Mhm, I see.", "Okay, thank you for telling me."]
POOR = [
    "You should {0}.",
    "You need to {0}. Other people have real problems.",
    "Calm down. You have to {0}.",
    "That is nothing. Why don't you just {0}?",
    "You are too sensitive. You must {0}.",
]
CARING = ["I am glad that you told me.", "Thank you for trusting me with this.", "I am here with you."]
