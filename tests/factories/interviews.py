"""Interviews and the people in them."""

import factory
from factory import LazyAttribute, SelfAttribute, Sequence

from interviews.models import Answer, Appearance, Appointment, Guest, GuestKind, Interview, Question

from .base import PublishableFactory, QuotedFactory, RecordFactory, SourceFactory, made_with
from .zones import PartyOrganizationFactory

SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋"
GIVEN = "建国志强文华晓明海燕春梅玉兰光荣永平新宇思远佳慧"


def person(number: int) -> str:
    """Return a name of three characters; about ten thousand different ones."""
    first, second = divmod(number // len(SURNAMES), len(GIVEN))
    return SURNAMES[number % len(SURNAMES)] + GIVEN[first % len(GIVEN)] + GIVEN[second]


class GuestFactory(PublishableFactory):
    class Meta:
        model = Guest

    name = Sequence(person)


class AppointmentFactory(QuotedFactory):
    """A post in a party organization; for one in a host unit give `organization=None` too."""

    class Meta:
        model = Appointment

    guest = made_with(GuestFactory)
    title = Sequence(lambda n: f"第{n}党支部书记")
    organization = made_with(PartyOrganizationFactory)
    as_of = "2020-11-17"


class InterviewFactory(PublishableFactory):
    class Meta:
        model = Interview

    source = made_with(SourceFactory)
    title = Sequence(lambda n: f"高新区党建第{n}次访谈")


class AppearanceFactory(RecordFactory):
    class Meta:
        model = Appearance

    interview = made_with(InterviewFactory)
    guest = made_with(GuestFactory)
    kind = GuestKind.ZONE_OFFICIAL
    posts_as_given = "临江高新区党工委组织部部长"


class QuestionFactory(RecordFactory):
    class Meta:
        model = Question

    interview = made_with(InterviewFactory)
    number = LazyAttribute(lambda o: o.interview.questions.count() + 1)
    position = SelfAttribute("number")

    @factory.lazy_attribute
    def text(self):
        asked = [line for line in self.interview.source.text.split("\n") if line.endswith("？")]
        return asked[(self.number - 1) % len(asked)]


class AnswerFactory(RecordFactory):
    """Three paragraphs, those that follow the question in the source."""

    class Meta:
        model = Answer

    question = made_with(QuestionFactory)
    interview = SelfAttribute("question.interview")
    appearance = made_with(AppearanceFactory, interview=SelfAttribute("..interview"))
    number = LazyAttribute(lambda o: o.interview.answers.count() + 1)
    position = SelfAttribute("number")

    @factory.lazy_attribute
    def text(self):
        after = self.interview.source.text.partition(self.question.text)[2]
        return "\n".join(after.strip().split("\n")[:3])
