"""Editors who code answers, as they do it at the desk."""

from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from tests.factories import UserFactory

SECRET = "=只有我知道的理由"


def person(role="撰稿", **fields):
    user = UserFactory(is_staff=True, **fields)
    user.groups.set(Group.objects.filter(name=role))
    client = Client()
    client.force_login(user)
    client.person = user
    return client


def at(name, *args, **query):
    return reverse(f"admin:practices_answercoding_{name}", args=args, query=query)


def code(client, answer, *problems, finish=True, note=SECRET):
    data = {"problems": [one.pk for one in problems], "note": note}
    data["finish" if finish else "draft"] = "1"
    return client.post(at("code", answer.pk), data)
