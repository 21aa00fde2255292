"""From a document to the JSON that the command prints."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imports.contract import as_contract
from imports.draft import Document
from imports.pipeline import draft_from
from imports.reading import read
from tests.imports import damage

HERE = Path(__file__).parent
CLEAN = (HERE / "seed-clean.txt").read_text(encoding="utf-8")
SEED = read(HERE.parent.parent / "imports/fixtures/seed-interview.txt")


def shape(draft):
    """Every question with who answers it in how many paragraphs."""
    return [
        (question.text, [(answer.guest, len(answer.paragraphs)) for answer in question.answers])
        for question in draft.questions
    ]


def test_the_damaged_and_the_clean_seed_make_the_same_draft():
    damaged, clean = as_contract(draft_from(SEED)), as_contract(draft_from(Document(CLEAN)))
    assert damaged.pop("repairs")
    assert clean.pop("repairs") == []
    assert damaged == clean


def test_the_contract_has_the_promised_keys_in_their_order():
    contract = as_contract(draft_from(SEED, published_on="2020-11-17"))
    assert " ".join(contract) == (
        "kind reason title publication author published_on url introduction hosts guests "
        "questions practices facts repairs gaps text"
    )
    assert list(contract["guests"][0]) == ["name", "posts", "zone"]
    assert list(contract["guests"][0]["posts"][0]) == ["organization", "title"]
    assert list(contract["questions"][0]) == ["text", "answers"]
    assert list(contract["questions"][0]["answers"][0]) == ["guest", "paragraphs"]
    practice = next(one for one in contract["practices"] if one["measures"])
    assert list(practice) == ["name", "guest", "zone", "quote", "measures", "count_check"]
    assert list(practice["measures"][0]) == ["label", "items"]
    fact = contract["facts"][0]
    assert list(fact) == ["subject", "indicator", "value", "unit", "text", "as_of", "quote"]
    repair = contract["repairs"][0]
    keys = ["rule", "before", "after", "start", "end", "candidates", "accepted"]
    assert list(repair) == keys
    assert list(contract["gaps"][0]) == ["start", "context"]
    assert json.loads(json.dumps(contract)) == contract


def test_an_answer_in_a_slogan_with_too_few_parts_is_remarked():
    remarks = draft_from(SEED).warnings
    assert "“七务”只列出 3 项。" in remarks
    assert any("“136”" in remark for remark in remarks)


@pytest.mark.parametrize(
    ("parts", "remark"),
    [
        ("包括3个总支和7个支部", None),
        ("包括3个总支和6个支部", "“党组织10个”的各部分相加是 9，与总数 10 不符。"),
        ("其中3个总支和6个支部", None),
    ],
)
def test_a_total_that_its_parts_do_not_make_is_remarked(parts, remark):
    text = f"采访对象：\n江北高新区党工委书记 赵明\n问：情况怎样？\n答：下辖党组织10个，{parts}。"
    assert draft_from(Document(text)).warnings == ((remark,) if remark else ())


def test_the_date_of_the_document_outweighs_the_one_given():
    text = "采访对象：\n江北高新区党工委书记 赵明\n问：情况怎样？\n答：去年发展党员32名。"
    asked = draft_from(Document(text), published_on="2020-11-17")
    known = draft_from(Document(text, published_on="2023"), published_on="2020-11-17")
    assert [fact.as_of for fact in asked.facts] == ["2019"]
    assert [fact.as_of for fact in known.facts] == ["2022"]
    assert known.published_on == "2023"


def test_a_damaged_copy_yields_the_guests_answers_and_figures_of_the_original():
    text = CLEAN.replace("〔此处缺文〕", "。")
    original = draft_from(Document(text))
    copy = draft_from(Document(damage.damaged(text, seed=3)))
    assert copy.guests == original.guests
    assert shape(copy) == shape(original)
    assert [fact.text for fact in copy.facts] == [fact.text for fact in original.facts]


WORDS = st.sampled_from(
    [
        "特邀嘉宾：",
        "江北高新区党工委书记 赵明",
        "赵明：",
        "记者：",
        "为什么？",
        "\n",
        "“三联”",
        "。",
        "，",
        "?!",
        "(qū)",
        "“三联”，甲乙、丙丁、戊己。",
        "实施",
        "工程",
        "10个",
        "包括3个",
        "今年9月",
        "去年",
        "一是",
        "集甲、乙于一体的",
    ]
)


@given(st.lists(WORDS | st.text(max_size=5), max_size=30).map("".join))
def test_any_text_makes_a_draft_whose_words_all_stand_in_it(text):
    draft = draft_from(Document(text), published_on="2020")
    for quoted in (*draft.practices, *draft.facts):
        assert quoted.quote in draft.text
    for question in draft.questions:
        for answer in question.answers:
            for paragraph, start in zip(answer.paragraphs, answer.starts, strict=True):
                assert draft.text.startswith(paragraph, start)
