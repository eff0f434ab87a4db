"""Words of names that say what somebody is, not who: general vocabulary of English news."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Before a person's name.
TITLES = _words(
    """mr mrs ms miss dr prof professor sir lord lady dame gen general lt lieutenant col colonel sgt
    sergeant maj major capt captain cmdr commander adm admiral brig brigadier marshal cpl corporal pvt
    private gov governor rep representative sen senator congressman congresswoman mp president premier
    prime minister chancellor secretary ambassador envoy mayor king queen prince princess sheikh sheik
    ayatollah imam pope bishop cardinal rabbi judge justice chief deputy vice acting interim former ex
    foreign defense interior health finance spokesman spokeswoman spokesperson director chairman
    chairwoman chairperson analyst adviser attorney lawyer sheriff commissioner inspector"""
)
# Of these, what is said to anybody: no office.
COURTESY = _words("mr mrs ms miss dr sir lord lady dame")
# Of a role: who held it when, not what it is.
ROLE_FILLERS = _words("the a an of to in for at on and s former ex acting interim then current new")
PARTICLES = _words(
    "al el as ash ad ar an at az bin bint ibn ben abu de del della di da van von der den"
)

# Before the head of a name: no part of it.
DETERMINERS = _words(
    "the a an some several many its their his her our other various both certain all"
)
SINGLE = _words("a an one another")
UNNAMED = _words("unnamed anonymous unidentified undisclosed")
SMALL = _words("of for the and on to in at with from by s")

# Different spellings and forms of one word.
SAME_WORD = {
    "defence": "defense", "centre": "center", "organisation": "organization", "programme": "program",
    "labour": "labor", "harbour": "harbor", "spies": "intelligence", "spy": "intelligence",
    "affairs": "affair", "internal": "interior", "ministries": "ministry", "services": "service",
    "agencies": "agency", "forces": "force", "defenses": "defense", "statistical": "statistics",
    "finances": "finance", "exterior": "foreign", "external": "foreign", "programmes": "program",
    "spokeswoman": "spokesperson", "spokesman": "spokesperson", "spokesmen": "spokespersons",
    "spokeswomen": "spokespersons", "chairman": "chair", "chairwoman": "chair", "chairperson": "chair",
    "advisor": "adviser", "premier": "prime minister", "secretary-general": "secretary general",
    "headquarters": "headquarter", "rescuers": "rescuer", "gov": "governor", "amb": "ambassador",
    "gen": "general", "lt": "lieutenant", "col": "colonel", "sec": "secretary", "pres": "president",
    "dept": "department", "min": "minister", "capt": "captain", "maj": "major", "adm": "admiral",
}  # fmt: skip
# Bodies that everybody calls by a short name; what they are, written out.
METONYMS = {
    "pentagon": ("United States", "department defense"),
    "white house": ("United States", "white house"),
    "foggy bottom": ("United States", "department state"),
    "centcom": ("United States", "central command"),
    "downing street": ("United Kingdom", "downing street"),
    "10 downing street": ("United Kingdom", "downing street"),
    "whitehall": ("United Kingdom", "whitehall"),
    "blue house": ("South Korea", "blue house"),
    "elysee": ("France", "elysee"),
    "elysee palace": ("France", "elysee"),
    "bundeswehr": ("Germany", "armed force"),
}
# Long forms that initials do not tell safely: two letters stand for too much.
LONG_FORMS = {
    "un": "united nations", "eu": "european union", "uno": "united nations",
    "icrc": "international committee red cross", "unsc": "united nations security council",
    "unga": "united nations general assembly", "ap": "associated press",
    "afp": "agence france presse",
}  # fmt: skip

# People without names: whoever is meant may change from article to article.
PEOPLE = _words(
    """official officials authority authorities analyst analysts expert experts source sources diplomat
    diplomats observer observers resident residents witness witnesses eyewitness eyewitnesses lawmaker
    lawmakers researcher researchers doctor doctors medic medics rescuer rescuers worker workers
    activist activists campaigner campaigners commander commanders soldier soldiers troops officer
    officers spokesperson spokespersons minister ministers leader leaders rebel rebels fighter fighters
    investigator investigators prosecutors critic critics relative relatives neighbor neighbors
    survivor survivors scientist scientists economist economists journalist journalists reporter
    reporters aide aides adviser advisers member members people locals villager villagers victim
    victims family families executive executives scholar scholars intelligence-official insiders
    insider person man woman figure figures parties allies ally neighbours counterpart"""
)
# Kinds of bodies that many countries have: without a country they name nobody in particular.
GENERIC = _words(
    """ministry department agency office service government administration state army navy military
    armed force air coast guard border police intelligence security defense foreign affair interior
    health finance justice education transport energy agriculture labor trade economy culture public
    emergency emergencies disaster management presidency parliament senate congress cabinet council
    court supreme election commission committee central bank embassy consulate mission prosecutor
    prosecutor's governor's mayor's authority joint chief staff general command fire brigade rescue
    hospital media television tv radio news newspaper press local regional city municipal weather
    meteorological statistics bureau board tax customs immigration prison red crescent cross corps
    company group organization institute center university party union association council"""
)
# Words a ministry's name may leave out.
OPTIONAL = _words("national federal public affair royal official republic")
MINISTERIAL = _words("ministry department")
# What a service is, when it is described and not named.
DESCRIBED_AS = {"intelligence": _words("intelligence service agency community")}
# What is said of a medium before or after its name.
MEDIUM_WORDS = _words(
    """newspaper daily agency news wire channel broadcaster magazine television tv radio website site
    station tabloid network weekly paper outlet official state-run state-owned state media service
    state-controlled run owned online"""
)
