"""The page on which 管理员 see how the service stands."""

import pytest
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.db import DatabaseError

from editorial.roles import FINAL, MANAGER
from operations.seeing import overview
from operations.seeing.overview import Line
from search.models import Listing
from tests.factories import EditorFactory, PracticeFactory, SourceFactory
from tests.support.pages import html

pytestmark = pytest.mark.django_db

URL = "/admin/service/"


@pytest.fixture
def manager(client):
    user = EditorFactory(is_superuser=False)
    user.groups.set([Group.objects.get(name=MANAGER)])
    client.force_login(user)
    return client


def test_it_tells_versions_sizes_queues_and_index(manager):
    PracticeFactory(published=True)
    SourceFactory().file.save("a.txt", ContentFile(b"x" * 2048))
    page = html(manager, URL)
    for words in ("Django", "Python", "做法", "1 条，已发布 1", "1 个，2.0 KB", "待核对的导入"):
        assert words in page
    assert "与记录一致（1）" in page


def test_an_index_out_of_step_is_told_with_what_to_do(manager):
    PracticeFactory(published=True)
    manager.get("/practices/")
    Listing.objects.filter(collection="practice").delete()
    assert "manage.py reindex" in html(manager, URL)


@pytest.mark.one_database
def test_others_see_neither_the_page_nor_a_link_to_it(client, manager):
    assert URL in html(manager, "/admin/")
    user = EditorFactory(is_superuser=False)
    user.groups.set([Group.objects.get(name=FINAL)])
    client.force_login(user)
    assert client.get(URL).status_code == 403
    assert URL not in html(client, "/admin/")
    client.logout()
    assert client.get(URL).status_code == 302


@pytest.mark.one_database
def test_what_cannot_be_read_leaves_the_rest(manager, monkeypatch):
    def fails():
        raise DatabaseError

    monkeypatch.setattr(overview, "_sections", list(overview._sections))
    overview.register(5, "备份", lambda: [Line("最近一次", "昨天")])
    overview.register(6, "副本", fails)
    page = html(manager, URL)
    assert "昨天" in page
    assert "没有成功" in page
    assert "待核对的导入" in page
