"""Translations: collects the texts that users see, keeps what has been translated, compiles. `make translations`.

A text is what is given to `tr` or `mark` in ui/ and core/, what jobs, options, results and methods say of themselves, and what the engine
says on its way and when it fails. The engine says it in English, with the values in it; `core/language.py` recognises it by the templates
that are listed here. Qt reads the .qm files; the engine, which has no Qt, reads the .json files, which hold what it needs.
"""
import ast
import json
import shutil
import subprocess
import sys
from functools import lru_cache
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(Path(__file__).resolve().parent))
import engine_texts  # noqa: E402 (beside this file)

FOLDER = ROOT / "resources" / "i18n"
CONTEXT = "Tiepoint"
#: What the engine says with values in it, for `core/language.py`.
TEMPLATES = FOLDER / "engine.json"
_CLASS_TEXTS = {"GROUP": lambda value: value.elts[1].value, "CANCELLED": lambda value: value.value}


def of_interface() -> list[str]:
    """Texts of widgets and algorithms, from the source."""
    return list(_marked("ui"))


def of_reports() -> list[str]:
    """Texts of reports, from the source, and the titles of methods in them."""
    _bound()
    from tiepoint.core.methods import CHANGE_METHODS, MATCHERS, TRANSFORMS

    titles = [method.title for registry in (MATCHERS, TRANSFORMS, CHANGE_METHODS) for method in registry]
    return list(dict.fromkeys([*_marked("core"), *titles]))


@lru_cache(maxsize=2)
def _marked(folder: str) -> tuple[str, ...]:
    """What is given to `tr` or `mark`, or is a text of a class that has such."""
    found = []
    for path in sorted((ROOT / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("tr", "mark"):
                if node.args and isinstance(node.args[0], ast.Constant):
                    found.append(node.args[0].value)
            elif isinstance(node, (ast.Assign, ast.AnnAssign)) and node.value is not None:
                target = node.target if isinstance(node, ast.AnnAssign) else node.targets[0]
                if getattr(target, "id", "") in _CLASS_TEXTS:
                    found.append(_CLASS_TEXTS[target.id](node.value))
    return tuple(dict.fromkeys(found))


def of_jobs() -> list[str]:
    """Texts of jobs, options and results."""
    _bound()
    from tiepoint.core.options.jobs import JOBS
    from tiepoint.core.options.option import described

    found = []
    for job in JOBS.values():
        found += [job.title, job.summary]
        for _, _, option in described(job.options):
            found += [option.title, option.help]
        found += [result.title for result in job.options.RESULTS]
    return list(dict.fromkeys(filter(None, found)))


def _bound() -> None:
    """Bind the package's name."""
    sys.path.insert(0, str(ROOT / "tests"))
    import conftest  # noqa: F401


@lru_cache(maxsize=1)
def of_engine() -> tuple[str, ...]:
    """What the engine says while it works and when it fails: templates with {0}, {1} for values."""
    return tuple(engine_texts.collected())


def translated(path: Path) -> dict[str, str]:
    """Text -> translation of a .ts file; what has none is left out."""
    if not path.exists():
        return {}
    messages = ElementTree.parse(path).iter("message")
    return {message.findtext("source"): message.findtext("translation") for message in messages if message.findtext("translation")}


def write(path: Path, language: str, texts: list[str], known: dict[str, str]) -> None:
    """Write a .ts file with all texts, in order."""
    root = ElementTree.Element("TS", version="2.1", language=language, sourcelanguage="en")
    context = ElementTree.SubElement(root, "context")
    ElementTree.SubElement(context, "name").text = CONTEXT
    for text in texts:
        message = ElementTree.SubElement(context, "message")
        ElementTree.SubElement(message, "source").text = text
        translation = ElementTree.SubElement(message, "translation")
        translation.text = known.get(text)
        if text not in known:
            translation.set("type", "unfinished")
    ElementTree.indent(root, " ")
    body = ElementTree.tostring(root, encoding="unicode")
    path.write_text(f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{body}\n', encoding="utf-8")


def templates() -> str:
    """The file TEMPLATES as it has to be."""
    return json.dumps([text for text in of_engine() if engine_texts.VALUE.search(text)], indent=1, ensure_ascii=False) + "\n"


def catalogue(known: dict[str, str]) -> str:
    """The file of the engine as it has to be for what is translated."""
    texts = sorted({*of_reports(), *of_engine()})
    return json.dumps({text: known[text] for text in texts if text in known}, indent=0, ensure_ascii=False) + "\n"


def main() -> int:
    """Bring every .ts file up to date and compile it; 1 where something is not translated."""
    if not shutil.which("lrelease"):
        sys.exit("lrelease is missing: apt-get install qttools5-dev-tools")
    texts, missing = list(dict.fromkeys([*of_interface(), *of_jobs(), *of_engine(), *of_reports()])), 0
    TEMPLATES.write_text(templates(), encoding="utf-8")
    for path in sorted(FOLDER.glob("tiepoint_*.ts")):
        known = {text: told for text, told in translated(path).items() if text in texts}
        write(path, path.stem.partition("_")[2], texts, known)
        path.with_suffix(".json").write_text(catalogue(known), encoding="utf-8")
        lacking = [text for text in texts if text not in known]
        missing += len(lacking)
        print(f"== {path.name}: {len(known)} of {len(texts)} texts")
        for text in lacking:
            print(f"   not translated: {text}")
        subprocess.run(["lrelease", "-silent", str(path), "-qm", str(path.with_suffix(".qm"))], check=True)
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
