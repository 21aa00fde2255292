"""Files that grow when they are read are refused in one sentence, before they have grown."""

import io
import zipfile

import docx
import pytest
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, NumberObject, StreamObject

from imports.draft import UnreadableDocument
from imports.reading import pdf, read_bytes, web, word

pytestmark = pytest.mark.one_database

TEXT = "党建工作座谈会的提问和回答"


def packed(change=lambda name, part: part, more=()) -> bytes:
    """A Word document whose parts were changed, with more parts."""
    whole, out = io.BytesIO(), io.BytesIO()
    document = docx.Document()
    document.add_paragraph(TEXT)
    document.save(whole)
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
        for name, part in more:
            new.writestr(name, part)
    return out.getvalue()


def with_entities(encoding: str, before: str = ""):
    laughs = '<!ENTITY l0 "ha">' + "".join(
        f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10)
    )

    def change(name: str, part: bytes) -> bytes:
        if name != "word/document.xml":
            return part
        text = part.decode().replace("UTF-8", encoding).replace(TEXT, "&l9;")
        head = f"{before}<!DOCTYPE d [{laughs}]><w:document"
        return text.replace("<w:document", head, 1).encode(encoding)

    return packed(change)


@pytest.mark.parametrize("encoding", ["UTF-8", "UTF-16", "UTF-32", "GB18030"])
def test_a_word_document_that_declares_entities_is_refused(encoding):
    with pytest.raises(UnreadableDocument, match="不该有的内容"):
        read_bytes(with_entities(encoding))


def test_entities_behind_a_long_remark_do_not_grow_either():
    with pytest.raises(UnreadableDocument):
        read_bytes(with_entities("UTF-8", before=f"<!--{'x' * 9000}-->"))


def test_all_xml_counts_and_not_only_the_text(monkeypatch):
    monkeypatch.setattr(word, "_LARGEST_TEXT", 3_000_000)
    assert read_bytes(packed()).text == TEXT
    for name in ("word/styles2.xml", "word/_rels/more.rels", "word/STYLES.XML"):
        with pytest.raises(UnreadableDocument, match="大得不正常"):
            read_bytes(packed(more=[(name, b" " * 3_000_000)]))


def test_a_package_of_very_many_parts_is_refused(monkeypatch):
    monkeypatch.setattr(word, "MOST_PARTS", 20)
    with pytest.raises(UnreadableDocument, match="大得不正常"):
        read_bytes(packed(more=[(f"word/{n}.bin", b"") for n in range(10)]))


def test_a_package_within_a_package_stays_packed():
    assert read_bytes(packed(more=[("word/inner.zip", packed())])).text == TEXT


def test_a_size_that_lies_gives_no_more_than_it_says():
    whole = bytearray(packed(more=[("word/media/last.bin", b"\0" * 1_000_000)]))
    # The last entry of the directory: its size, unpacked, 24 bytes from its beginning.
    place = whole.rindex(b"PK\x01\x02") + 24
    whole[place : place + 4] = (10).to_bytes(4, "little")
    with pytest.raises(UnreadableDocument, match="损坏"):
        read_bytes(bytes(whole))


def test_a_page_with_the_words_of_several_books_is_refused(monkeypatch):
    monkeypatch.setattr(web, "_LONGEST", 1000)
    with pytest.raises(UnreadableDocument, match="长得不正常"):
        read_bytes(f"<html><body>{f'<p>{TEXT}</p>' * 100}</body></html>".encode())


def nested_forms(number: int) -> bytes:
    """A PDF file with forms that each draw the one before twice."""
    writer, form = PdfWriter(), None
    for _ in range(number):
        before, made = form, StreamObject()
        made._data = b"/F Do /F Do" if before is not None else b"q Q " * 10
        made[NameObject("/Type")] = NameObject("/XObject")
        made[NameObject("/Subtype")] = NameObject("/Form")
        made[NameObject("/BBox")] = ArrayObject([NumberObject(0)] * 4)
        made[NameObject("/Resources")] = _drawing(before)
        form = writer._add_object(made)
    page, content = writer.add_blank_page(300, 300), StreamObject()
    content._data = b"/F Do"
    page[NameObject("/Resources")] = _drawing(form)
    page[NameObject("/Contents")] = writer._add_object(content)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _drawing(form) -> DictionaryObject:
    forms = DictionaryObject({NameObject("/F"): form}) if form is not None else DictionaryObject()
    return DictionaryObject({NameObject("/XObject"): forms})


def test_forms_that_draw_forms_without_end_are_refused(monkeypatch):
    monkeypatch.setattr(pdf, "MOST_STEPS", 100)
    with pytest.raises(UnreadableDocument, match="扫描件"):
        read_bytes(nested_forms(2))
    with pytest.raises(UnreadableDocument, match="异常复杂"):
        read_bytes(nested_forms(8))
