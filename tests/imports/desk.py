"""Documents for the tests of the import desk, and the way an editor hands them in."""

from __future__ import annotations

import io

import docx
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from imports.models import ImportJob

TALK = """共建红色引擎
来源：《园区党建》2023年第4期　作者：韩梅
特邀嘉宾：
临江高新区党工委组织部部长 周宁
智联科技股份有限公司党委书记、副总经理 欧阳青山
主持人：两新组织党建难在哪里？
欧阳青山：我们公司党员数量少，党务干部都是兼职。
周宁：去年以来，我们实施“三联”工程，即联组织、联活动、联服务。临江高新区现有党组织1316个。
主持人：下一步有什么打算？
周宁：继续做下去。"""


def word(text: str = TALK) -> bytes:
    document = docx.Document()
    for line in text.split("\n"):
        document.add_paragraph(line)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def web_page(text: str = TALK) -> bytes:
    title, *lines = text.split("\n")
    body = "".join(f"<p>　　{line}</p>" for line in lines)
    return (
        f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{title}_临江网</title></head>"
        "<body>"
        f"<ul class='nav'><li><a href='/'>首页</a></li></ul><h1>{title}</h1>"
        f"<div class='article'>{body}</div><div class='footer'>版权所有</div></body></html>"
    ).encode()


def hand_in(client, *files: tuple[str, bytes], **fields):
    """Send files (name, content) through the page, as an editor does."""
    uploads = [SimpleUploadedFile(name, content) for name, content in files]
    return client.post(
        reverse("admin:imports_importjob_add"), {"files": uploads, **fields}, follow=True
    )


def ready(client, content: bytes = TALK.encode(), name: str = "访谈.txt", **fields) -> ImportJob:
    """A job that was handed in and read out."""
    hand_in(client, (name, content), **fields)
    job = ImportJob.objects.latest("pk")
    client.post(reverse("admin:imports_work", args=[job.pk]))
    job.refresh_from_db()
    return job


def act(client, job: ImportJob, op: str, **fields):
    answer = client.post(
        reverse("admin:imports_act", args=[job.pk]), {"op": op, **fields}, follow=True
    )
    job.refresh_from_db()
    return answer


def said(answer) -> str:
    return " ".join(str(message) for message in answer.context["messages"])
