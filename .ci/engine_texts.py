"""What the engine says while it works, logs, and says when it fails, from the source: templates with {0}, {1} for the values in them."""
from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
#: A value in a template.
VALUE = re.compile(r"\{\d+\}")
# What only commands of developers come through: what it logs and its errors are English.
_COMMANDS = (
    "core/*__main__.py", "core/cli.py", "core/jobs/aligntemplate.py", "core/jobs/changesamples.py", "core/jobs/cornererrors.py",
    "core/jobs/drawmatches.py", "core/jobs/sceneaccuracy.py", "core/jobs/scenechunks.py", "core/keypoints/mma.py",
    "core/lucas_kanade/estimators.py", "core/lucas_kanade/evaluation.py", "core/lucas_kanade/generator.py",
    "core/lucas_kanade/published.py", "core/models/hashing/conversion.py", "core/reporting/canvas.py", "core/reporting/svg_file.py",
    "core/scene_change/peers.py", "core/scene_change/slow_features.py", "core/scene_change/support_vectors.py",
    "core/scene_change/visual_words.py", "core/training/d2net/depth.py", "core/training/d2net/megadepth.py",
    "core/training/d2net/photographs.py", "core/training/d2net/scene.py", "core/training/deep_lk/published.py",
    "core/training/deep_lk/schedules.py", "core/training/export.py", "core/training/hashing/preparation.py",
    "core/training/pixel_change/*", "core/training/scene_change/archive.py", "core/training/scenes/*", "core/training/tensorboard.py",
    "core/training/tile_encoder/*")


# What is so called is said to people, in logs and reports: variables, entries, arguments, fields and what functions return.
_SAID = frozenset(("told", "why", "note", "notes", "reason", "warning", "warnings"))


def collected() -> list[str]:
    """All templates, in order."""
    sources = {path: _Source(path) for path in sorted([*(ROOT / "core").rglob("*.py"), *(ROOT / "ui").rglob("*.py")])}
    fields = {name: at for source in sources.values() for name, at in source.fields()}
    kinds = {node.name for node in ast.walk(_Source(ROOT / "core" / "errors.py").tree) if isinstance(node, ast.ClassDef)}
    found, so_called = [], []
    for path, source in sources.items():
        is_told = not any(fnmatch(path.relative_to(ROOT).as_posix(), pattern) for pattern in _COMMANDS)
        for call in source.calls:
            name = _name(call.func)
            said = call.args[1:2] if name == "step" else call.args[3:4] if name == "Steps" else []
            found += [text for node in said for text in source.templates(node)]
            if is_told and name in kinds:
                found += [text for node in call.args[:2] for text in source.said(node)]
            elif is_told and name == "log" and call.args:
                # What is put into it and has values of its own is no sentence, and would be found in many.
                found += [text for text in source.said(call.args[0])
                          if text in source.templates(call.args[0]) or not VALUE.search(text)]
            elif is_told and name in fields:
                found += [text for node in call.args[fields[name]:][:1] for text in source.said(node)]
        if is_told:
            # What another text ends in or goes on from is no sentence.
            so_called += [text for node in source.so_called() for text in source.said(node)
                          if not text.startswith(";") and not text.rstrip().endswith(":")]
    # What has no word of its own, or begins with two values, would be found in what is something else.
    found = [text for text in found if not text.startswith(("{0} {1}", "{0}{1}"))] + so_called
    return sorted({text for text in map(_alone, found) if _words(VALUE.sub(" ", text))})


def _alone(text: str) -> str:
    """A sentence without what another one leaves that stands before it or goes on from it: that is recognised by itself."""
    text = re.sub(r"; \{\d+\}$", "", text[2:] if text.startswith(". ") else text)
    return re.sub(VALUE, lambda value: f"{{{int(value[0][1:-1]) - 1}}}", text[4:]) if re.match(r"\{0\} [A-Z][a-z]+ ", text) else text


def _words(text: str) -> bool:
    return bool(re.search(r"(?<![A-Za-z])[A-Za-z]{3,}(?![A-Za-z])", text))


def _name(func: ast.AST) -> str:
    return getattr(func, "attr", getattr(func, "id", ""))


def _text(node: ast.expr | None) -> str:
    """The text a constant is; empty for anything else."""
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


class _Source:
    """A file, and where in it comes from what is said."""

    def __init__(self, path: Path):
        self.tree = ast.parse(path.read_text(encoding="utf-8"))
        self._nodes = nodes = list(ast.walk(self.tree))
        self.calls = [node for node in nodes if isinstance(node, ast.Call)]
        self._called: dict[str, list[ast.Call]] = {}
        for call in self.calls:
            self._called.setdefault(_name(call.func), []).append(call)
        self._functions = {node.name: node for node in nodes if isinstance(node, ast.FunctionDef)}
        self._assigned: dict[str, list[ast.expr]] = {}
        for node in nodes:
            if isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name) and isinstance(node.value, ast.JoinedStr):
                # What a text is made longer by goes on from a value.
                begun = ast.FormattedValue(node.target, -1, None)
                self._assigned.setdefault(node.target.id, []).append(ast.JoinedStr([begun, *node.value.values]))
            for target in node.targets if isinstance(node, ast.Assign) else ():
                for part in ast.walk(target):
                    if isinstance(part, ast.Name):
                        self._assigned.setdefault(part.id, []).append(node.value)

    def fields(self) -> Iterator[tuple[str, int]]:
        """Classes that have a field of what is said, and its place among their arguments."""
        for node in self._nodes:
            if isinstance(node, ast.ClassDef):
                names = [field.target.id for field in node.body if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name)]
                names = names or [argument.arg for function in node.body if getattr(function, "name", "") == "__init__"
                                  for argument in function.args.args[1:]]
                yield from ((node.name, at) for at, name in enumerate(names) if name in _SAID)

    def so_called(self) -> Iterator[ast.expr]:
        """Values of what is so called."""
        for node in self._nodes:
            if isinstance(node, (ast.Assign, ast.AugAssign)):
                targets = node.targets if isinstance(node, ast.Assign) else [node.target]
                names = {part.id for target in targets for part in ast.walk(target) if isinstance(part, ast.Name)}
                names |= {_text(target.slice) for target in targets if isinstance(target, ast.Subscript)}
                names |= {target.attr for target in targets if isinstance(target, ast.Attribute)}
                yield from [node.value] if names & _SAID else []
            elif isinstance(node, ast.keyword) and node.arg in _SAID:
                yield node.value
            elif isinstance(node, ast.Dict):
                yield from (value for key, value in zip(node.keys, node.values, strict=True) if _text(key) in _SAID)
            elif isinstance(node, ast.FunctionDef) and node.name in _SAID:
                yield from (back.value for back in ast.walk(node) if isinstance(back, ast.Return) and back.value)
            elif isinstance(node, ast.Call) and _name(node.func) == "append" and _name(getattr(node.func, "value", node)) in _SAID:
                yield from node.args

    def templates(self, node: ast.expr) -> list[str]:
        """What an expression may say; nothing where that is not written there."""
        if isinstance(node, ast.IfExp):
            return [*self.templates(node.body), *self.templates(node.orelse)]
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add) and _parts(node) is None:
            return [first + second for first in self.templates(node.left) for second in self.templates(node.right)
                    if not VALUE.search(first) or not VALUE.search(second)]
        parts = _parts(node)
        if parts is None or len(parts) > 1 and any("{" in part or "}" in part for part in parts[::2]):
            return []
        return ["".join(part if index % 2 == 0 else f"{{{index // 2}}}" for index, part in enumerate(parts))]

    def said(self, node: ast.expr) -> list[str]:
        """The same of an error, also where it is written elsewhere in the file, and what is put into it."""
        found, values = self.templates(node), [node]
        if found:
            values = [part.value for part in ast.walk(node) if isinstance(part, ast.FormattedValue)]
        return found + [text for value in values for text in self._written(value, set()) if " " in text.strip()]

    def _written(self, node: ast.expr, seen: set[str]) -> Iterator[str]:
        """All texts of an expression, and of what it names."""
        found = self.templates(node)
        yield from found
        # What is asked is not said; what is filled in by its name is not said as it stands.
        if isinstance(node, ast.Compare) or isinstance(node, ast.Call) and _name(node.func) == "format":
            return
        for name, value in self._origins(node):
            if name not in seen:
                seen.add(name)
                yield from self._written(value, seen)
        for child in [] if found else ast.iter_child_nodes(node):
            if isinstance(child, ast.expr):
                yield from self._written(child, seen)

    def _origins(self, node: ast.expr) -> Iterator[tuple[str, ast.expr]]:
        """Where the value of a name, or of a function of this file, is written; all in one expression."""
        found = []
        if isinstance(node, ast.Call) and _name(node.func) in self._functions:
            name = _name(node.func)
            found = [back.value for back in ast.walk(self._functions[name]) if isinstance(back, ast.Return) and back.value]
        elif isinstance(node, ast.Name):
            name = node.id
            found = list(self._assigned.get(name, ()))
            for function in self._functions.values():
                names = [argument.arg for argument in function.args.args if argument.arg != "self"]
                for call in self._called.get(function.name, ()) if name in names else ():
                    found += [*call.args[names.index(name):][:1], *(given.value for given in call.keywords if given.arg == name)]
        if found:
            yield name, ast.Tuple(elts=found)


def _parts(node: ast.expr) -> list[str] | None:
    """Texts and, between them, values; None for anything that is not a text."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        first, second = _parts(node.left), _parts(node.right)
        return None if first is None or second is None else [*first[:-1], first[-1] + second[0], *second[1:]]
    if not isinstance(node, ast.JoinedStr):
        return None
    parts = [""]
    for value in node.values:
        if isinstance(value, ast.Constant):
            parts[-1] += value.value
        else:
            parts += ["", ""]
    return parts
