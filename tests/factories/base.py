"""What all factories share: words, and who decides what visitors see."""

import re
from contextlib import nullcontext

from django.contrib.auth import get_user_model
from django.utils import timezone
from factory import (
    CREATE_STRATEGY,
    LazyAttribute,
    LazyAttributeSequence,
    SelfAttribute,
    Sequence,
    SubFactory,
)
from factory.django import DjangoModelFactory

from search.indexing import together
from sources.models import Source

TOPICS = (
    "支部共联",
    "资源共享",
    "活动共办",
    "双培一创",
    "红领沙龙",
    "党员亮身份",
    "服务亮承诺",
    "审批代办",
)


def article(number: int) -> str:
    """Return a document: a lead, then eight times a question and three paragraphs in answer."""
    lines = [f"第{number}次座谈请来高新区和企业的同志。大家谈党建工作怎样做实。"]
    for topic in TOPICS:
        lines += [
            f"第{number}次座谈要问，怎样做好{topic}？",
            f"{topic}先要解决思想问题。过去做{topic}时党员数量少，教育管理难。",
            f"我们为{topic}建立了制度，每月检查一次。企业书记都说{topic}有了抓手。",
            f"现在参加{topic}的职工已超过1万人。{topic}成了园区的常态。",
        ]
    return "\n".join(lines)


def sentence(text: str, number: int) -> str:
    """Return one sentence of `text`; numbers in a row give sentences that differ."""
    sentences = re.findall(r"[^。？\n]+[。？]?", text)
    return sentences[number % len(sentences)]


def made_with(factory_class, **kwargs):
    """Make the record that a part hangs on; it is published when the part is asked to be."""
    return SubFactory(factory_class, published=SelfAttribute("..published"), **kwargs)


class UserFactory(DjangoModelFactory):
    class Meta:
        model = get_user_model()

    username = Sequence(lambda n: f"yonghu{n}")


class EditorFactory(UserFactory):
    """Somebody who may do everything."""

    is_staff = True
    is_superuser = True


class RecordFactory(DjangoModelFactory):
    """Anything whose visibility `published` decides."""

    class Meta:
        abstract = True
        skip_postgeneration_save = True

    class Params:
        published = False

    @classmethod
    def _generate(cls, strategy, params):
        """Make a record and all that it hangs on as an editor's form does: indexed once."""
        with together() if strategy == CREATE_STRATEGY else nullcontext():
            return super()._generate(strategy, params)

    @classmethod
    def create_batch(cls, size, **kwargs):
        with together():
            return super().create_batch(size, **kwargs)


class PublishableFactory(RecordFactory):
    class Meta:
        abstract = True

    state = LazyAttribute(lambda o: "published" if o.published else "draft")
    published_at = LazyAttribute(lambda o: timezone.now() if o.state == "published" else None)


class SourceFactory(PublishableFactory):
    """`published` is the state here as everywhere; the date of the document is `dated`."""

    class Meta:
        model = Source
        rename = {"dated": "published"}

    kind = Source.Kind.ARTICLE
    title = Sequence(lambda n: f"第{n}次高新区党建座谈纪实")
    publication = "党建通讯"
    dated = "2020-11-17"
    text = Sequence(article)


class QuotedFactory(RecordFactory):
    class Meta:
        abstract = True

    source = made_with(SourceFactory)
    quote = LazyAttributeSequence(lambda o, n: sentence(o.source.text, n))


class SpokenFactory(RecordFactory):
    class Meta:
        abstract = True

    answer = None
    source = LazyAttribute(
        lambda o: o.answer.interview.source if o.answer else SourceFactory(published=o.published)
    )
    quote = LazyAttributeSequence(lambda o, n: sentence((o.answer or o.source).text, n))
