"""Vocabularies, practices and what ties them to the words."""

import factory
from factory import LazyAttribute, LazyAttributeSequence, Sequence

from practices import models as practices

from .base import (
    PublishableFactory,
    RecordFactory,
    SpokenFactory,
    UserFactory,
    made_with,
    sentence,
)
from .interviews import AnswerFactory


class ProblemGroupFactory(RecordFactory):
    """The codes start behind those of the real vocabulary."""

    class Meta:
        model = practices.Problem

    code = Sequence(lambda n: f"P{100 + n}")
    name = Sequence(lambda n: f"第{n}组难题")


class ProblemFactory(RecordFactory):
    class Meta:
        model = practices.Problem

    parent = factory.SubFactory(ProblemGroupFactory)
    code = LazyAttributeSequence(lambda o, n: f"{o.parent.code}.{n + 1}")
    name = Sequence(lambda n: f"第{n}种重视不够")
    plain_question = Sequence(lambda n: f"第{n}位老板不重视党建，怎么办？")


class ThemeGroupFactory(RecordFactory):
    class Meta:
        model = practices.Theme

    code = Sequence(lambda n: f"T{100 + n}")
    name = Sequence(lambda n: f"第{n}组工作")


class ThemeFactory(RecordFactory):
    class Meta:
        model = practices.Theme

    parent = factory.SubFactory(ThemeGroupFactory)
    code = LazyAttributeSequence(lambda o, n: f"{o.parent.code}.{n + 1}")
    name = Sequence(lambda n: f"第{n}种组织建设")


class PracticeFactory(PublishableFactory):
    """Give `zones=[…]`, `organizations=[…]`, `host_units=[…]`, `themes=[…]`, `tags=["…"]`."""

    class Meta:
        model = practices.Practice

    name = Sequence(lambda n: f"红色先锋{n}号行动")
    gist = Sequence(lambda n: f"让第{n}批党员在岗位上带头，把支部建在产业链上。")
    started = "2019-05"

    @factory.post_generation
    def zones(self, create, values, **kwargs):
        if values:
            self.zones.add(*values)

    @factory.post_generation
    def organizations(self, create, values, **kwargs):
        if values:
            self.organizations.add(*values)

    @factory.post_generation
    def host_units(self, create, values, **kwargs):
        if values:
            self.host_units.add(*values)

    @factory.post_generation
    def themes(self, create, values, **kwargs):
        if values:
            self.themes.add(*values)

    @factory.post_generation
    def tags(self, create, values, **kwargs):
        if values:
            self.tags.add(*values)


class MeasureFactory(RecordFactory):
    class Meta:
        model = practices.Measure

    parent = None
    practice = LazyAttribute(
        lambda o: o.parent.practice if o.parent else PracticeFactory(published=o.published)
    )
    label = Sequence(lambda n: f"第{n}项措施")
    content = "党员亮身份"


class OutcomeFactory(SpokenFactory):
    class Meta:
        model = practices.Outcome

    practice = made_with(PracticeFactory)
    indicator = Sequence(lambda n: f"第{n}类受众")
    value = Sequence(lambda n: 10 + n)
    unit = "万人次"
    exactness = "over"


class PracticeProblemFactory(RecordFactory):
    class Meta:
        model = practices.PracticeProblem

    practice = made_with(PracticeFactory)
    problem = factory.SubFactory(ProblemFactory)
    how = Sequence(lambda n: f"派第{n}批指导员上门")


class PracticeRelationFactory(RecordFactory):
    class Meta:
        model = practices.PracticeRelation

    practice = made_with(PracticeFactory)
    related = made_with(PracticeFactory)
    kind = practices.PracticeRelation.Kind.INCLUDES


class EvidenceFactory(SpokenFactory):
    class Meta:
        model = practices.Evidence

    measure = None
    problem_link = None

    @factory.lazy_attribute
    def practice(self):
        supported = self.measure or self.problem_link
        return supported.practice if supported else PracticeFactory(published=self.published)


class ProblemStatementFactory(SpokenFactory):
    """Words in an answer; with `question=question`, words in the question."""

    class Meta:
        model = practices.ProblemStatement

    problem = factory.SubFactory(ProblemFactory)
    question = None
    answer = LazyAttribute(lambda o: None if o.question else AnswerFactory(published=o.published))
    source = LazyAttribute(lambda o: (o.question or o.answer).interview.source)
    quote = LazyAttributeSequence(lambda o, n: sentence((o.question or o.answer).text, n))


class CollectionFactory(PublishableFactory):
    class Meta:
        model = practices.Collection

    title = Sequence(lambda n: f"党建专题第{n}辑")
    introduction = "编者选出的几种做法。"


class CollectionItemFactory(RecordFactory):
    class Meta:
        model = practices.CollectionItem

    collection = made_with(CollectionFactory)
    practice = made_with(PracticeFactory)
    position = Sequence(lambda n: n)


class AnswerCodingFactory(RecordFactory):
    """Give `problems=[…]`, `themes=[…]`."""

    class Meta:
        model = practices.AnswerCoding

    answer = factory.SubFactory(AnswerFactory)
    coder = factory.SubFactory(UserFactory)
    finished_at = None

    @factory.post_generation
    def problems(self, create, values, **kwargs):
        if values:
            self.problems.add(*values)

    @factory.post_generation
    def themes(self, create, values, **kwargs):
        if values:
            self.themes.add(*values)


class SharedBasketFactory(RecordFactory):
    """Give `pieces=[[kind, key, remark], …]`."""

    class Meta:
        model = practices.SharedBasket

    pieces = Sequence(lambda n: [["practice", f"hong-se-xian-feng-{n}", f"第{n}条备注"]])
    number = LazyAttribute(lambda o: len(o.pieces))
    key = LazyAttribute(lambda o: practices.SharedBasket.key_of(o.pieces))
