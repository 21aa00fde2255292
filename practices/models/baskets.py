"""What readers collected and gave an address to share."""

import hashlib
import json

from django.db import models
from django.urls import reverse

MOST_PIECES = 100


class SharedBasket(models.Model):
    """A basket as it was when somebody asked for its address (分享的材料篮); it never changes.

    `pieces` is a list of [kind, key, remark]. The key is a digest of it: the same content has the
    same address, whoever shares it, and nobody can tell who did.
    """

    key = models.CharField("地址代码", max_length=32, unique=True)
    pieces = models.JSONField("材料")
    number = models.PositiveSmallIntegerField("份数")
    created = models.DateTimeField("分享时间", auto_now_add=True)

    class Meta:
        verbose_name = "分享的材料篮"
        verbose_name_plural = "分享的材料篮"
        ordering = ("-created", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(number__range=(1, MOST_PIECES)),
                name="practices_sharedbasket_of_one_to_a_hundred",
                violation_error_message="一次分享 1 到 100 份材料。",
            ),
            models.CheckConstraint(
                condition=models.Q(key__length=32), name="practices_sharedbasket_key_whole"
            ),
        )

    def __str__(self):
        return f"{self.number} 份材料（{self.key[:8]}）"

    def get_absolute_url(self):
        return reverse("practices:shared_basket", args=[self.key])

    @staticmethod
    def key_of(pieces: list[list[str]]) -> str:
        content = json.dumps(pieces, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(content.encode()).hexdigest()[:32]
