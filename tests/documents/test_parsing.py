import contextlib
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from profiles.documents.faults import DocumentError, Fault
from profiles.documents.parsing import (
    MAX_KEYS,
    MAX_SCALAR,
    lines_of,
    parse,
)

#: What JSON can hold and we take: text keys, whole numbers of up to 18 digits.
values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**17), 10**17)
    | st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
    lambda children: (
        st.lists(children, max_size=5)
        | st.dictionaries(
            st.text(st.characters(exclude_categories=["Cs"]), max_size=10),
            children,
            max_size=5,
        )
    ),
    max_leaves=20,
)


def faults_in(text: str) -> list[str]:
    with pytest.raises(DocumentError) as caught:
        parse(text)
    return [str(fault) for fault in caught.value.faults]


@pytest.mark.parametrize(
    ("yaml", "json_text", "data"),
    [
        ("a: text", '{"a": "text"}', {"a": "text"}),
        ("a: 5\nb: [-3, 0]", '{"a": 5, "b": [-3, 0]}', {"a": 5, "b": [-3, 0]}),
        ("a: 1.5", '{"a": 1.5}', {"a": 1.5}),
        ("a: 1e3", '{"a": 1e3}', {"a": 1000.0}),
        ("a: true\nb: false", '{"a": true, "b": false}', {"a": True, "b": False}),
        ("a: null\nb: ~\nc:", '{"a":null,"b":null,"c":null}', dict.fromkeys("abc")),
        ("- a\n- {}\n- []", '["a", {}, []]', ["a", {}, []]),
        ('a: "\\u00e9\\n"', '{"a": "\\u00e9\\n"}', {"a": "é\n"}),
        ("a: 😀", '{"a": "\\ud83d\\ude00"}', {"a": "😀"}),
        ("a: |\n  one\n  two\n", '{"a": "one\\ntwo\\n"}', {"a": "one\ntwo\n"}),
        ("'': x", '{"": "x"}', {"": "x"}),
    ],
)
def test_yaml_and_json_say_the_same(yaml, json_text, data):
    assert (parse(yaml), parse(json_text)) == (data, data)


@pytest.mark.parametrize(
    "text",
    [
        "No",
        "no",
        "Yes",
        "on",
        "Off",
        "NO",
        "True",
        "Null",
        "2018-03-07",
        "2018-03",
        "007",
        "0o14",
        "0x1F",
        "1_000",
        "12:30:45",
        "+1",
        ".5",
        "5.",
        ".inf",
        ".nan",
        "<<",
        "=",
        "1e",
        "2001-12-14t21:59:43.10-05:00",
        "9" * 60,
    ],
)
def test_what_yaml_would_turn_into_something_else_stays_text(text):
    assert parse(f"name: {text}") == {"name": text}


@pytest.mark.parametrize("text", ["No", "5", "true", "null", "1.5", "", "~"])
def test_what_stands_in_quotes_is_text(text):
    assert parse(f'name: "{text}"') == {"name": text}
    assert parse(f"name: '{text}'") == {"name": text}


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "the document, line 1: is empty"),
        ("# only a remark\n", "the document, line 1: is empty"),
        ("a: 1\n---\nb: 2\n", "line 3: holds more than one document; keep one a file"),
        ("a: &x 1\nb: 2", "line 1: holds an alias or anchor; write the value out"),
        ("a: 1\nb: *x", "line 2: holds an alias or anchor; write the value out"),
        ("a: &x\n  b: 1", "line 1: holds an alias or anchor; write the value out"),
        ("a: &x [1]", "line 1: holds an alias or anchor; write the value out"),
        ("a: !!str 1", "line 1: holds a tag; leave it out"),
        ("a: !!python/object/apply:os.system ['x']", "line 1: holds a tag"),
        ("\na: !mine\n  b: 1", "line 2: holds a tag; leave it out"),
        ("! a", "line 1: holds a tag; leave it out"),
        ("a: 1\nb: 2\na: 3", "line 3: has the key “a” twice"),
        ("a: {b: 1, 'b': 2}", "line 1: has the key “b” twice"),
        ("5: a", "line 1: has a key that is not text; quote it"),
        ("true: a", "line 1: has a key that is not text; quote it"),
        ("~: a", "line 1: has a key that is not text; quote it"),
        ("? [a, b]\n: c", "line 1: has a key that is not text; quote it"),
        ("? {a: b}\n: c", "line 1: has a key that is not text; quote it"),
        ("a: [1, 2", "line 2: is not YAML: did not find expected ',' or ']'"),
        ("a: b\n  c: d", "line 2: is not YAML: mapping values are not allowed"),
        ("a:\n\t- b", "line 2: is not YAML: found character that cannot start"),
        ('a: "b', "line 1: is not YAML: found unexpected end of stream"),
        ("a: \x00", "line 1: is not YAML: it holds a character it must not"),
        ("a: \ud800", "line 1: holds half of a UTF-16 surrogate pair"),
        ("a: 1\nb: \udfff", "line 2: holds half of a UTF-16 surrogate pair"),
        ('a: "\\ud800"', "line 1: is not YAML: found invalid Unicode character"),
        ("%YAML 9.9\n---\na: 1", "line 1: is not YAML: found incompatible YAML"),
        ("[" * 21 + "]" * 21, "line 1: is nested deeper than 20 levels"),
        ("- " * 21 + "a", "line 1: is nested deeper than 20 levels"),
        ("a: " + "{a: " * 20 + "}" * 20, "line 1: is nested deeper than 20 levels"),
        ('\n{"a":1,"a":2}', "line 2: has the key “a” twice"),
        ('{"a": 1,\n"b": }', "line 2: is not JSON: a value is missing"),
        ('{"a": 1,}', 'line 1: is not JSON: “"” is missing'),
        ('{"a" 1}', "line 1: is not JSON: “:” is missing"),
        ('{"a": 1', "line 1: is not JSON: “}” is missing"),
        ("[1, 2", "line 1: is not JSON: “]” is missing"),
        ("[1,, 2]", "line 1: is not JSON: a value is missing"),
        ("[1] [2]", "line 1: is not JSON: something follows the end"),
        ("[No]", "line 1: is not JSON: a value is missing"),
        ("[NaN]", "line 1: is not JSON: a value is missing"),
        ("[01]", "line 1: is not JSON: a value is missing"),
        ("{'a': 1}", 'line 1: is not JSON: “"” is missing'),
        ('{"a": "b', "line 1: is not JSON: Unterminated string"),
        ('{"a": "\x01"}', "line 1: is not JSON: Invalid control character"),
        ('{"a": "\\x"}', "line 1: is not JSON: Invalid \\escape"),
        ('{"a":\n"\\ud800"}', "line 2: holds half of a UTF-16 surrogate pair"),
        ('{"\\udc00": 1}', "line 1: holds half of a UTF-16 surrogate pair"),
        ("[" * 21 + "1" + "]" * 21, "line 1: is nested deeper than 20 levels"),
        (f"a: {'x' * (MAX_SCALAR + 1)}", "holds a text over 100,000"),
        (f'["{"x" * (MAX_SCALAR + 1)}"]', "holds a text over 100,000"),
        (f"{'x' * 201}: 1", "line 1: has a key of over 200 characters"),
        (f'{{"{"x" * 201}": 1}}', "line 1: has a key of over 200 characters"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_line(text, fault):
    (found,) = faults_in(text)

    assert fault in found


def test_a_place_holds_no_more_keys_than_there_can_be():
    text = "".join(f"k{number}: 1\n" for number in range(MAX_KEYS + 1))

    assert faults_in(text) == [
        "the document, line 201: has more than 200 keys in one place"
    ]


@pytest.mark.parametrize("values", [199_999, 200_000])
def test_two_hundred_thousand_values_are_the_most(values):
    text = "[" + ",".join(["1"] * values) + "]"

    if values < 200_000:
        assert len(parse(text)) == values
    else:  # the list itself is a value too
        assert faults_in(text) == [
            "the document, line 1: holds more than 200,000 values"
        ]


@pytest.mark.parametrize(
    "text",
    [
        "[" * 20 + "1" + "]" * 20,
        '{"a":' * 20 + "1" + "}" * 20,
        "- " * 20 + "a",
        "a: " + "{a: " * 19 + "}" * 19,
    ],
)
def test_twenty_levels_are_read(text):
    assert len(parse(text)) == 1


def test_lines_are_of_the_value_or_of_the_nearest_around_it():
    text = "a: 1\nb:\n  - c: 2\n  - c: 3\n    d: 4\n"

    lines = lines_of(
        text,
        {(), ("a",), ("b",), ("b", 1), ("b", 1, "d"), ("b", 0, "missing"), ("z", 5)},
    )

    assert lines == {
        (): 1,
        ("a",): 1,
        ("b",): 2,
        ("b", 1): 4,
        ("b", 1, "d"): 5,
        ("b", 0, "missing"): 3,
        ("z", 5): 1,
    }


def test_lines_of_json_are_those_of_its_text():
    text = '{\n "a": 1,\n\n "b": [\n  {"c": 2},\n  3\n ]\n}'

    lines = lines_of(text, {("a",), ("b",), ("b", 0, "c"), ("b", 1)})

    assert lines == {("a",): 2, ("b",): 4, ("b", 0, "c"): 5, ("b", 1): 6}


@given(values)
def test_json_is_read_as_the_standard_library_reads_it(data):
    assert parse(json.dumps([data])) == [data]
    assert parse(json.dumps([data], ensure_ascii=False, indent=1)) == [data]


structure = st.sampled_from(
    [*":{}[],\"'|>#%\\1-aé😀\t\r\n\ud800\x00\x85\ufeff\u2028", "  ", "- ", "? ", ": "]
) | st.sampled_from(["---\n", "!!str ", "null", "&a", "*a", "\\u"])


@settings(max_examples=500)
@given(st.lists(structure, max_size=25).map("".join))
def test_text_that_looks_like_a_document_is_read_or_refused(text):
    with contextlib.suppress(DocumentError):
        parse(text)


@settings(max_examples=300)
@given(st.text(st.characters(), max_size=40) | st.text().map('{{"a": "{}"}}'.format))
def test_any_text_is_read_or_refused(text):
    with contextlib.suppress(DocumentError):
        parse(text)


@given(st.binary(max_size=60), st.sampled_from(["replace", "surrogateescape"]))
def test_broken_bytes_are_read_or_refused(data, errors):
    with contextlib.suppress(DocumentError):
        parse(data.decode("utf-8", errors))


def test_a_fault_names_its_path_as_people_write_it():
    faults = [Fault(("quotes", 3, "said_on"), "is odd", 112), Fault((), "is empty")]

    assert str(DocumentError(faults)) == (
        "quotes[3].said_on, line 112: is odd\nthe document: is empty"
    )
