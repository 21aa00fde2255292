"""The catalogue: vocabularies, practices with their parts and evidence, problem statements."""

from .baskets import SharedBasket
from .coding import AnswerCoding
from .collections import Collection, CollectionItem
from .evidence import Evidence, ProblemStatement
from .practices import Measure, Outcome, Practice, PracticeProblem, PracticeRelation
from .vocabularies import Problem, Theme

__all__ = [
    "AnswerCoding",
    "Collection",
    "CollectionItem",
    "Evidence",
    "Measure",
    "Outcome",
    "Practice",
    "PracticeProblem",
    "PracticeRelation",
    "Problem",
    "ProblemStatement",
    "SharedBasket",
    "Theme",
]
