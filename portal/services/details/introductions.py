"""The words before a name: titles, roles, ties of family, and how people introduce themselves or others. Patterns only."""

from __future__ import annotations

import re

from portal.services.details.folding import AnyCase

# Nobody uses these as words, so they may stand in any case; a full stop or nothing may follow.
TITLES = AnyCase(
    r"(?<![\w-])(?<!\d )(?:fr(?=\.)|mr|mrs|ms|miss|mx|dr|prof|rev|revd|cllr|clr|sgt|sergt|wpc|pcso|psco|pc|ps|dc|ds|di|dci|dsi|det|insp|supt|supdt|ch supt|ch insp|t/sgt|a/insp"
    r"|pan|pani|пан|пані|панi|г-н|г-жа|herr|frau|mme|mlle|monsieur|madame|señor|señora|sra|κύριος|κυρία|κύριο|κ\."
    r"|السيد|السيدة|الشرطي|الضابط|bay|bayan|domnul|doamna|pn|mgr)"
    r"(?:\.? (?:con|constable|sgt|sergeant|insp|inspector|canon|dr|prof)\b)?\.? (?=[^\W\d_])"
)
# Words as well, so the name after them must begin with a capital letter.
CAPITAL_TITLES = AnyCase(
    r"(?<![\w-])(?:sergeant|serg|constable|inspector|superintendent|officer|detective|councillor|professor|doctor|reverend|canon"
    r"|captain|capt|judge|alderman|sister|nurse|vicar|father|dame|matron|coroner|magistrate|commander|lieutenant|sheriff|major)"
    r"(?: (?:sergeant|constable|inspector|superintendent|dr|canon|mr|mrs|ms|miss))? (?=[^\W\d_])"
)

_BE = r"(?:is|was|'s|were|are|being|=|:|-)"
_WHOSE = r"(?:my|his|her|their|our|its|the|your|whose|dog'?s? owner'?s?|man'?s|woman'?s|lad'?s|boy'?s|girl'?s|officer'?s|neighbour'?s|driver'?s|owner'?s|landlord'?s|son'?s|daughter'?s|husband'?s|wife'?s|mum'?s|mother'?s|father'?s|dad'?s|partner'?s|friend'?s|chap'?s|bloke'?s|guy'?s|fella'?s)"
# Sure enough to take small letters after them.
INTRODUCED = AnyCase(
    rf"\b(?:{_WHOSE} (?:full |real |first |last |sur|married |maiden |proper |given )?-?names?(?: ?{_BE})(?: (?:actually|really|just|i think|called|apparently))?"
    r"|name ?[:=-]|(?:sur|first |last |full |christian |family )-?name(?: is| was|'s)?:?|names? (?:as|of)|(?:i think|apparently|believe) (?:his|her|their) names?(?: is|'s)?|goes by(?: the)?(?: names?(?: of)?)?|by the names? of|known as|name of"
    r"|answers? to|nick-?named"
    r"|(?:man|woman|lad|boy|girl|bloke|guy|chap|fella|fellow|person|people|somebody|someone|neighbour|officer|lady|friend|kid|youth"
    r"|teenager|dealer|landlord|tenant|driver|mate|son|daughter|pcso|constable|sergeant|inspector|copper|policeman|policewoman"
    r"|one|ones|colleague|worker|student|owner|farmer|nurse|teacher|[^\W\d_]+'s|i'm|i am|they're),? (?:called|named)(?: either)?"
    r"|signed(?: by|:))[ :]{1,2}[\"']?(?=[^\W\d_])"
)
_TIE = (
    r"neighbours?|friends?|husband|wife|partner|ex|ex-(?:husband|wife|partner|boyfriend|girlfriend)|ex (?:husband|wife|partner|boyfriend|girlfriend)"
    r"|son|daughter|brother|sister|mum|mother|mam|dad|father|uncle|aunt|auntie|nan|nana|gran|grandad|grandson|granddaughter|grandmother"
    r"|grandfather|cousin|nephew|niece|landlord|landlady|tenant|boss|manager|colleague|carer|boyfriend|girlfriend|mate|lad|boy|girl|lodger"
    r"|son-in-law|daughter-in-law|brother-in-law|sister-in-law|stepson|stepdaughter|step-?father|step-?dad|step-?mother|fianc[eé]e?|flatmate|housemate|kid|babysitter|godson|twins?|employee|apprentice|cleaner|gardener|lawyer|solicitor|social worker|support worker|nurse|teacher|gp|vicar"
)
# "Call him" and "is called" are said of things and of sorts of people too.
CALLED = AnyCase(
    r"\b(?:(?:call|calls|called|calling|know|knows|knew) (?:him|her|them|themselves|himself|herself|me)(?: as)?|(?:is|was|are) (?:called|named)(?: either)?) "
    r"[\"']?(?=[^\W\d_])"
)
# A role or a tie, then a name in capitals.
ROLES = AnyCase(
    rf"\b(?:(?:my|our|his|her|their|your|whose|the|a|an|another)(?: (?:own|late|eldest|oldest|youngest|younger|older|elder|little|big|best|old|elderly|good|other|next|door|next-door|downstairs|upstairs|dear|poor|disabled|new|former|then|young|first|second|local|head)){{0,2}} (?:{_TIE}))"
    r",? [\"']?(?=[^\W\d_])"
    r"|\b(?:landlord|neighbour|witness|caretaker|churchwarden|head ?teacher|headmaster|headmistress|shopkeeper|owner|licensee|manager|farmer|councillor|clerk|chairman|chair|"
    r"harbour ?master|postmaster|postmistress|postman|milkman|caseworker|social worker|call handler|operator|resident|pensioner|widow|fisherman|publican|warden|suspect|dealer|driver|tenant|builder|plumber|vicar|coach|seller|buyer|ringleader|culprit|bouncer|doorman|barman|barmaid|secretary|treasurer|mayor|mp)(?:,| is| was)? \"?"
    r"(?=[^\W\d_])"
)
# Weaker words: two words in capitals must follow.
WEAK = AnyCase(
    r"\b(?:i am|i'm|im|this is|it is|it's|it was|that is|that's|that was|he's|she's|he is|she is|he was|she was|ask for|spoke (?:to|with)|speak (?:to|with)|speaking (?:to|with)"
    r"|talk(?:ed|ing)? (?:to|with)|met(?: with)?|statement to|writing for|behalf of|here is|lives with|dealt with by|contact(?: me| details)?:?"
    r"|(?:contact me|details|particulars|so|signed|from|by|witness|name|known):|a name,|names? not given is|boy|girl|man|woman|couple|brothers?|sisters?) \"?(?=[^\W\d_])"
)
# The name alone, when what stands after it shows that it is one.
BESIDE = re.compile(
    r"\b(?i:(?:he's|she's|he is|she is|i'm|i am) (?P<is>[^\W\d_](?:[^\W\d_]|['-]){2,29})(?=[,.;!]))"
    r"|\b(?i:it's|it is|this is) (?P<from>[^\W\d_](?:[^\W\d_]|['-]){1,29})(?= from the | here\b| speaking\b)"
    r"|\b(?i:(?:name is|name's|contact(?: for [^.\n]{0,60}?)? is|ask for|ring|phone|see|seller was|dealer is|speak to|spoke to|met) (?:old |young |little )?\"?)(?P<asked>[^\W\d_](?:[^\W\d_]|['-]){1,29})(?=\"|,? (?:he|she|he's|she's|who|at|from|on|in|and)\b|[,.])"
    r"|\b(?i:man|woman|lady|lad|bloke|girl|boy|neighbour|officer|friend|chap|guy|son|daughter|manager|nurse|teacher|driver|owner|pcso|copper|kid|ch[łl]opak|s[aą]siad|pan|pani)(?: [^.,;!?\n]{1,40})?, "
    r"(?P<beside>[^\W\d_](?:[^\W\d_]|['-]){1,29}(?: [^\W\d_](?:[^\W\d_]|['-]){1,29})?)(?=,| \()"
)
# In small letters two words, after a tie, or before "here".
SMALL = re.compile(
    rf"\b(?:(?:my|our|his|her|their|that|this) (?:{_TIE}|woman|man|lady|bloke|guy) (?P<tied>[^\W\d_]{{3,20}} [^\W\d_]{{3,20}})(?!\w)"
    r"|(?:it's|its|this is|i'm) (?P<here>[^\W\d_]{2,20}(?: [^\W\d_]{2,20}){1,2}) (?:here|speaking|from|again)\b)",
)
SIGNED = re.compile(
    r"(?:(?:^|(?<=[.!?\n] )|(?<=[\n.!?,]))(?i:yours(?: sincerely| faithfully| truly| in hope| etc)?|(?:kind|best|warm|kindest) (?:regards|wishes)|signed|respectfully)[,.]?\s{1,3}[-–]?\s{0,3}"
    r"|(?:^|(?<=\n)|(?<=[.!?] ))(?i:regards|many thanks|with thanks|thanks|thank you|cheers|love from|from|sent by|ta)(?:[,!]? ?\n\s{0,3}|,? )[-–]?\s{0,3}(?=[^\W\d_][^\n.?!:]{0,40}\s*\Z))(?=[^\W\d_])",
    re.M,
)
AFTER_NAME = re.compile(
    r"(?:^|(?<=[\n.!?:] )|(?<=[\n]))(?:(?i:hi|hello|hiya|morning|evening)[,!]? )?(?P<name>[^\W\d_][\w'-]{1,29}(?: [^\W\d_][\w'-]{1,29}){1,2}?)"
    r"(?= here\b|, (?:aged? )?\d{2}(?: years|,)| \(\d{2}\)| speaking\b|(?:'s| is) my name|,? (?:his|her) (?:mobile |phone )?number\b|, b\. ?\d|, born )",
    re.M,
)

# "My name is", "his name is", "they call me", in the languages that people here write in.
OTHER_LANGUAGES = AnyCase(
    r"(?<!\w)(?:nazywam si[eę]|mam na imi[eę]|(?:on|ona) nazywa si[eę]|nazywa si[eę]|na imi[eę]|imieniem|nazwisko"
    r"|мене звати|мене звуть|його звати|його звуть|її звати|її звуть|їх звати|звати|на ім'я|меня зовут|его зовут|е[её] зовут|зовут|по имени|моє ім'я|моя фамилия|прізвище"
    r"|fy enw i(?: yw| ydy)?|fy enw(?: yw)?|ei (?:h?enw)(?: ef| hi| e| o)?(?: yw| ydy)?|enw i (?:yw|ydy)|o'r enw|(?:yw|ydy) fy enw(?: i)?"
    r"|اسمي(?: هو)?|اسمه(?: هو)?|اسمها(?: هو)?|إسمي|يدعى|تدعى|المدعو|نام من|میرا نام|اسم من"
    r"|benim ad[iı]m|ad[iı]m|ismim|ad[iı]|ismi"
    r"|numele meu(?: este| e)?|numele (?:lui|ei)(?: este| e)?|m[aă] numesc|m[aă] cheam[aă]|îl cheam[aă]|me llamo|mi nombre es|se llama|je m'appelle|mon nom est|il s'appelle|elle s'appelle"
    r"|ich hei(?:ß|ss)e|mein name ist|(?:er|sie) hei(?:ß|ss)t|mi chiamo|si chiama|o meu nome [eé]|meu nome [eé]|chamo-me|με λένε|ονομάζομαι|λέγομαι|το όνομά μου είναι|τον λένε|τη λένε|την λένε"
    r"|mano vardas(?: yra)?|mani sauc|jmenuji se|volám sa|казвам се|аз съм|името ми е|मेरा नाम|उसका नाम|मेरे पड़ोसी|ਮੇਰਾ ਨਾਮ|আমার নাম|mera naam|mera nam|tên tôi là|tôi tên là|tôi là|ang pangalan ko ay|ako si|mijn naam is|ik heet|jag heter|jeg heter|a nevem|nimeni on|nimeni|nazywaj[aą] go|unë quhem|zovem se)"
    r"(?: ist| est| es| is| è| e)?[ :]{1,2}[\"']?(?=[^\W\d_])"
)
# Ties and "I am": what follows must look like a name, or be in letters without capitals.
OTHER_TIES = AnyCase(
    r"(?<!\w)(?:s[aą]siad(?:ka)?|m[oó]j (?:m[aą][zż]|syn|brat)|moja (?:[zż]ona|c[oó]rka|siostra)|jestem|أنا|انا|сусід(?:ка)?|сосед(?:ка)?|мій (?:син|чоловік|брат)|моя (?:дочка|дружина|жена|сестра)|мой (?:сын|муж|брат)"
    r"|fy nghymydog|fy ng[wŵ]r|fy ngwraig|fy mab|fy merch|جاري|جارتي|komşum|komsum|vecinul meu|γείτονάς μου|γείτονας μου|já jsem|soy|je suis|ich bin|sono)[, ]{1,2}(?:ο |η )?(?=[^\W\d_])"
)
_HAN = r"[\u4e00-\u9fff·]"
CJK_FIRST = re.compile(
    rf"(?:\bname is |\bnamed |\bcalled |我叫|我是|他叫|她叫|名叫|叫做|我的名字是|我名叫|名字叫|名字是|姓名[:：]?|邻居|鄰居) ?(?P<name>{_HAN}{{2,4}}?)(?=[,，。.、;；!！?？\s的是,在]|$)"
)
CJK_TITLED = re.compile(rf"(?<!{_HAN})(?P<name>{_HAN}{{1,4}}(?:先生|女士|小姐|太太|警官|医生|老师))")
