"""Interviews, the people in them, and what they were asked and said."""

from .interviews import Answer, Appearance, Interview, Paragraph, Question
from .people import Appointment, Guest, GuestKind
from .quotes import SpokenQuote

__all__ = [
    "Answer",
    "Appearance",
    "Appointment",
    "Guest",
    "GuestKind",
    "Interview",
    "Paragraph",
    "Question",
    "SpokenQuote",
]
