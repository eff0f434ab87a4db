"""Words of reporting: verbs that attribute, nouns that name who speaks."""

from __future__ import annotations

from claims.extraction.types import Stance

SAYING = frozenset(
    """said says say saying told tells tell claimed claims claim claiming reported reports report reporting
    announced announces announce announcing stated states confirmed confirms confirm confirming estimated
    estimates estimate estimating added adds adding noted notes noting explained explains declared declares warned
    warns acknowledged acknowledges admitted admits insisted insists argued argues revealed reveals
    disclosed discloses emphasized emphasised emphasizes wrote writes tweeted posted testified alleged
    alleges asserted asserts suggested suggests suggest indicated indicates indicate believes believe
    concluded concludes found finds described describes stressed stresses reiterated maintained
    maintains counted recalled recounted remarked commented assessed assesses accused accuses
    reckons calculated recorded verified documented identified quoted boasted vowed promised
    stating citing quoting speaking conceded cautioned asked put puts""".split()
)
# Verbs that attribute only when "that", a colon, a comma or a quotation follows or precedes.
WEAK = frozenset(
    """found finds describes described identified counted recorded verified documented believes believe
    report reports reporting claim claims states posted estimate estimates asked accused accuses
    suggested suggests suggest indicated indicates indicate speaking quoted promised vowed note notes
    recalled put puts saying tell""".split()
)
DOUBTING = (
    "cast doubt on", "casts doubt on", "casting doubt on", "cast doubts on", "casting doubts on",
    "questioned", "questions whether", "questioning", "called into question", "calling into question",
    "calls into question", "doubted", "doubts", "expressed doubt", "expressed doubts", "sceptical of",
    "skeptical of", "raised doubts about", "raised questions about", "disputed whether",
)  # fmt: skip
DENYING = (
    "denied", "denies", "deny", "denying", "rejected", "rejects", "rejecting", "dismissed", "dismisses",
    "dismissing", "refuted", "refutes", "disputed", "disputes", "contradicted",
)  # fmt: skip
NO_COMMENT = (
    "declined to comment", "declines to comment", "refused to comment", "would not comment",
    "did not comment", "has not commented", "have not commented", "did not respond", "did not reply",
    "has not responded", "have not responded", "did not immediately respond", "declined comment",
    "did not immediately comment", "did not answer", "was not available for comment",
)  # fmt: skip
STANCE_CUES: tuple[tuple[str, Stance], ...] = (
    *((cue, Stance.NO_COMMENT) for cue in NO_COMMENT),
    *((cue, Stance.DOUBTS) for cue in DOUBTING),
    *((cue, Stance.DENIES) for cue in DENYING),
)

# One person in an office; the words of a row stand for each other.
OFFICES: tuple[frozenset[str], ...] = tuple(
    frozenset(row.split())
    for row in (
        "ambassador envoy diplomat",
        "spokesman spokeswoman spokesperson",
        "minister",
        "president",
        "premier",
        "chancellor",
        "governor",
        "mayor",
        "general commander colonel major lieutenant captain admiral brigadier chief",
        "director head chairman chairwoman chair chairperson boss",
        "secretary",
        "senator congressman congresswoman lawmaker representative",
        "leader",
        "king queen prince emir sultan",
        "professor researcher analyst expert historian scholar fellow author economist",
        "doctor surgeon physician nurse medic",
        "coordinator manager officer official aide adviser advisor deputy",
        "lawyer attorney prosecutor judge",
        "resident witness survivor victim guide teacher student activist mother father",
        "reporter correspondent journalist editor",
        "soldier fighter pilot veteran",
        "commissioner delegate negotiator rapporteur emissary",
        "pope bishop imam priest",
        "founder executive owner ceo",
    )
)
OFFICE_NOUNS = frozenset(word for row in OFFICES for word in row)

# Several persons nobody names.
GROUP_NOUNS = frozenset(
    """officials authorities analysts experts sources source witnesses residents survivors doctors medics
    researchers scientists investigators prosecutors lawmakers diplomats spokesmen commanders
    rescuers police observers activists relatives victims villagers locals soldiers generals leaders ministers
    agencies intelligence reports media newspapers outlets economists critics lawyers defectors
    journalists aides advisers groups organisations organizations services allies governments
    teachers workers volunteers guides people families academics historians prisoners
    eyewitnesses records documents data figures estimates studies photos videos images
    official investigators monitors""".split()
)
# A body that speaks.
BODY_NOUNS = frozenset(
    """ministry agency institute institution center centre office command department pentagon kremlin university
    council bank organization organisation service military army navy government administration
    commission committee union embassy consulate police authority foundation group watchdog
    observatory house parliament senate court party fund programme program association
    society hospital force forces corps staff bureau board league federation network company
    firm corporation monitor tank mission secretariat state statement report study website
    charity services prosecutor's prosecutors registry directorate-general mayor's governor's
    presidency cabinet congress headquarters directorate guard defence defense crescent cross
    un nato eu oxfam unicef unhcr who iom ocha usaid centcom isw csis""".split()
)
MEDIA_NOUNS = frozenset(
    """times post news gazette gazeta herald journal tribune guardian telegraph daily tv television radio
    press reuters ap afp bbc cnn npr tass xinhua yonhap interfax kcna ria bloomberg al-jazeera
    agency media newspaper outlet broadcaster channel magazine website site globe standard
    chronicle observer independent mirror inquirer monitor zeitung monde figaro pravda
    izvestia kommersant haaretz arabiya jazeera nbc abc cbs fox politico axios vox""".split()
)
MEDIUM_DESCRIPTIONS = (
    "outlet", "newspaper", "daily", "news agency", "agency", "channel", "broadcaster", "magazine",
    "television", "tv", "radio", "website", "site", "station", "tabloid", "network", "news outlet",
    "weekly", "paper", "wire service", "podcast",
)  # fmt: skip
TITLES = frozenset(
    """mr mrs ms dr prof gen lt col sgt maj capt cmdr adm gov rep sen president ambassador minister secretary
    mayor governor chancellor premier prime foreign defense defence interior health deputy vice chief
    general colonel major captain lieutenant admiral king queen prince sheikh ayatollah spokesman
    spokeswoman spokesperson chairman director senator congressman congresswoman professor
    doctor sir lord lady pope judge justice local acting former state envoy security national
    adviser advisor white house peace special climate city police army military press commander sergeant
    local u.s. head leader representative ex attorney lawyer analyst sheriff commissioner gov. gen. lt. col. rep. sen.
    mr. mrs. ms. dr. prof. maj. capt. brig. brig sgt. adm.""".split()
)
PRONOUNS_PERSON = frozenset("he she".split())
PRONOUNS_GROUP = frozenset("they it".split())
CALENDAR = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may june
    july august september october november december""".split()
)
# Words that begin a sentence and belong to no name.
LEAD_INS = frozenset(
    """meanwhile however but and also earlier later separately still yet then now today yesterday on in at
    after before since while as when if although though because so that according the a an this these
    those for from with by of among some many other others both such there here his her its their
    our my more most last next first again instead moreover nevertheless finally previously""".split()
)
