"""Received documents on S3-compatible storage: private objects without public addresses.

They are served as those on a disk are, only to editors and through the admin.
"""

import errno

from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from storages.backends.s3 import S3Storage


class StorageFailed(OSError):
    """The storage does not answer or refuses: what a full or missing disk is to files."""


class ReceivedFiles(S3Storage):
    """What Django keeps files in when `MEDIA_S3_URL` is set."""

    def __init__(self, **options):
        super().__init__(
            **options,
            # A name that is taken gets another one, as on a disk.
            file_overwrite=False,
            client_config=Config(
                signature_version="s3v4",
                s3={"addressing_style": "path"},
                connect_timeout=3,
                read_timeout=15,
                retries={"total_max_attempts": 2},
                # Storage that only resembles Amazon's knows no other checksums.
                request_checksum_calculation="when_required",
                response_checksum_validation="when_required",
            ),
        )

    def _done(self, action, *arguments):
        try:
            return action(*arguments)
        except (BotoCoreError, ClientError) as error:
            raise StorageFailed(errno.EIO, f"存放文件的服务没有答应：{error}") from error

    def _open(self, name, mode="rb"):
        return self._done(super()._open, name, mode)

    def _save(self, name, content):
        return self._done(super()._save, name, content)

    def exists(self, name):
        return self._done(super().exists, name)

    def size(self, name):
        return self._done(super().size, name)

    def delete(self, name):
        return self._done(super().delete, name)

    def url(self, name, *arguments, **named):
        """Give no address: nothing that was received is read past the admin."""
        raise NotImplementedError("收到的文件没有网址，只能在编辑部下载。")
