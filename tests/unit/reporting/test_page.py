"""The page as a file: well formed, escaped, alone."""
import pytest
from tiepoint.core.errors import OutputError
from tiepoint.core.reporting.page import Page, Section, escape, figure, page_html, table, write_page

NASTY = """<script>alert("1")</script>'&amp; \u00e4 \u4e2d.tif"""


def test_page_is_well_formed_and_says_everything(read):
    page = Page("Title", "good", [("RMSE", "0.3 px", "why"), ("CE90", "1 m")], ["careful"],
                [Section("Part", "one\n\ntwo", "<p>ready</p>")], "fits well", "end")
    seen = read(page_html(page))
    assert [name for name, _ in seen.elements[:2]] == ["html", "head"]
    for word in ("Title", "good", "RMSE", "0.3 px", "why", "CE90", "careful", "Part", "one", "two", "ready", "fits well", "end"):
        assert word in seen.text
    assert len(seen.all("b", "good")) == 1


def test_empty_page_has_only_its_title(read):
    seen = read(page_html(Page("T")))
    assert not seen.all("section") and not seen.all("dl") and not seen.all("ul") and len(seen.all("h1")) == 1


@pytest.mark.parametrize("field", ["title", "verdict", "verdict_text", "footer"])
def test_plain_fields_are_escaped(read, field):
    page = Page(**{"title": "T", "verdict": "x", field: NASTY})
    text = page_html(page)
    assert "<script>alert" not in text
    assert NASTY in read(text).text


def test_figures_notes_sections_and_tables_are_escaped(read):
    section = Section(NASTY, NASTY, table((NASTY,), [(NASTY,)]) + figure("", NASTY))
    text = page_html(Page("T", "", [(NASTY, NASTY, NASTY)], [NASTY], [section]))
    assert "<script>alert" not in text
    assert read(text).text.count(NASTY) == 9


def test_unknown_verdict_cannot_leave_its_class(read):
    seen = read(page_html(Page("T", '"><img src=x>')))
    assert len(seen.all("b", "other")) == 1 and not seen.all("img")


def test_names_that_html_cannot_hold_become_replacement_characters():
    assert escape("a\x00\x1b\udcffb\tc") == "a\ufffd\ufffd\ufffdb\tc"


def test_page_forbids_every_fetch(read):
    policy = [attrs["content"] for attrs in read(page_html(Page("T"))).all("meta") if "http-equiv" in attrs]
    assert len(policy) == 1 and policy[0].startswith("default-src 'none'; img-src data:")


def test_table_sets_numbers_flush_right(read):
    seen = read(table(("a", "b"), [("x", 1), ("y", 2)], numeric=(1,)))
    assert len(seen.all("td", "n")) == 2 and len(seen.all("th", "n")) == 1


def test_file_is_the_page_in_utf8(tmp_path):
    page = Page("T", sections=[Section(NASTY, "\udcff")])
    write_page(tmp_path / "\u00fc.html", page)
    assert (tmp_path / "\u00fc.html").read_bytes().decode("utf-8") == page_html(page)
    assert [path.name for path in tmp_path.iterdir()] == ["\u00fc.html"]


def test_input_is_never_overwritten(tmp_path):
    (tmp_path / "in.tif").write_bytes(b"pixels")
    with pytest.raises(OutputError):
        write_page(tmp_path / "in.tif", Page("T"), inputs=[tmp_path / "in.tif"])
    assert (tmp_path / "in.tif").read_bytes() == b"pixels"


def test_missing_folder_is_told(tmp_path):
    with pytest.raises(OutputError, match="folder"):
        write_page(tmp_path / "no" / "r.html", Page("T"))
