"""The weights of the features, in log-odds: +0.7 doubles the odds of the same question, -0.7 halves them.

They were set by hand on news whose questions had been sorted by people, checked against a logistic regression of each feature over pairs of
statements there, and rounded. Few and coarse on purpose: no measure may hang on one of them being exact.
"""

from __future__ import annotations

# Before anything is known: of an event, of a standing question ("troops sent by A to B").
EVENT = -1.2
STANDING = -1.5

# Who: parties, nations, parts of totals, sorts of people.
SHARED_PARTY, SHARED_ITEM, MISSING_PARTY, OTHER_TARGET = 1.5, 0.5, -0.6, -1.5
GROUP_OF_STORY, GROUP_IS_PART = 0.0, -2.0
PART_OF_TOTAL = -4.0
SAME_KIND, KIND_OR_ALL, NARROWER_KIND, OTHER_KIND = 0.7, -0.8, -1.2, -2.0
BOTH_WHOLE = 0.8
# Reports are often out by a year.
SAME_AGE, OTHER_AGE, AGE_APART = 1.2, -5.0, 1
MAIN_COUNTRIES = 3

# Where.
PLACE_WORDS = frozenset({"the", "region", "city", "near", "province", "district"})
SAME_PLACE, SAME_COUNTRY, OTHER_PLACE, OTHER_COUNTRY = 1.0, 0.3, -0.7, -1.0

# When. A report speaks of an earlier event when the day it names is so many days before the other report.
SAME_DAY, NEXT_DAY, NEAR_DAY, OLDER_EVENT, PERIOD_OR_EVENT = 1.0, 0.5, -1.0, -1.5, -2.5
RECENT_DAYS = 14
PUBLISHED_APART = ((3, 0.6), (30, -0.3), (180, -1.5), (10_000, -3.0))
PUBLISHED_APART_OF_STANDING = ((3, 0.3), (180, 0.0), (10_000, -0.5))

# What about: likeness of the stories above and below the even point, of the sentences, and what comes first.
SAME_ARTICLE = 1.0
STORY, STORY_EVEN, STORY_LEAST, STORY_MOST = 14.0, 0.18, -3.0, 5.0
STORY_LEAST_OF_STANDING = -1.0
SETTING, SETTING_EVEN, SETTING_MOST, SAME_SENTENCE = 5.0, 0.2, 2.0, 0.9
SETTING_WEIGHT = 10.0
SETTING_LEAST, SETTING_LEAST_HERE = -0.6, -1.0
BOTH_PROMINENT, ONE_PROMINENT, ONE_STORY = 1.2, -0.5, 0.28
BARE, BOTH_BARE = 1.2, 1.2

# How many: the same number tells more the larger it is; far figures count by the logarithm of their ratio.
SAME_FIGURE, SAME_FIGURE_BY_MAGNITUDE = 0.4, 0.9
NEAR_FIGURE, FAR_FIGURE, FAR_FIGURE_LEAST = 0.6, -0.8, -4.0
FAR_FIGURE_OF_STANDING = -0.3
OTHER_FIGURE_HERE, OTHER_FIGURE_OF_ANOTHER, OTHER_FIGURE_OF_STANDING = -6.0, -4.0, -2.5
OTHER_UNIT = -1.0

# Who says so.
SAME_ORIGIN, SAME_QUOTE = 0.7, 4.0
