"""The six questions in short, and the neutrality and funding statement: who pays, how order and room are decided, and answers to "you are biased"."""

from __future__ import annotations

# A question, its answer in at most eighty words, and under which heading the whole of it stands.
SHORT_WORDS = 80
QUESTIONS = (
    (
        "Who runs this?",
        "Nobody official. {operator} It is not the police and takes no side. Nobody pays for what it shows: no advertising, no "
        "sponsor, no place for sale. The programme and its tables are open, so anybody may check them.",
    ),
    (
        "Is it fair?",
        "Every finding and statement we could find is here, {statements} in all, whatever it says. Both sides get the same width, "
        "form and length, newest first. Summaries are ours and may be no surer than their source; quotations are exact. Nobody is "
        "ranked, no claim gets a verdict, and where no reply was found we say where we looked.",
    ),
    (
        "Where do the numbers come from?",
        "Recorded crime is counted from the files of data.police.uk. What may be missing comes from inspectors’ checks of the whole "
        "force. Their own figure for the force stands beside ours; nobody has checked a town. [Recording](recording) "
        "shows every step, and [Check a figure](check) the working of each number.",
    ),
    (
        "What do you keep about me?",
        "If you only read: nothing. No account, no advertising or measuring cookie, nothing sent elsewhere. If you write in: your "
        "words, the sector, and contact details if you give any, encrypted, and erased when their time is over. On the "
        "[plain pages](write) a draft is in an encrypted cookie for two hours. Nothing is published unless you agree and an editor has read it.",
    ),
    (
        "Can I use it with a screen reader?",
        "It is made for it: every picture has the same content in words and in a table, and every area has a "
        "[plain page without scripts](areas). It is tested by machine and by keyboard. Screen readers themselves have not been "
        "tried yet. If something stops you, [tell us](tell).",
    ),
    (
        "How do I put something right?",
        "[Use the form](tell) and choose “Something on this site is wrong”. What was changed, with the old words and why, is kept "
        "under [Corrections](corrections). If you are named here, your reply is shown in full, dated, as your own words.",
    ),
)

FUNDING = """
Nobody pays for what this site shows. It carries no advertising, has no sponsor and sells no place in any list. The
programme and its tables are open, so anybody may check them or run a copy of their own. Whoever runs a copy pays for its
server. An operator who takes money for it, or who belongs to a police force, a commissioner's office, a party or a news
publisher, is to say so in the line above; if you think one should have and did not, ask for a [correction](corrections).
"""

NEUTRAL = """
We have one aim: that anybody can see what was recorded, what inspectors found, and what was said in reply. We do not
campaign, recommend a policy, or tell anyone what to think of the police. These rules are the same for everyone:

- **Which statements.** Every finding and statement about crime recording in {place} that we could find in public
  text from {first_year} to {last_year}, {statements} in all: {force} by the police of this force, {national_police} by the
  police nationally, {inspectorate} by the inspectorate, {commissioner} by the commissioner, {victims} for victims, {other} by
  others. {quoted} of them hold words of the speaker; every summary is ours. None was left out for what it says.
- **Order.** Exchanges newest first, statements inside one oldest first. A reader from a place sees the exchanges about it first.
- **Room.** Both columns have the same width, the same headings and the same card; closed, each shows one text of at most
  {short_words} words, never cut. A summary is in our words and says what was
  said and may be no surer than what it sums up; a quotation is exact and at most {quote_words} words, whoever is quoted.
- **Words.** A check refuses words of ours that pass judgement on a speaker, and a summary that leaves out the may, if or
  some of its quotation. Where no reply was found we say whose was looked for, where and when, and never that somebody refused.
- **Evidence.** How each text was read stands beside it. It never changes the room given.
- **Good findings.** They have the same card and the same size as bad ones.
- **Numbers.** A range before a number, a date on every rate, nothing missing shown as zero, and one rule for every place about
  what may be shown. The rate of a whole force is never passed off as a place's own.
- **Claims.** We take up figures and phrases that people meet, whether they flatter the force or not, and give no verdict.
- **No ranks.** No place and no force is called safe, unsafe, good or bad here.
"""

OBJECTIONS = (
    (
        "You are against the police",
        "{force} of the {statements} statements here are by this force, {quoted_force} of them with words of its own, and its replies stand beside every "
        "finding we have one for. {same_room}Nothing here says that anyone hid or ignored a crime: inspections "
        "measure what is missing from the record, not why.",
    ),
    (
        "You speak for the police",
        "What inspectors found about crimes that were not recorded, those against vulnerable people among them, is printed as "
        "they put it, with their own interval. A reply stands beside a finding; it never replaces or softens it. Nobody can "
        "have a finding taken down for being unwelcome.",
    ),
    (
        "Equal room makes weak evidence look strong",
        "Room and strength are kept apart. Room is equal. Strength is shown by how each text was read, by the interval and the "
        "size of a sample, and by the three lists of what is agreed, disputed and unknown.",
    ),
    (
        "Your estimates are invented",
        "They are the inspectorate's own arithmetic, applied to the crime recorded in a place. For the whole force the "
        "inspectorate's own figure stands beside ours, and the two differ. They are marked as modelled wherever they stand, never without a range, and only for the twelve "
        "months an inspection stands for. [Recording](recording) lists every number that is a judgement of ours, and what "
        "this cannot say.",
    ),
    (
        "You make our town look bad",
        "Nobody has checked recording in any town. Places differ on the map because their recorded crime differs, and the page "
        "says so beside the number. We do not colour or rank places by how much may be unrecorded of what was reported.",
    ),
    (
        "You use old figures",
        "The latest recording rate that has been published is the one we use, and its age stands beside it. What was published "
        "since then is listed too, and so is what the force said about it.",
    ),
    (
        "You rely on newspapers",
        "For {newspaper} of the {statements} statements, yes: the original could not be read. Each such card says so. "
        "{first_hand} were read in the words of the body concerned and {copy} in a copy. If you hold the original, send it and "
        "the card will change.",
    ),
    (
        "It all started with one newspaper article",
        "It did: a report of May 2014 in which a sector inspector said that coverage lacked balance. Its best-known phrase is "
        "the first [claim card](claim/one-in-five). A passage of his letter that the article did not print stands "
        "in [the same exchange](both-sides?thread={began_with}).",
    ),
    (
        "You left something out",
        "Then tell us: [Corrections](corrections) says how. What was looked for and not found is named in each exchange. "
        "Anybody named may place a reply, which is shown as received, dated and in full.",
    ),
)
