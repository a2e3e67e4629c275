"""The words: both languages say the same things, every sentence is used, and none hides in the code."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

import linreg
from linreg.views.terms import MARKED, explained
from linreg.words import LANGUAGES, Words, language_of, words

HERE = Path(linreg.__file__).parent
VIEWS = {
    path.relative_to(HERE).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
    for room in ("views", "telling", "picture", "words")
    for path in sorted((HERE / room).rglob("*.py"))
}
SCRIPTS = "\n".join(
    path.read_text(encoding="utf-8")
    for path in [
        HERE / "views" / "components.py",
        *sorted((HERE / "picture").rglob("*.js")),
        *sorted((HERE / "views" / "browser").rglob("*.js")),
    ]
)
# tables that the browser fills in
SENT = (
    *("player", "microscope", "inner", "dial", "own", "loading", "tour", "present", "compare", "sweep", "share"),
    *("offline", "outcome", "lesson", "updates"),
)
REFERENCE = ("glossary",)  # what a symbol says of itself, named by `data-term`
TWO_WORDS = re.compile(r"[A-Za-z\u3131-\ud79d]{2,},? [A-Za-z\u3131-\ud79d]{2,}")
PLOTLYS = {"top center"}  # names that plotly gives to places
each_language = pytest.mark.parametrize("lang", LANGUAGES)


def keys(say: Words) -> list[str]:
    """All keys, "table.name"."""
    return [f"{table}.{name}" for table, names in say.tables.items() for name in names]


def fields(text: str) -> set[str]:
    """The names in braces."""
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


ENGLISH = words("en")
KEYS = keys(ENGLISH)


def pattern(node: ast.expr) -> str | None:
    """What keys an expression can give: a text as it is, an f-string with anything in its braces."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return re.escape(node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(re.escape(part.value) if isinstance(part, ast.Constant) else ".*" for part in node.values)
    return None


def said() -> Iterator[tuple[str, str, ast.Call]]:
    """Every call of `say(…)` on the page: the file, the pattern of its key, the call."""
    for file, tree in VIEWS.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "say":
                key = pattern(node.args[0])
                assert key, f"{file}: say() needs a key that can be read in the source"
                yield file, key, node


def chosen() -> Iterator[str]:
    """The patterns of `fields.choice(say, label, name, table)`, which labels its options itself."""
    for tree in VIEWS.values():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "fields.choice":
                yield f"{ast.literal_eval(node.args[3])}\\.{ast.literal_eval(node.args[2])}_.+"


SAID = [(file, key, call) for file, key, call in said()]
USED = [key for _, key, _ in SAID] + list(chosen())
NAMED = set(re.findall(r"\w+", SCRIPTS + "\n".join(path.read_text(encoding="utf-8") for path in HERE.rglob("*.py"))))


def is_said(key: str) -> bool:
    """Whether a page says it: a pattern that leaves a whole name open says only what is named somewhere in the code."""
    found, name = [used for used in USED if re.fullmatch(used, key)], key.split(".")[1]
    before, _, after = name.rpartition("_")  # f"{kind}_limit"
    named = name in NAMED or {before, f"_{after}"} <= NAMED
    return any(not used.endswith((r"\..*", r"\..*_.*")) for used in found) or (bool(found) and named)


# both languages


def test_no_language_lacks_a_key_that_another_has() -> None:
    assert {lang: keys(words(lang)) for lang in LANGUAGES} == dict.fromkeys(LANGUAGES, KEYS)


@each_language
def test_every_language_fills_in_the_same_fields(lang: str) -> None:
    texts, english = words(lang).tables, ENGLISH.tables
    places = [key.split(".") for key in KEYS]
    assert [key for key in places if fields(texts[key[0]][key[1]]) != fields(english[key[0]][key[1]])] == []


@each_language
def test_every_text_says_something(lang: str) -> None:
    assert all(text.strip() == text != "" for table in words(lang).tables.values() for text in table.values())


def test_a_sentence_in_korean_is_not_one_in_english() -> None:
    """Symbols and names may be; a whole sentence was forgotten."""
    korean = words("ko").tables
    for key in KEYS:
        table, name = key.split(".")
        text = korean[table][name]
        assert re.search("[가-힣]", text) or not TWO_WORDS.search(re.sub(r"\{\w+\}|`[^`]*`", "", text)), key


# every text is used, and exists


def test_every_text_of_the_pages_is_used() -> None:
    assert [key for key in KEYS if key.split(".")[0] not in SENT + REFERENCE and not is_said(key)] == []


def test_every_text_of_the_player_is_used() -> None:
    asked = set(re.findall(r"\w+", SCRIPTS))
    built = re.compile(r"(beat|told|part|arrow|about|key)_|step\d")  # words[`beat_${…}`]
    names = [name for table in SENT for name in ENGLISH.tables[table] if not is_said(f"{table}.{name}")]
    assert [name for name in names if name not in asked and not built.match(name)] == []


def test_a_text_that_nothing_says_would_be_found() -> None:
    for key in ("explore.a_text_of_nothing", "player.a_text_of_nothing"):
        assert not is_said(key)


def test_every_text_that_the_pages_ask_for_exists() -> None:
    missing = [(file, key) for file, key, _ in SAID if not any(re.fullmatch(key, known) for known in KEYS)]
    assert missing == []


def test_every_text_that_the_player_asks_for_exists() -> None:
    sent = {name for table in SENT for name in ENGLISH.tables[table]}
    assert set(re.findall(r"\bwords\.(\w+)", SCRIPTS)) <= sent


def test_every_field_is_filled_in() -> None:
    for file, key, call in SAID:
        if ".*" in key or any(keyword.arg is None for keyword in call.keywords):
            continue  # keys put together, **numbers: the page's tests run through those
        given = {keyword.arg for keyword in call.keywords}
        for known in KEYS:
            if re.fullmatch(key, known):
                table, name = known.split(".")
                assert fields(ENGLISH.tables[table][name]) <= given, (file, known)


def test_no_word_of_the_microscope_hides_one_of_the_player() -> None:
    """They travel to the browser in one table."""
    names = [name for table in ("player", "microscope", "inner") for name in ENGLISH.tables[table]]
    assert len(set(names)) == len(names)


# no sentence hides in the code


def bare(tree: ast.Module) -> list[str]:
    """The texts of two words and more in a file, but for docstrings and markup."""
    documented = (ast.Module, ast.FunctionDef, ast.ClassDef)
    docstrings = {id(n.body[0].value) for n in ast.walk(tree) if isinstance(n, documented) and _documented(n)}
    texts = [n for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str)]
    written = [n.value for n in texts if id(n) not in docstrings and n.value not in PLOTLYS]
    return [text for text in written if TWO_WORDS.search(text) and not set("<{") & set(text)]


def _documented(node: ast.Module | ast.FunctionDef | ast.ClassDef) -> bool:
    return ast.get_docstring(node, clean=False) is not None


# Code is no sentence, nor is what a caller did wrong: the script, the loop's own lines, and errors in English.
@pytest.mark.parametrize(
    "file",
    # The words of errors are for who writes Python
    sorted(
        VIEWS.keys()
        - {f"telling/{name}.py" for name in ("microscope", "script", "table")}
        - {"picture/offline/file.py"}
    ),
)
def test_no_view_holds_a_sentence(file: str) -> None:
    assert bare(VIEWS[file]) == []


def test_a_sentence_in_a_view_would_be_found() -> None:
    code = '"""A docstring is fine."""\nst.title("How a line learns")\nst.number_input("W", key="W0")'
    assert bare(ast.parse(code)) == ["How a line learns"]


# Korean: particles that fit any number, one word for one idea

# 을 or 를, 이 or 가 … follow from the sound of what stands before, which for a number nobody knows here.
PARTICLE = re.compile(r"\}[`*’”]*(을|를|은|는|이|가|과|와|로|으로|라고|이라고)(?![가-힣])|\}[`*’”]*(였|이었|이라|라서)")
NOT_SAID = {
    "최솟점": "최소점",
    "판정": "학습 결과",
    "교과서": "교재",
    "출발점": "시작점",
    "느린 방향": "완만한 방향",
    "안 넘침": "진동 없음",
    "까닭": "이유",
    "참 W": "W의 참값",
    "참 b": "b의 참값",
    "맞춘 직선": "가설 직선",
    "가장 좋은 직선": "최적 직선",
    "골짜기를 따라 ": "골짜기 방향으로",
    "십시오": "-(으)세요",
    "이곳": "이 페이지",
}


def korean() -> Iterator[tuple[str, str]]:
    for table, names in words("ko").tables.items():
        for name, text in names.items():
            yield f"{table}.{name}", text


def test_no_particle_depends_on_what_a_field_will_hold() -> None:
    assert [(key, text) for key, text in korean() if PARTICLE.search(text)] == []


@pytest.mark.parametrize(
    "text", ["학습률 {lr}을 쓰면", "W = {W}로 계산", "**{W}**는", "`{text}`가 없음", "{last}였습니다"]
)
def test_such_a_particle_would_be_found(text: str) -> None:
    assert PARTICLE.search(text)


@pytest.mark.parametrize(
    "text", ["학습률({lr})을 쓰면", "{W}일 때", "{n}번으로", "{share} 이하", "{epochs}이고", "{W}입니다"]
)
def test_what_fits_any_number_is_not_found(text: str) -> None:
    assert not PARTICLE.search(text)


@pytest.mark.parametrize("word", NOT_SAID)
def test_one_idea_has_one_word(word: str) -> None:
    assert [key for key, text in korean() if word in text] == [], f"say {NOT_SAID[word]}"


def test_the_least_value_is_not_said_of_the_place() -> None:
    """최솟값 is a value of the cost; the star on the map and what W and b come to is 최소점."""
    assert [key for key, text in korean() if "최솟값" in text] == []


def test_prediction_is_said_of_the_model_and_not_of_the_theory() -> None:
    """예측 is H(x) in a course; what a formula says of a training is 이론 예측 or 이론값."""
    theory = {key: text for key, text in korean() if key.startswith(("rate.", "verdict.", "lens.", "explore."))}
    bare = [key for key, text in theory.items() if re.search(r"(?<!이론 )(?<!이론으로 )예측", text)]
    assert bare == []


@each_language
def test_a_per_cent_sign_stands_close_to_its_number(lang: str) -> None:
    assert [
        text for table in words(lang).tables.values() for text in table.values() if re.search(r"[\d}] %", text)
    ] == []


@pytest.mark.parametrize("word", ["cost gap", "data's limit", "slow direction halves"])
def test_english_says_what_the_number_is(word: str) -> None:
    assert [key for key in KEYS if word in ENGLISH.tables[key.split(".")[0]][key.split(".")[1]]] == []


# the loader


def test_fields_are_filled_in() -> None:
    assert Words("en", {"rate": {"limit": "at most {lr}"}})("rate.limit", lr="0.18") == "at most 0.18"


def test_an_unknown_key_is_an_error() -> None:
    with pytest.raises(KeyError, match="nothing"):
        ENGLISH("explore.nothing")


def test_a_section_can_be_changed_without_changing_the_words() -> None:
    ENGLISH.section("player").clear()
    assert ENGLISH.section("player")


def test_an_unknown_language_is_english() -> None:
    assert words("xx").lang == "en"


@pytest.mark.parametrize(
    ("locale", "lang"),
    [("ko", "ko"), ("ko-KR", "ko"), ("KO", "ko"), ("en-GB", "en"), ("fr-FR", "en"), ("", "en"), (None, "en")],
)
def test_a_locale_asks_for_its_language(locale: str | None, lang: str) -> None:
    assert language_of(locale) == lang


@each_language
def test_a_marked_word_is_one_that_the_glossary_explains(lang: str) -> None:
    say = words(lang)
    marked = [found for key in keys(say) for found in MARKED.findall(say.tables[key.split(".")[0]][key.split(".")[1]])]
    assert len(marked) > 5 and {name for name, _ in marked} <= set(say.section("glossary"))
    assert all("[[" not in explained(text) for table in say.tables.values() for text in table.values())


def test_a_name_and_its_value_stay_on_one_line() -> None:
    text = explained(words("en")("verdict.converged_start", W="0.5", b="2"))
    assert "W\u00a0=\u00a00.5, b\u00a0=\u00a02" in text
