"""The shapes that interviews come in, each in a few sentences of our own."""

import pytest

from imports.segmenting import segment
from imports.segmenting.guests import guest_from
from imports.segmenting.names import is_name
from imports.segmenting.posts import posts_of, zone_in


def conversation(text):
    return [
        (question.text, [(answer.guest, *answer.paragraphs) for answer in question.answers])
        for question in segment(text).questions
    ]


# One guest a line


@pytest.mark.parametrize(
    "line",
    [
        "苏州高新区党工委副书记 顾明远",
        "苏州高新区党工委副书记  顾明远",
        "苏州高新区党工委副书记\u3000顾明远",
        "苏州高新区党工委副书记顾明远",
        "顾明远\u3000苏州高新区党工委副书记",
        "顾明远（苏州高新区党工委副书记）",
        "顾明远，苏州高新区党工委副书记",
    ],
)
def test_a_guest_is_read_in_every_order_and_spacing(line):
    guest, alias = guest_from(line)
    assert guest.name == "顾明远"
    assert [(post.organization, post.title) for post in guest.posts] == [
        ("苏州高新区党工委", "副书记")
    ]
    assert (guest.zone, alias) == ("苏州高新区", "")


def test_a_name_of_two_characters_set_apart_and_a_short_name_are_understood():
    guest, alias = guest_from("周\u3000宁（新汇公司党支部书记、董事长，以下简称“周”）")
    assert guest.name == "周宁"
    assert [(post.organization, post.title) for post in guest.posts] == [
        ("新汇公司党支部", "书记"),
        ("新汇公司", "董事长"),
    ]
    assert alias == "周"


@pytest.mark.parametrize("line", ["近年来，园区发展迅速。", "为什么要抓党建？", "工作背景", ""])
def test_a_line_of_something_else_is_no_guest(line):
    assert guest_from(line) is None


@pytest.mark.parametrize(
    "name", ["傅岗", "何勇洲", "欧阳海", "欧阳文轩", "买买提·艾力", "王李春华"]
)
def test_names_are_recognized_by_their_surnames(name):
    assert is_name(name)


@pytest.mark.parametrize("word", ["我们", "的确", "高新区", "三个抓手", "王", "王某某公司"])
def test_other_words_are_no_names(word):
    assert not is_name(word)


def test_a_post_without_a_body_takes_the_unit_of_the_one_before():
    posts = posts_of("苏州高新区党工委副书记、管委会副主任")
    assert [post.organization for post in posts] == ["苏州高新区党工委", "苏州高新区管委会"]


def test_a_known_zone_is_given_as_it_is_known():
    words = "陕西省西安高新技术产业开发区党工委"
    assert zone_in(words) == "西安高新区"
    assert zone_in(words, ["西安高新技术产业开发区"]) == "西安高新技术产业开发区"
    assert zone_in("成都携恩科技有限公司") == ""


# Speakers and questions


def test_names_posts_surnames_and_short_names_mean_the_same_guest():
    text = (
        "访谈嘉宾：\n顾明远　苏州高新区党工委副书记\n周宁（新汇公司党支部书记，以下简称“周”）\n"
        "记者：情况怎样？\n顾明远（苏州高新区党工委副书记）：很好。\n周：我同意。\n"
        "记者：下一步呢？\n顾书记：继续。\n党支部书记周宁：努力。"
    )
    assert conversation(text) == [
        ("情况怎样？", [("顾明远", "很好。"), ("周宁", "我同意。")]),
        ("下一步呢？", [("顾明远", "继续。"), ("周宁", "努力。")]),
    ]


def test_guests_whom_no_list_gives_are_found_in_their_labels_in_order():
    text = (
        "【主持人】请谈谈难点。\n【欧阳海】流动快。\n【买买提·艾力】缺人手。\n"
        "【主持人】怎么破解？\n【欧阳海】建联合支部。"
    )
    assert [guest.name for guest in segment(text).guests] == ["欧阳海", "买买提·艾力"]
    assert conversation(text)[1] == ("怎么破解？", [("欧阳海", "建联合支部。")])


def test_a_label_alone_on_a_line_speaks_for_what_follows():
    text = "采访对象\n合肥高新区党群工作部部长王立新\n一、为何要建？\n王立新：\n链条长。\n力量散。"
    assert conversation(text) == [("为何要建？", [("王立新", "链条长。", "力量散。")])]


def test_thanks_of_the_host_are_no_question():
    text = "访谈嘉宾：\n顾明远　苏州高新区党工委副书记\n问：怎样？\n答：好。\n问：谢谢您！"
    assert conversation(text) == [("怎样？", [("顾明远", "好。")])]


def test_who_speaks_unasked_answers_an_empty_question():
    text = "访谈嘉宾：成都高新区党工委组织部部长 何静\n何静：坚持引领。\n建强支部。"
    assert conversation(text) == [("", [("何静", "坚持引领。", "建强支部。")])]


def test_title_publication_author_date_and_host_are_taken_from_the_head():
    found = segment(
        "党建绣出新图景\n——访苏州高新区党工委副书记顾明远\n2023-05-16 来源：《园区》 作者：林晓\n"
        "访谈嘉宾：\n顾明远　苏州高新区党工委副书记\n主持人：林晓\n记者：怎样？\n顾明远：好。"
    )
    assert found.title == "党建绣出新图景——访苏州高新区党工委副书记顾明远"
    assert (found.publication, found.author, found.published_on) == ("园区", "林晓", "2023-05-16")
    assert found.hosts == ("林晓",)


# Other documents


def test_a_write_up_is_a_case_with_its_narrative():
    body = "园区成立产业链党委，组织党员攻关，服务企业发展，职工满意度不断提升。" * 6
    found = segment(f"红链强产业\n一、工作背景\n{body}\n二、工作做法\n{body}")
    assert (found.kind, found.title) == ("case", "红链强产业")
    assert found.introduction.endswith(body)
    assert found.questions == ()


def test_a_list_of_links_is_refused():
    found = segment("园区巡礼\nhttp://a.cn/1.html\n支部风采\nhttp://a.cn/2.html")
    assert found.kind == "refused"
    assert "链接" in found.reason
