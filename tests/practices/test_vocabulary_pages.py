"""The pages of problems and themes."""

import pytest

from tests.factories import (
    EvidenceFactory,
    GuestFactory,
    PracticeFactory,
    PracticeProblemFactory,
    ProblemFactory,
    ProblemStatementFactory,
    QuestionFactory,
    SourceFactory,
    ThemeFactory,
    ZoneFactory,
)

from .reading import page, speech

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


class TestProblem:
    def test_it_says_what_it_means_who_says_so_and_what_others_do(self, client):
        problem = ProblemFactory(scope_note="出资人有顾虑。", alt_names=["老板不支持"])
        guest, zone = GuestFactory(published=True), ZoneFactory(published=True)
        answer = speech(guest=guest, zone=zone, posts_as_given="联合党支部书记")
        said = ProblemStatementFactory(problem=problem, answer=answer, quote=answer.text[:6])
        theme = ThemeFactory()
        link = PracticeProblemFactory(
            problem=problem,
            practice=PracticeFactory(published=True, themes=[theme]),
            how="上门讲。",
        )
        html = page(client, f"/problems/{problem.code}/")
        for words in (
            problem.plain_question,
            "出资人有顾虑。",
            "老板不支持",
            f"<mark>{said.quote}</mark>",
            guest.name,
            "联合党支部书记",
            zone.short_name,
            theme.name,
            link.practice.name,
            "上门讲。",
        ):
            assert words in html
        assert f'href="{said.passage_url}"' in html
        assert f'href="{said.spoken_url}"' in html

    def test_the_whole_sentence_stands_around_the_words(self, client):
        answer = speech()
        sentence = answer.text.split("。")[0]
        problem = ProblemFactory()
        ProblemStatementFactory(problem=problem, answer=answer, quote=sentence[2:5])
        html = page(client, f"/problems/{problem.code}/")
        assert f"{sentence[:2]}<mark>{sentence[2:5]}</mark>{sentence[5:]}。</blockquote>" in html

    def test_words_that_are_the_whole_sentence_are_not_marked(self, client):
        answer = speech()
        said = ProblemStatementFactory(answer=answer, quote=answer.text.split("。")[0])
        html = page(client, f"/problems/{said.problem.code}/")
        assert f"<blockquote>{said.quote}。</blockquote>" in html

    def test_many_who_say_so_are_folded_behind_the_first(self, client):
        problem = ProblemFactory()
        for _ in range(10):
            ProblemStatementFactory(problem=problem, answer=speech())
        before, after = page(client, f"/problems/{problem.code}/").split("再看2处</summary>")
        assert (before.count("<blockquote>"), after.count("<blockquote>")) == (8, 2)

    def test_a_problem_named_by_the_question_is_told_as_such(self, client):
        question = QuestionFactory(published=True)
        said = ProblemStatementFactory(question=question, quote=question.text[:5])
        html = page(client, f"/problems/{said.problem.code}/")
        assert "访谈提问" in html
        assert question.interview.title in html

    def test_a_problem_without_an_answer_says_so_and_offers_ways_on(self, client):
        problem = ProblemFactory()
        sibling = ProblemFactory(parent=problem.parent)
        html = page(client, f"/problems/{problem.code}/")
        assert "还没有收录回应这个问题的做法" in html
        assert "还没有收录谁这样说过" in html
        assert f'href="/problems/{sibling.code}/"' in html
        assert 'href="/search/"' in html

    def test_without_an_answer_it_shows_what_is_done_about_the_problems_beside_it(self, client):
        problem = ProblemFactory()
        link, other = PracticeProblemFactory.create_batch(
            2, problem=ProblemFactory(parent=problem.parent), published=True
        )
        hidden = PracticeProblemFactory(problem=link.problem, practice=PracticeFactory())
        html = page(client, f"/problems/{problem.code}/")
        assert "还没有收录专门回应这个问题的做法" in html
        assert all(text in html for text in (link.practice.name, link.how, other.practice.name))
        assert html.count(f'<p class="answer-problem">{link.problem.name}</p>') == 2
        assert hidden.practice.name not in html
        PracticeProblemFactory(problem=problem, published=True)
        assert link.practice.name not in page(client, f"/problems/{problem.code}/")

    def test_practices_are_grouped_by_the_theme_they_share_each_once(self, client):
        problem = ProblemFactory()
        shared, own = ThemeFactory(), ThemeFactory()
        made = [
            PracticeFactory(published=True, themes=themes)
            for themes in ([own, shared], [shared], [])
        ]
        for practice in made:
            PracticeProblemFactory(problem=problem, practice=practice)
        html = page(client, f"/problems/{problem.code}/")
        assert html.count(f'href="{shared.get_absolute_url()}">') == 1
        assert f'href="{own.get_absolute_url()}">' not in html
        for practice in made:
            assert html.count(f">{practice.name}</a>") == 1

    def test_a_group_shows_what_stands_under_it(self, client):
        said = ProblemStatementFactory(answer=speech())
        link = PracticeProblemFactory(problem=said.problem, published=True)
        group = said.problem.parent
        html = page(client, f"/problems/{group.code}/")
        for words in (said.problem.name, said.quote, link.practice.name):
            assert words in html

    def test_related_problems_are_those_that_the_same_practices_answer(self, client):
        link = PracticeProblemFactory(published=True)
        other = PracticeProblemFactory(practice=link.practice)
        hidden = PracticeProblemFactory(practice=PracticeFactory(), problem=link.problem)
        alone = PracticeProblemFactory(practice=hidden.practice)
        html = page(client, f"/problems/{link.problem.code}/")
        assert f"{other.problem.name}</a>" in html
        assert "1条做法同时回应" in html
        assert alone.problem.name not in html

    def test_nothing_unpublished_shows(self, client):
        problem = ProblemFactory()
        said = ProblemStatementFactory(problem=problem)
        link = PracticeProblemFactory(problem=problem)
        shown = PracticeProblemFactory(problem=problem, published=True)
        draft = EvidenceFactory(practice=shown.practice, problem_link=shown, source=SourceFactory())
        html = page(client, f"/problems/{problem.code}/")
        assert shown.practice.name in html
        assert said.quote not in html
        assert link.practice.name not in html
        assert draft.quote not in html

    def test_the_list_has_every_group_with_its_problems_and_what_there_is(self, client):
        said = ProblemStatementFactory(answer=speech())
        PracticeProblemFactory.create_batch(2, problem=said.problem, published=True)
        empty = ProblemFactory(parent=said.problem.parent)
        html = page(client, "/problems/")
        assert said.problem.parent.name in html
        row = html.split(said.problem.name)[1].split("</li>")[0]
        assert "1处说到" in row
        assert "2条做法" in row
        assert "还没有做法" in html.split(empty.name)[1].split("</li>")[0]


class TestTheme:
    def test_it_lists_its_practices_and_the_problems_they_answer(self, client):
        theme = ThemeFactory(scope_note="说明在此。")
        shown = PracticeFactory(published=True, themes=[theme])
        link = PracticeProblemFactory(practice=shown)
        draft = PracticeFactory(themes=[theme])
        html = page(client, f"/themes/{theme.code}/")
        for words in ("说明在此。", shown.name, link.problem.name):
            assert words in html
        assert draft.name not in html

    def test_without_practices_it_shows_those_on_the_themes_beside_it(self, client):
        theme = ThemeFactory()
        beside = ThemeFactory(parent=theme.parent)
        shown = PracticeFactory(published=True, themes=[beside])
        hidden, far = PracticeFactory(themes=[beside]), PracticeFactory(themes=[ThemeFactory()])
        html = page(client, f"/themes/{theme.code}/")
        assert "还没有收录这个主题的做法；收录后列在这里。" in html
        assert shown.name in html
        assert hidden.name not in html
        assert far.name not in html
        PracticeFactory(published=True, themes=[theme])
        assert shown.name not in page(client, f"/themes/{theme.code}/")

    def test_a_group_shows_the_practices_of_its_themes(self, client):
        theme = ThemeFactory()
        shown = PracticeFactory(published=True, themes=[theme])
        html = page(client, f"/themes/{theme.parent.code}/")
        assert theme.name in html
        assert shown.name in html

    def test_an_empty_theme_says_so(self, client):
        theme = ThemeFactory()
        assert "还没有收录这个主题的做法" in page(client, f"/themes/{theme.code}/")

    def test_the_list_has_every_group_with_its_themes(self, client):
        theme = ThemeFactory()
        html = page(client, "/themes/")
        assert f'href="/themes/{theme.code}/"' in html
        assert f'href="/themes/{theme.parent.code}/"' in html
