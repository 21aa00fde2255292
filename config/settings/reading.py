"""The environment: variables, `.env`, and files that hold what should stand in neither."""

import environ
from django.core.exceptions import ImproperlyConfigured
from environ.fileaware_mapping import FileAwareMapping


class OrFiles(FileAwareMapping):
    """Variables; the value of NAME may instead lie in the file that NAME_FILE names."""

    def __getitem__(self, name):
        file = self.env.get(f"{name}_FILE")
        if not file:
            return self.env[name]
        if self.env.get(name):
            raise ImproperlyConfigured(f"{name} 和 {name}_FILE 只能设置一个。")
        try:
            # An editor ends the last line, too.
            return super().__getitem__(name).rstrip("\r\n")
        except (OSError, UnicodeDecodeError) as error:
            raise ImproperlyConfigured(f"{name}_FILE 指定的文件读不出来：{error}") from error


class Environment(environ.Env):
    ENVIRON = OrFiles()
