"""Answers as JSON, with numbers written as the downloads write them."""

from decimal import Decimal

from rest_framework.renderers import JSONRenderer
from rest_framework.utils.encoders import JSONEncoder

from exports.writing import plain_number


class Encoder(JSONEncoder):
    def default(self, obj):
        return plain_number(obj) if isinstance(obj, Decimal) else super().default(obj)


class Json(JSONRenderer):
    encoder_class = Encoder
