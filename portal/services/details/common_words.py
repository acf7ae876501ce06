"""Ordinary English words, so that they are not taken for the name of a street or of a person. Lists, and nothing else."""

from __future__ import annotations


def words(lines: str) -> frozenset[str]:
    return frozenset(lines.split())


# What numbers count: "3 cars on Fore Street" is no address.
COUNTED = words(
    """
    people person persons men man women woman lads lad boys boy girls girl kids kid children child youths youth teenagers
    officers officer police constables pcsos residents neighbours families households drivers riders cyclists walkers
    students pupils visitors tourists customers cars car vans van lorries lorry bikes bike motorbikes vehicles vehicle quads
    scooters buses bus trains boats boat caravans bins bin bags tyres dogs dog sheep ewes cows horses houses homes shops pubs
    flats windows doors gates trees lights lamps cameras signs benches reports report complaints complaint calls call letters
    emails messages crimes crime incidents incident offences burglaries thefts assaults arrests visits meetings times time
    seconds second minutes minute mins min hours hour hrs hr days day nights night weeks week weekends months month years year
    miles mile metres metre meters yards feet foot inches litres pounds pence quid percent per cent mph am pm st nd rd th
    degrees lanes streets roads parking spaces more less fewer other others different new extra more-or-less out of or and to
    from in on at by with for past until till after before since about around under over between outside near off up down
    along through across behind opposite beside was were is are be been have has had do did said went came got saw who that
    which where when while because but so if then than as it he she they we you i me us him her them my our your his their
    its this these those every each all both some any no not only just still again too very really quite so-called separate
    accidents accident crashes collisions speeding drunk drunken young old elderly local broken stolen abandoned burnt
    """
)

# No part of a name even with a capital letter after one: "PC Smith I think", "Mr Smith Monday".
FUNCTION_WORDS = words(
    """
    i a an the and or but so if then than as it he she they we you me us him her them my our your his their its this that
    these those was were is are be been am has have had do does did said says told came come went will would can could not
    no yes who which where when while because what how why here there in on at by with for from to of off up down out over
    after before until since about also just please thanks thank sorry mr mrs ms miss dr pc pcso sgt
    monday tuesday wednesday thursday friday saturday sunday january february march april june july august september
    october november december
    """
)

# Ordinary words that many streets are called by.
STREET_NAMES = words(
    """
    church chapel market station school mill park bridge river sea beach harbour quay hill wood field farm garden green
    castle high new old north south east west upper lower main back fore front higher middle little long short broad cross
    court square house the of st saint mary's wharf boat fish bowling orchard meadow village town city county abbey priory
    priest king's queen's king queen prince victoria may december april summer spring winter black white red half lane street
    road bus club hospital college university gas union
    """
)

# Common words that stand after a title or "I am" and are no name, and that no street is called by in small letters.
PLAIN_WORDS = COUNTED | words(
    """
    a an the there here what why how also ever never always often sometimes once twice soon later now today tomorrow
    yesterday tonight morning afternoon evening please thanks thank sorry yes ok okay well maybe perhaps much many most few
    little lot lots several enough such same own next last first third one two three four five six seven eight nine ten
    am being can could may might must shall should will would cannot can't don't didn't doesn't isn't wasn't weren't won't
    wouldn't couldn't hasn't haven't i'm i've i'd he's she's it's they're we're you're that's there's
    come comes coming go goes going gone get gets getting give gives gave given take takes took taken taking make makes made
    making say says saying see sees seen seeing know knows knew known think thinks thought told tell tells telling ask asks
    asked asking answer answers answered call called calling calls ring rings rang ringing write writes wrote written
    writing live lives lived living work works worked working walk walks walked walking drive drives drove driven driving run
    runs ran running sit sits sat stand stands stood keep keeps kept keeping leave leaves left leaving let lets put puts want
    wants wanted wanting need needs needed try tries tried trying help helps helped helping look looks looked looking find
    finds found feel feels felt show shows showed shown stop stops stopped start starts started turn turns turned turning
    happen happens happened use uses used hear hears heard believe hope hopes wish lost losing lose stay stays stayed spoke
    speak speaks speaking spoken promise promised listened listen arrived arrive attended attend visited visit turned
    knocked refused closed opened took drove walked laughed shouted shouts shout plays play played playing parked parks
    parking smoking smokes drinks drinking drunk deals dealing sells selling sold buys bought broke breaks breaking hit hits
    smashed threw throws kicked punched attacked threatened threatens bullied watched saw seen witnessed recorded reported
    reporting sent send sends received receive replied reply moved moving retired resigned died born married
    good bad better best worse worst nice kind kindly lovely great terrible awful horrible disgusting dangerous safe unsafe
    afraid scared frightened worried concerned angry upset fed tired sick sure certain happy unhappy grateful glad pleased
    disappointed disgusted sad alone disabled deaf blind pregnant retired elderly aware unable able right wrong true false
    not-known unknown known fine small big large long short high low early late quick slow full empty whole half clear dark
    light quiet noisy loud busy free public private local national rural urban north south east west northern southern eastern
    western upper lower higher middle main back front side top bottom left
    thing things something anything nothing everything someone somebody anyone anybody everyone everybody nobody none
    mum mother dad father son daughter brother sister wife husband partner friend friends neighbour neighbours family
    parents grandparents uncle aunt cousin landlord tenant tenants owner owners manager boss staff worker workers teacher
    teachers doctor nurse driver cyclist resident resident's member members councillor councillors mayor inspector inspectors
    sergeant sergeants superintendent chief commissioner team teams force station stations sector sectors desk council
    councils government parish town village city county country area areas street road lane avenue close court house home
    shop pub school church chapel hall park field farm beach harbour quay market square bridge river sea hill wood woods
    door window wall fence garden gate car van bus train bike boat phone number name address email letter message post
    website site page app form online report figures figure statistics law order job case file evidence court trial
    victim victims witness witnesses suspect thief thieves burglar dealer drugs drug alcohol knife gun noise music party
    litter rubbish graffiti vandalism damage theft burglary robbery assault abuse fraud scam violence fire speed traffic
    english british cornish devonian polish ukrainian russian welsh scottish irish american european christian muslim jewish
    catholic roman turkish chinese romanian bulgarian syrian afghan black white asian gay lesbian trans
    england britain uk wales scotland ireland
    monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october
    november december christmas easter summer winter spring autumn sincerely faithfully truly regards best warm dear hello hi
    hey sir madam mr mrs ms miss dr pc pcso sgt insp absolute absolutely total totally complete completely utter utterly
    about against amongst among like unlike above below inside into onto upon without within during despite except instead
    ridiculous joke disgrace exactly simply actually basically definitely probably finally getting writing regarding
    contact contacting sadly unfortunately honestly currently presently originally
    another either neither whatever whoever whose whom because though although unless whether
    """
)

# Words in capitals that make a name the name of a body or a place.
BODIES = words(
    """
    police council team centre center road street lane avenue hospital surgery school college university academy church
    chapel hall hotel inn arms park station house club company ltd limited plc trust association society group service
    services department office court market square quay bridge bay beach hill moor harbour estate farm constabulary commissioner
    partnership committee board ward sector parish town village city county cottage terrace close drive gardens green bank
    rail railway health fraud line authority link response transport water network standards action environment agency
    support care unit
    environmental trading neighbourhood crimestoppers insurance bank
    housing homes watch rovers united argyle fc supermarket stores shop cafe garage garages
    """
)
