"""Make a superuser, as Django does, and say beforehand what a password has to be."""

from django.contrib.auth.management.commands import createsuperuser
from django.contrib.auth.password_validation import password_validators_help_texts


class Command(createsuperuser.Command):
    help = "建立一个超级用户；先说明密码的要求。"

    def handle(self, *args, **options):
        self.stdout.write("密码的要求：")
        for text in password_validators_help_texts():
            self.stdout.write(f"  · {text}")
        return super().handle(*args, **options)
