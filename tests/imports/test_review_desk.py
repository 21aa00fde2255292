"""The import desk over HTTP: handing in, reviewing, saving; every wrong turn told in a sentence."""

import pytest
from django.urls import reverse

from imports.models import ImportJob
from imports.review import WorkingCopy
from interviews.models import Answer, Appointment, Guest, Interview
from practices.models import Evidence, Practice, Problem, ProblemStatement, Theme
from sources.models import Source
from tests.factories import EditorFactory, UserFactory, ZoneFactory
from tests.imports.desk import TALK, act, hand_in, ready, said, web_page, word
from tests.support.pages import queries
from zones.models import HostUnit, PartyOrganization, ZoneFact

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def editor(client):
    client.force_login(EditorFactory())
    ZoneFactory(short_name="临江高新区", name="临江高新技术产业开发区")
    group = Problem.objects.create(code="P2", name="组织覆盖与设置")
    Problem.objects.create(code="P2.3", name="党员数量少", parent=group)
    group = Theme.objects.create(code="T1", name="组织体系")
    Theme.objects.create(code="T1.2", name="组织设置创新", parent=group, alt_names=["联建"])
    return client


def copy_of(job: ImportJob) -> WorkingCopy:
    return WorkingCopy.from_json(job.review)


def card(job: ImportJob, kind: str, number: int = 0) -> dict:
    piece = copy_of(job).pieces(kind)[number]
    return {"kind": kind, "key": piece.key}


def plan_page(job: ImportJob) -> str:
    return reverse("admin:imports_plan", args=[job.pk])


def saved(client, job: ImportJob):
    answer = client.post(plan_page(job), {"revision": job.revision}, follow=True)
    job.refresh_from_db()
    return answer


def accept_everything(client, job: ImportJob) -> None:
    for kind in ("practices", "facts", "statements"):
        act(client, job, "accept-all", kind=kind)


@pytest.mark.parametrize(
    ("name", "content"),
    [("访谈.docx", word()), ("访谈.html", web_page()), ("访谈.txt", TALK.encode("gb18030"))],
)
def test_every_kind_of_file_comes_to_the_same_records(editor, name, content):
    job = ready(editor, content, name)
    copy = copy_of(job)

    assert job.state == ImportJob.State.READY
    assert [guest.name for guest in copy.guests] == ["周宁", "欧阳青山"]
    assert [practice.name for practice in copy.practices] == ["三联"]
    assert copy.title == "共建红色引擎"
    page = editor.get(reverse("admin:imports_importjob_change", args=[job.pk]))
    assert "临江高新区党工委组织部｜部长" in page.content.decode()


def test_several_files_become_several_jobs_and_wait_in_the_list(editor):
    answer = hand_in(
        editor, ("一.txt", TALK.encode()), ("二.docx", word()), ("三.html", web_page())
    )

    assert ImportJob.objects.count() == 3
    assert "有 3 份文件等待识别" in answer.content.decode()
    for left in (2, 1, 0):
        editor.post(reverse("admin:imports_work_next"))
        waiting = ImportJob.objects.filter(state=ImportJob.State.WAITING)
        assert waiting.count() == left


def test_pasted_text_is_a_document_too(editor):
    hand_in(editor, pasted=TALK, published_on="2023-04")

    job = ImportJob.objects.get()
    assert (job.file_name, job.published_on) == ("粘贴的文字.txt", "2023-04")


@pytest.mark.parametrize(
    ("files", "fields", "complaint"),
    [
        ([("假.docx", "正文".encode())], {}, "内容却不是"),
        ([("空.txt", b"")], {}, "文件是空的"),
        ([("大.txt", b"a" * (20 * 1024 * 1024 + 1))], {}, "文件太大"),
        ([("锁.pdf", b"%PDF-1.4 /Encrypt")], {}, "加密"),
        ([], {}, "请选择至少一份文件"),
        ([], {"pasted": "  "}, "请选择至少一份文件"),
        ([], {"pasted": TALK, "published_on": "昨天"}, "日期"),
    ],
    ids=["pretender", "empty", "large", "locked", "nothing", "blank", "date"],
)
def test_what_cannot_be_taken_is_told_and_nothing_is_kept(
    editor, tmp_path, files, fields, complaint
):
    answer = hand_in(editor, *files, **fields)

    assert complaint in answer.content.decode()
    assert not ImportJob.objects.exists()
    assert not list((tmp_path / "media").rglob("*.*"))


def test_a_bad_file_does_not_keep_a_good_one_away(editor):
    answer = hand_in(editor, ("假.docx", b"x"), ("访谈.txt", TALK.encode()))

    assert "假.docx" in answer.content.decode()
    assert ImportJob.objects.get().file_name == "访谈.txt"


def test_saving_makes_drafts_of_everything_accepted_and_nothing_public(editor, client):
    job = ready(editor)
    accept_everything(editor, job)
    act(
        editor,
        job,
        "accept",
        **card(job, "practices"),
        **{
            "p1-name": "三联",
            "p1-zone": "临江高新区",
            "p1-guest": "g1",
            "p1-measures": "三联：联组织、联活动、联服务",
            "p1-more-problems": "P2.3",
            "p1-more-themes": "T1.2",
        },
    )
    listed = editor.get(plan_page(job)).content.decode()
    assert "三联" in listed
    assert not Practice.objects.exists()

    answer = saved(editor, job)

    assert "已存为草稿" in said(answer)
    practice = Practice.objects.get()
    assert (practice.name, practice.state) == ("三联", "draft")
    assert [zone.short_name for zone in practice.zones.all()] == ["临江高新区"]
    assert [item.label for item in practice.measures.filter(parent__isnull=False)] == [
        "联组织",
        "联活动",
        "联服务",
    ]
    assert [term.code for term in practice.problems.all()] == ["P2.3"]
    assert [term.code for term in practice.themes.all()] == ["T1.2"]
    evidence = Evidence.objects.get()
    assert evidence.answer.appearance.guest.name == "周宁"
    assert evidence.quote in job.source.text
    assert ZoneFact.objects.get(indicator="党组织").value == 1316
    assert ProblemStatement.objects.get(problem__code="P2.3").answer.text.startswith("我们公司")
    assert {str(post) for post in Appointment.objects.all()} == {
        "临江高新区党工委组织部部长",
        "智联科技股份有限公司党委书记",
        "智联科技股份有限公司副总经理",
    }
    assert PartyOrganization.objects.get(name="临江高新区党工委组织部").kind == "agency"
    assert HostUnit.objects.get().name == "智联科技股份有限公司"
    client.logout()
    for record in (practice, Interview.objects.get(), Guest.objects.first(), job.source):
        assert client.get(record.get_absolute_url()).status_code == 404


def test_what_was_not_accepted_is_not_written(editor):
    job = ready(editor)
    act(editor, job, "reject", **card(job, "practices"))

    saved(editor, job)

    assert job.state == ImportJob.State.SAVED
    assert Answer.objects.count() == 3
    assert not Practice.objects.exists()
    assert not ZoneFact.objects.exists()


def test_the_work_of_a_closed_browser_is_there_again(editor, client):
    job = ready(editor)
    act(editor, job, "update", **card(job, "guests"), **{"g1-name": "周大宁", "g1-posts": ""})
    editor.logout()
    editor.force_login(EditorFactory())

    page = editor.get(reverse("admin:imports_importjob_change", args=[job.pk])).content.decode()

    assert "周大宁" in page


def test_speakers_and_questions_are_rearranged_from_the_page(editor):
    job = ready(editor)
    copy = copy_of(job)
    start = copy.text.index("继续做下去")
    act(editor, job, "as-answer", block=[start], speaker=copy.guest_named("欧阳青山"))
    act(editor, job, "as-question", block=[copy.text.index("去年以来")])
    saved(editor, job)

    interview = Interview.objects.get()
    assert [question.text[:4] for question in interview.questions.all()] == ["两新组织", "去年以来"]
    assert [answer.appearance.guest.name for answer in interview.answers.all()] == [
        "欧阳青山",
        "欧阳青山",
    ]


def test_selected_words_become_evidence_and_practices(editor):
    job = ready(editor)
    act(editor, job, "pick-practice", quote="继续做下去", name="持续行动")
    key = copy_of(job).practices[-1].key
    act(editor, job, "pick-evidence", quote="临江高新区现有党组织1316个", target=key)
    act(editor, job, "pick-statement", quote="党务干部都是兼职", code="P2.3 党员数量少")
    saved(editor, job)

    practice = Practice.objects.get()
    assert practice.name == "持续行动"
    assert {row.quote for row in practice.evidence.all()} == {
        "继续做下去",
        "临江高新区现有党组织1316个",
    }
    assert ProblemStatement.objects.get().quote == "党务干部都是兼职"


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"op": "nonsense"},
        {"op": "accept"},
        {"op": "accept", "kind": "practices", "key": "p99"},
        {"op": "accept", "kind": "__class__", "key": "p1"},
        {"op": "accept", "kind": "repairs", "key": "r1"},
        {"op": "accept-all", "kind": "nonsense"},
        {"op": "as-answer"},
        {"op": "as-answer", "block": ["x", "-1"], "speaker": "g1"},
        {"op": "as-answer", "block": ["0"], "speaker": "nobody"},
        {"op": "join", "block": ["0"]},
        {"op": "take", "key": "r99"},
        {"op": "take"},
        {"op": "pick-practice"},
        {"op": "pick-practice", "quote": "原文里没有的话", "start": "99999999999"},
        {"op": "pick-evidence", "quote": "继续做下去", "target": "p99"},
        {"op": "pick-statement", "quote": "继续做下去", "code": " "},
        {"op": "pick-correct", "quote": "继续做下去", "words": "继续做下去"},
        {"op": "pick-cut", "quote": "主持人：两新"},
        {"op": "drop-evidence", "key": "p1", "place": "x"},
        {"op": "new-guest", "name": "周宁"},
        {"op": "about", "kind": "poem"},
        {"op": "update", "kind": "facts", "key": "f1", "f1-value": "很多"},
        {"op": "update", "kind": "guests", "key": "g1", "g1-name": "周宁", "g1-posts": "没有隔开"},
    ],
    ids=str,
)
def test_whatever_is_posted_is_answered_in_words_and_changes_nothing(editor, fields):
    job = ready(editor)
    before = job.review

    answer = editor.post(reverse("admin:imports_act", args=[job.pk]), fields, follow=True)

    assert answer.status_code == 200
    assert said(answer)
    job.refresh_from_db()
    assert job.review == before


def test_a_field_that_does_not_hold_keeps_what_was_typed(editor):
    job = ready(editor)
    answer = act(
        editor,
        job,
        "update",
        **card(job, "guests"),
        **{"g1-name": "周小宁", "g1-posts": "没有隔开"},
    )

    page = answer.content.decode()
    assert "周小宁" in page
    assert "没有隔开" in page
    assert "请用“｜”隔开" in page


def test_a_copy_that_cannot_be_saved_says_what_is_missing(editor):
    job = ready(editor, "记者：问什么？\n甲：答什么。".encode())
    if job.state == ImportJob.State.REFUSED:
        act(editor, job, "about", kind="interview", title="", source_kind="other")

    page = editor.get(plan_page(job)).content.decode()

    assert "现在还不能存" in page
    assert "题名" in page
    saved(editor, job)
    assert not Source.objects.exists()


def test_what_another_editor_changed_meanwhile_must_be_seen_before_saving(editor):
    job = ready(editor)
    seen = job.revision
    act(editor, job, "accept-all", kind="practices")

    answer = editor.post(plan_page(job), {"revision": seen}, follow=True)

    assert "刚才又有改动" in said(answer)
    assert not Source.objects.exists()


def test_the_same_file_again_changes_nothing(editor):
    first = ready(editor)
    accept_everything(editor, first)
    saved(editor, first)
    counts = [model.objects.count() for model in (Source, Answer, Practice, Guest, ZoneFact)]

    again = ready(editor)
    accept_everything(editor, again)
    page = editor.get(plan_page(again)).content.decode()
    saved(editor, again)

    assert "新增" not in page
    assert [m.objects.count() for m in (Source, Answer, Practice, Guest, ZoneFact)] == counts


def test_what_an_editor_changed_is_listed_and_kept(editor):
    saved(editor, ready(editor))
    editor_account = EditorFactory()
    answer = Answer.objects.latest("number")
    answer._history_user = editor_account
    answer.text = "编辑改过的回答。"
    answer.save()

    again = ready(editor)
    copy = copy_of(again)
    act(editor, again, "pick-correct", quote="继续做下去", words="坚持做下去")
    page = editor.get(plan_page(again)).content.decode()
    saved(editor, again)

    assert "保留不动" in page
    assert copy.text
    answer.refresh_from_db()
    assert answer.text == "编辑改过的回答。"


def test_a_known_person_can_be_chosen(editor):
    guest = Guest.objects.create(name="周宁", distinction="另一位")
    job = ready(editor)
    act(
        editor,
        job,
        "update",
        **card(job, "guests"),
        **{"g1-name": "周宁", "g1-posts": "", "g1-person": str(guest.pk)},
    )
    saved(editor, job)

    assert guest.appearances.count() == 1
    assert Guest.objects.filter(name="周宁").count() == 1


def test_only_those_who_may_import_can(client):
    job = ImportJob.objects.create(file_name="a.txt", fingerprint="0" * 64)
    client.force_login(UserFactory(is_staff=True))
    for name in ("work", "stop", "act", "again"):
        assert client.post(reverse(f"admin:imports_{name}", args=[job.pk])).status_code == 403
    for name in ("progress", "plan"):
        assert client.get(reverse(f"admin:imports_{name}", args=[job.pk])).status_code == 403
    assert client.get(reverse("admin:imports_importjob_add")).status_code == 403
    assert client.get(reverse("admin:imports_importjob_change", args=[job.pk])).status_code == 403
    client.logout()
    assert client.get(reverse("admin:imports_importjob_add")).status_code == 302


def test_a_deleted_job_takes_its_file_along_and_leaves_the_source_its_own(
    editor, tmp_path, django_capture_on_commit_callbacks
):
    job = ready(editor)
    saved(editor, job)
    kept = job.source.file.path
    with django_capture_on_commit_callbacks(execute=True):
        editor.post(
            reverse("admin:imports_importjob_delete", args=[job.pk]), {"post": "yes"}, follow=True
        )

    assert not ImportJob.objects.exists()
    files = [str(path) for path in (tmp_path / "media").rglob("*") if path.is_file()]
    assert files == [kept]


def test_a_job_that_is_not_there_is_not_found(editor):
    assert editor.get(reverse("admin:imports_plan", args=[999])).status_code == 404
    assert editor.get("/admin/imports/importjob/zhou/change/").status_code == 404


def test_queries_do_not_grow_with_the_length_of_a_document(editor):
    short = ready(editor)
    head, talk = TALK.split("主持人：", 1)
    long = ready(editor, (head + ("主持人：" + talk + "\n") * 20).encode(), "长.txt")
    pages = [reverse("admin:imports_importjob_change", args=[job.pk]) for job in (short, long)]

    assert queries(editor, pages[1]) <= queries(editor, pages[0]) + 2
