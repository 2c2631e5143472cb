"""Writes the tables of methods in README.md from core/methods.py, between the lines that mark them."""
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))
import conftest  # noqa: E402, F401 (binds the name tiepoint to this checkout)
from tiepoint.core import methods  # noqa: E402
from tiepoint.core.registry import Registry  # noqa: E402

README = ROOT / "README.md"
BEGIN, END = "<!-- methods: written by `make methods` -->\n", "<!-- /methods -->"


def tables() -> str:
    """One table for each registry of core/methods.py, in its order."""
    return "\n".join(_table(registry) for registry in vars(methods).values() if isinstance(registry, Registry))


def filled(text: str) -> str:
    """A README with the tables as they should be."""
    head, rest = text.split(BEGIN, 1)
    return head + BEGIN + "\n" + tables() + "\n" + END + rest.split(END, 1)[1]


def _table(registry: Registry) -> str:
    rows = [f"| `{spec.id}` | {spec.title} | {spec.summary} | {_source(spec.paper)} |" for spec in registry]
    return "\n".join([f"| {registry.noun.capitalize()} | Name | What it does | Source |", "|---|---|---|---|", *rows, ""])


def _source(paper: str) -> str:
    name, _, doi = paper.partition("doi:")
    return f"{name}[doi:{doi}](https://doi.org/{doi})" if doi else paper


if __name__ == "__main__":
    README.write_text(filled(README.read_text(encoding="utf-8")), encoding="utf-8")
