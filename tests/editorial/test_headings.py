"""What pages of the admin are called, and how logs name people and kinds of records."""

import pytest
from django.urls import reverse
from taggit.models import Tag

from editorial.merging import merge
from editorial.removal import remove
from tests.factories import PracticeFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("page", "args", "heading"),
    [
        ("app_list", ["editorial"], "审校"),
        ("taggit_tag_changelist", [], "标签"),
        ("taggit_tag_add", [], "新增标签"),
        ("editorial_merge_changelist", [], "合并记录"),
        ("editorial_deletedrecord_changelist", [], "已删除的记录"),
        ("imports_importjob_changelist", [], "导入的文件"),
        ("auth_user_changelist", [], "账号"),
    ],
)
def test_headings_are_names_without_spaces_around_them(admin_client, page, args, heading):
    content = admin_client.get(reverse(f"admin:{page}", args=args)).content.decode()
    assert f"<h1>{heading}</h1>" in content


def test_logs_name_people_as_the_office_does_and_kinds_without_their_app(admin_client, admin_user):
    admin_user.last_name, admin_user.first_name = "林", "静"
    admin_user.save()
    remove(PracticeFactory(), actor=admin_user)
    tags = [Tag.objects.create(name=name) for name in ("楼宇", "楼宇党建")]
    merge(*tags, actor=admin_user, values={})
    for kind, name in (("deletedrecord", "做法"), ("merge", "标签")):
        page = admin_client.get(reverse(f"admin:editorial_{kind}_changelist"))
        rows = page.content.decode().partition("<tbody>")[2].partition("</tbody>")[0]
        assert f'<td class="field-kind_of_record">{name}</td>' in rows
        assert ">林静</td>" in rows
