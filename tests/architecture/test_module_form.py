"""Every module has the form of the house: short, documented, with its public names listed."""

from __future__ import annotations

import ast
from collections.abc import Iterator

MODULE_LINES = 600
FUNCTION_LINES = 60
VAGUE_NAMES = {"base", "common", "core", "helper", "helpers", "misc", "shared", "tools", "util", "utils"}

Function = ast.FunctionDef | ast.AsyncFunctionDef


def functions(tree: ast.Module) -> Iterator[Function]:
    """Yield all functions and methods."""
    return (node for node in ast.walk(tree) if isinstance(node, Function))


def code_lines(function: Function) -> int:
    """Count a function's lines without its docstring and decorators."""
    lines = (function.end_lineno or function.lineno) - function.lineno + 1
    first = function.body[0]
    if ast.get_docstring(function) is not None:
        lines -= (first.end_lineno or first.lineno) - first.lineno + 1
    return lines


def listed_names(tree: ast.Module) -> list[str] | None:
    """Return the names in ``__all__``, or ``None`` where the module has none."""
    for node in tree.body:
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        if any(isinstance(target, ast.Name) and target.id == "__all__" for target in targets):
            return list(ast.literal_eval(node.value))  # type: ignore[attr-defined]
    return None


def is_command(function: Function) -> bool:
    """Tell whether click made a command of it: its docstring is the help text, tested with the command."""
    called = (d.func if isinstance(d, ast.Call) else d for d in function.decorator_list)
    return any(isinstance(d, ast.Attribute) and d.attr in {"command", "group"} for d in called)


def has_example(function: Function) -> bool:
    """Tell whether the docstring shows the function in use; a command is shown by its help."""
    return ">>>" in (ast.get_docstring(function) or "") or is_command(function)


def test_modules_are_short(modules) -> None:
    """No module is longer than 600 lines."""
    lengths = {module.name: module.text.count("\n") for module in modules}
    assert {name: lines for name, lines in lengths.items() if lines > MODULE_LINES} == {}


def test_functions_are_short(modules) -> None:
    """No function is longer than 60 lines, its docstring not counted."""
    long = [
        f"{module.name}.{function.name}: {code_lines(function)} lines"
        for module in modules
        for function in functions(module.tree)
        if code_lines(function) > FUNCTION_LINES
    ]
    assert long == []


def test_modules_say_what_they_are(modules) -> None:
    """Each module begins with a docstring."""
    assert [module.name for module in modules if not ast.get_docstring(module.tree)] == []


def test_public_modules_list_their_names(modules) -> None:
    """``__all__`` stands in every public module (ruff holds it sorted)."""
    public = [
        module
        for module in modules
        if module.public
        and not module.name.endswith(("__main__", "duixian_web.settings"))  # Django takes all upper-case names of it
        and not _is_text_only(module.tree)
    ]
    assert [module.name for module in public if listed_names(module.tree) is None] == []


def test_listed_names_are_documented(modules) -> None:
    """Each name in ``__all__`` has a docstring, each function of the core an example that runs.

    Functions of the application work upon requests and rows: its tests are their examples.
    """
    wrong = []
    for module in modules:
        names = set(listed_names(module.tree) or ())
        for node in module.tree.body:
            if not isinstance(node, Function | ast.ClassDef) or node.name not in names:
                continue
            text = ast.get_docstring(node)
            if not text:
                wrong.append(f"{module.name}.{node.name}: no docstring")
            elif isinstance(node, Function) and not has_example(node) and module.name.startswith("duixian."):
                wrong.append(f"{module.name}.{node.name}: no example")
    assert wrong == []


def test_no_module_has_a_name_that_says_nothing(modules) -> None:
    """A module is named after its concept, not after being useful."""
    vague = [module.name for module in modules if VAGUE_NAMES & set(module.name.split(".")[1:])]
    assert vague == []


def test_no_function_is_a_stub(modules) -> None:
    """A body of ``...``, ``pass`` or ``raise NotImplementedError`` is only for protocols and overloads."""
    wrong = []
    for module in modules:
        excused = {
            id(method)
            for node in ast.walk(module.tree)
            if isinstance(node, ast.ClassDef) and any("Protocol" in ast.unparse(base) for base in node.bases)
            for method in node.body
        }
        for function in functions(module.tree):
            body = [node for node in function.body if not _is_text(node)]
            overload = any("overload" in ast.unparse(decorator) for decorator in function.decorator_list)
            if id(function) not in excused and not overload and all(_says_nothing(node) for node in body):
                wrong.append(f"{module.name}.{function.name}")
    assert [name for name in wrong if not name.startswith(("duixian.cli.", "duixian_web.cli."))] == []


def _is_text_only(tree: ast.Module) -> bool:
    """Tell whether a package says what it holds, and no more."""
    return all(_is_text(node) for node in tree.body)


def _is_text(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)


def _says_nothing(node: ast.stmt) -> bool:
    ellipsis = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and node.value.value is ...
    unwritten = isinstance(node, ast.Raise) and node.exc is not None and "NotImplemented" in ast.unparse(node.exc)
    return isinstance(node, ast.Pass) or ellipsis or unwritten


def test_no_floats_in_the_stages_of_reading(modules) -> None:
    """Values are decimals from the first character to the canonical record; ``float()`` is not called before."""
    stages = ("duixian.quantities", "duixian.periods", "duixian.figures", "duixian.indicators")
    wrong = [
        f"{module.name}:{node.lineno}"
        for module in modules
        if module.name.startswith(stages)
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "float"
    ]
    assert wrong == []


def test_data_files_begin_with_their_grammar(root) -> None:
    """Each TOML file of the source tells in its head how a row is written."""
    wrong = []
    for path in sorted((root / "src").rglob("*.toml")):
        head = []
        for line in path.read_text(encoding="utf-8").splitlines():
            if not line.startswith("#"):
                break
            head.append(line.lower())
        if "grammar" not in "\n".join(head):
            wrong.append(str(path.relative_to(root)))
    assert wrong == []
