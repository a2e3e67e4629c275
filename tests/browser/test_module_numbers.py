"""Numbers: as they are sent, as they are written, and as a dial steps through them."""

import base64
import itertools

import numpy as np
import pytest
from playwright.sync_api import Page

from linreg import Dataset, TrainConfig, train
from linreg.picture.encode import spread
from linreg.picture.series import series
from linreg.theory import curvature
from linreg.views.controls import SEED_STEPS
from linreg.views.rate import stops
from tests.browser.ran import ran
from tests.scenes import table

# decode.js


@pytest.mark.parametrize("dtype", ["f2", "f4", "f8", "i1", "u1", "i2", "u2", "i4", "u4"])
def test_decode_reads_typed_arrays(blank: Page, dtype: str) -> None:
    values = np.array([0, 1, 3, 100], dtype=f"<{dtype}")
    spec = {"dtype": dtype, "bdata": base64.b64encode(values.tobytes()).decode()}
    assert ran(blank, "decode", "return [...decode(given)]", spec) == values.tolist()


def test_decode_keeps_float32_exactly(blank: Page) -> None:
    values = np.array([0.9854263663291931, -3.4e38, 1e-45], dtype="<f4")
    spec = {"dtype": "f4", "bdata": base64.b64encode(values.tobytes()).decode()}
    assert ran(blank, "decode", "return [...decode(given)]", spec) == [float(value) for value in values]


@pytest.mark.parametrize("lr", [0.01, 0.17, 0.2])
def test_decode_gives_a_run_back_to_the_last_bit(blank: Page, lr: float) -> None:
    run = train(Dataset.notebook(), TrainConfig(lr=lr))
    for values in (run.W, run.cost, run.grad_b, -run.W[:1], run.b[:2]):
        arrived = ran(blank, "decode", "return [...decode(given)]", series(values))
        assert [float(each) for each in arrived] == values.tolist()


def test_decode_writes_out_a_table_that_travels_as_a_column_and_a_row(blank: Page) -> None:
    by, along = np.array([0.0, 0.1, 1.0]), np.array([0.3, -7.0, 1 / 3, 1e-9])
    given = spread(-0.7, by, along)
    assert ran(blank, "decode", "return [...decode(given)]", given) == table(-0.7, by, along).ravel().tolist()


def test_decode_reads_every_kind_of_float16(blank: Page) -> None:
    values = np.array([0.1, -65504, 6.1e-5, 6e-8, -5.5e-6, 0.99, 32768], dtype="<f2")
    spec = {"dtype": "f2", "bdata": base64.b64encode(values.tobytes()).decode()}
    assert ran(blank, "decode", "return [...decode(given)]", spec) == [float(value) for value in values]


def test_decode_takes_plain_lists_and_nothing(blank: Page) -> None:
    assert ran(blank, "decode", "return [[...decode([1, 2.5])], [...decode(undefined)]]") == [[1, 2.5], []]


def test_decode_refuses_an_unknown_dtype(blank: Page) -> None:
    body = "try { decode({dtype: 'c8', bdata: ''}) } catch (error) { return error.message }"
    assert "c8" in ran(blank, "decode", body)


# numbers.js


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.854951, "0.8550"),
        (0, "0.0000"),
        (-0.4414, "−0.4414"),
        (12345.678, "12345.6780"),
        (0.00003, "3.000e−5"),
        (-3.4e38, "−3.400e38"),
    ],
)
def test_fixed_numbers_have_four_decimals_while_these_tell(blank: Page, value: float, text: str) -> None:
    assert ran(blank, "numbers", "return fixed(given)", value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0152213, "0.01522"),
        (4.6666665, "4.667"),
        (0, "0"),
        (-9.3333330, "−9.333"),
        (1.8e-7, "1.800e−7"),
        (3.2e38, "3.200e38"),
        (99999.6, "1.000e5"),
    ],
)
def test_significant_numbers_have_four_digits(blank: Page, value: float, text: str) -> None:
    assert ran(blank, "numbers", "return significant(given)", value) == text


def test_no_number_of_float32_is_wider_than_its_column(blank: Page) -> None:
    values = [sign * digit * 10.0**power for sign in (1, -1) for digit in (1, 9.99996) for power in range(-45, 38)]
    widest = "return Math.max(...given.flatMap(v => [fixed(v).length, significant(v).length]))"
    assert ran(blank, "numbers", widest, values) <= 11


@pytest.mark.parametrize(("value", "span", "text"), [(0.123456, 1.2, 0.1235), (-51234.567, 1e6, -51235), (7, 0, 7)])
def test_a_click_is_rounded_to_what_the_eye_can_place(blank: Page, value: float, span: float, text: float) -> None:
    assert ran(blank, "numbers", "return rounded(...given)", [value, span]) == pytest.approx(text, rel=1e-4)


@pytest.mark.parametrize(
    ("decades", "text"),
    [(1, "10"), (3, "1,000"), (3.30103, "2,000"), (5.69897, "500,000"), (6, "10⁶"), (19.30103, "2×10¹⁹")],
)
def test_how_many_times_as_far_is_said_in_round_numbers(blank: Page, decades: float, text: str) -> None:
    assert ran(blank, "numbers", "return times(given)", decades) == text


@pytest.mark.parametrize(
    ("value", "text"), [(0, "0"), (-2000, "−2,000"), (0.5, "0.5"), (2e5, "2×10⁵"), (-1.5e19, "−1.5×10¹⁹")]
)
def test_numbers_beside_an_axis(blank: Page, value: float, text: str) -> None:
    assert ran(blank, "numbers", "return tick(given)", value) == text


# panels/ticks.js


@pytest.mark.parametrize("most", [2, 4.2, 6, 12])
@pytest.mark.parametrize("half", [1.0, 1.5, 1.99, 2.4, 4.9, 7.0, 9.9, 3e19])
def test_an_axis_has_three_round_numbers_or_more_and_not_too_many(blank: Page, half: float, most: float) -> None:
    values = ran(blank, "panels/ticks", "return values(...given)", [[-half, 1.1 * half], most])
    assert 3 <= len(values) <= max(5, most)
    assert all(-half <= value <= 1.1 * half for value in values)
    assert len({round(later - earlier, 9) for earlier, later in itertools.pairwise(values)}) == 1 or half > 1e9


# lesson/typed.js


@pytest.mark.parametrize(
    ("text", "value"),
    [("5/3", 5 / 3), ("-28 / 3", -28 / 3), ("\u22124", -4), ("\u20139,33", -9.33), ("1,667", 1667), ("0,667", 0.667)]
    + [("1,000.5", 1000.5), (".5", 0.5), ("9 %", 0.09), ("1e-3", 1e-3), ("3", 3)]
    + [(none, None) for none in ("", "-", "five", "백", "5/0", "5/", "1/2/3", "1,5,3", "3 apples", "1e999")],
)
def test_a_number_is_read_as_it_is_typed(blank: Page, text: str, value: float | None) -> None:
    assert ran(blank, "lesson/typed", "return typed(given)", text) == (value and pytest.approx(value))


@pytest.mark.parametrize(("text", "may"), [("", 1), ("-", 1), ("5/", 1), ("1,", 1), ("1e", 1), ("five", 0), ("5/x", 0)])
def test_what_may_become_a_number_is_told_from_what_cannot(blank: Page, text: str, may: int) -> None:
    assert ran(blank, "lesson/typed", "return begun(given)", text) is bool(may)


# scale.js, of the page's dials


@pytest.mark.parametrize(
    ("value", "by", "then"),
    [(0.01, 1, 0.0112), (8.91, 1, 10), (10, 1, 10), (10, 10, 10), (8.91, 10, 10), (1e-4, -1, 1e-4), (50, 1, 56.2)]
    + [(50, -10, 15.8), (12, -10, 3.98), (1e30, 1, 1e30), (2e-5, 10, 6.31e-5), (1e-30, -1, 1e-30)],
)
def test_steps_of_the_rate_end_where_its_slider_does_unless_one_has_typed_beyond(
    blank: Page, value: float, by: int, then: float
) -> None:
    dial = {"whole": False, "low": 1e-30, "high": 1e30, "stops": stops(curvature(Dataset.notebook()))}
    assert ran(blank, "../page/scale", "return next(...given)", [dial, value, by]) == pytest.approx(then, rel=1e-2)


@pytest.mark.parametrize(
    ("value", "by", "then"), [(99, 1, 100), (100, 1, 100), (0, -10, 0), (500, 1, 501), (7, 10, 17)]
)
def test_so_do_those_of_a_whole_number(blank: Page, value: int, by: int, then: int) -> None:
    dial = {"whole": True, "low": 0, "high": 2**53 - 1, "stops": SEED_STEPS}
    assert ran(blank, "../page/scale", "return next(...given)", [dial, value, by]) == then


@pytest.mark.parametrize(
    ("value", "told"),
    [(3.406e-6, "3.406e-6"), (0.000025, "2.5e-5"), (1e-4, "0.0001"), (0.01, "0.01"), (0, "0"), (10000, "10000")]
    + [(1e30, "1e30"), (1e-30, "1e-30")],
)
def test_a_dials_number_has_all_its_digits_and_fits(blank: Page, value: float, told: str) -> None:
    assert ran(blank, "../page/scale", "return text(...given)", [value]) == told
