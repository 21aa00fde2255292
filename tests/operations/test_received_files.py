"""Received documents in a bucket: as on a disk, and nowhere public."""

import pytest
from django.core.files.base import ContentFile
from moto import mock_aws

from operations.received_files import ReceivedFiles, StorageFailed

pytestmark = pytest.mark.one_database
NAMED = {"bucket_name": "dangjian", "location": "received", "region_name": "us-east-1"}


@pytest.fixture(scope="module")
def storage():
    with mock_aws():
        storage = ReceivedFiles(**NAMED, access_key="k", secret_key="s")
        storage.connection.create_bucket(Bucket="dangjian")
        yield storage


def test_what_is_saved_is_read_again_and_can_be_taken_away(storage):
    name = storage.save("sources/访谈.docx", ContentFile("原话".encode()))
    with storage.open(name) as file:
        assert file.read().decode() == "原话"
    assert storage.size(name) == 6
    storage.delete(name)
    assert not storage.exists(name)


def test_a_name_that_is_taken_gets_another_one(storage):
    first, second = (storage.save("a.txt", ContentFile(text)) for text in (b"1", b"2"))
    assert first != second
    assert storage.open(first).read() == b"1"


def test_files_lie_in_the_folder_and_only_their_owner_may_read_them(storage):
    name = storage.save("b.txt", ContentFile(b"1"))
    lying = storage.bucket.Object(f"received/{name}")
    readers = {grant["Grantee"]["Type"] for grant in lying.Acl().grants}
    assert readers == {"CanonicalUser"}


def test_there_is_no_public_address(storage):
    with pytest.raises(NotImplementedError):
        storage.url("a.txt")


def test_a_file_that_is_not_there_is_missing_as_on_a_disk(storage):
    with pytest.raises(FileNotFoundError):
        storage.open("nothing.txt")


def test_storage_that_refuses_fails_as_a_disk_does(storage):
    other = ReceivedFiles(**{**NAMED, "bucket_name": "no-such"}, access_key="k", secret_key="s")
    with pytest.raises(StorageFailed, match="没有答应"):
        other.save("a.txt", ContentFile(b"1"))
