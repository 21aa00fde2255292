"""Taking Word documents as a reader does, and reading them."""

import io
import re
import zipfile
from xml.etree import ElementTree

import docx
from docx.oxml.ns import qn

from exports.word import templates
from exports.word.writing import write
from search.indexing import together
from tests import factories as f


class File:
    """A document that was taken: as python-docx opens it, and its parts as XML."""

    def __init__(self, content: bytes):
        self.content = content
        self.document = docx.Document(io.BytesIO(content))
        self.package = zipfile.ZipFile(io.BytesIO(content))

    def part(self, name: str) -> ElementTree.Element:
        return ElementTree.fromstring(self.package.read(f"word/{name}"))  # noqa: S314 - our own

    def texts(self, style: str) -> list[str]:
        """Return the paragraphs in a style, contents and tables included."""
        wanted = self.document.styles[style].style_id
        found = []
        for paragraph in self.document.element.body.iter(qn("w:p")):
            named = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
            if named is not None and named.get(qn("w:val")) == wanted:
                found.append("".join(text.text or "" for text in paragraph.iter(qn("w:t"))))
        return found

    @property
    def headings(self) -> list[tuple[int, str]]:
        return [
            (int(paragraph.style.name[-1]), paragraph.text)
            for paragraph in self.document.paragraphs
            if re.fullmatch(r"Heading \d", paragraph.style.name)
        ]

    @property
    def words(self) -> str:
        """Return everything that is printed, the notes included."""
        parts = (self.part("document.xml"), self.part("endnotes.xml"))
        return "\n".join(
            "".join(text.text or "" for text in paragraph.iter(qn("w:t")))
            for part in parts
            for paragraph in part.iter(qn("w:p"))
        )

    @property
    def notes(self) -> list[str]:
        """Return the endnotes as Word prints them, each with the place of its number."""
        return [
            "".join("N" if one.tag == qn("w:endnoteRef") else one.text or "" for one in note.iter())
            for note in self.part("endnotes.xml")
            if note.get(qn("w:type")) is None
        ]


def taken(client, url: str, **query) -> File:
    response = client.get(url, query)
    assert response.status_code == 200, response.content.decode()
    return File(b"".join(response.streaming_content))


def drafted(draft) -> File:
    """Return a draft as it is written into the built-in template."""
    name = "brief" if getattr(draft, "is_brief", False) else "compilation"
    return File(write(draft, templates.opened(name)))


def full_practice(**given):
    """Make a published practice that has everything that a document prints."""
    with together():
        answer = f.AnswerFactory(published=True)
        zone = f.ZoneFactory(published=True)
        practice = f.PracticeFactory(
            **{"zones": [zone], "background": "背景在这里。", "published": True} | given
        )
        measure = f.MeasureFactory(practice=practice, label="一心", content="不忘初心")
        f.MeasureFactory(practice=practice, parent=measure, label="初心课堂", content="")
        f.PracticeProblemFactory(practice=practice)
        f.EvidenceFactory(practice=practice, answer=answer, published=True)
        f.EvidenceFactory(practice=practice, measure=measure, answer=answer, published=True)
        f.OutcomeFactory(practice=practice, answer=answer, published=True)
    return practice
