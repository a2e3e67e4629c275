"""Lists as people paste them from a program: read as they are meant, or as what they are."""

import pytest

from linreg import read_csv
from linreg.points.reading import Unreadable

X, Y = (65.0, 70.0, 75.0), (200.0, 250.0, 300.0)


@pytest.mark.parametrize(
    "text",
    [
        "x = [65, 70, 75]\ny = [200, 250, 300]",
        "[65, 70, 75], [200, 250, 300]",
        "x=[65.,70.,75.];y=[2e2,2.5e2,300]",
        "ages = torch.tensor([[65], [70], [75]], dtype=torch.float32)\n"
        "spendings = torch.tensor([[200], [250], [300]], dtype=torch.float32)\n",
        "x_train = torch.FloatTensor([[65],\n  [70],\n  [75]])\ny_train = torch.FloatTensor([[200],[250],[300]])",
        ">>> x\narray([65., 70., 75.])\n>>> y\narray([200., 250., 300.])",
        "[65. 70. 75.]\n[200. 250. 300.]",
        "[[65, 200], [70, 250], [75, 300]]",
        "data = [(65, 200), (70, 250), (75, 300)]",
        "np.array([[65, 200],\n [70, 250],\n [75, 300]])",
    ],
)
def test_lists_are_points(text: str) -> None:
    data = read_csv(text.encode())
    assert (data.x, data.y) == (X, Y)
    assert data.report and data.report.rows == 3


def test_what_is_no_number_is_left_out_and_told() -> None:
    data = read_csv(b"x = [1, nan, 3, 1e400, 5]\ny = [-1, 2, None, 4, -5]")
    assert (data.x, data.y) == ((1, 5), (-1, -5))
    assert data.report and [(each.reason, each.rows, each.first) for each in data.report.dropped] == [
        ("missing", 2, 2),
        ("infinite", 1, 4),
    ]


def test_lists_of_unequal_length_are_not_half_read() -> None:
    with pytest.raises(Unreadable, match="equally long, got 3 and 2"):
        read_csv(b"x = [1, 2, 3]\ny = [1, 2]")


@pytest.mark.parametrize(
    "text",
    ["a [1],b\n1,2\n3,4\n", "x [m],y [s]\n1,2\n3,4\n", "[x],[y]\n1,2\n3,4", "x[1] y[2]\n1 2\n3 4", "1,2\n3,4\n[5]"],
)
def test_a_table_with_brackets_in_its_names_is_a_table(text: str) -> None:
    assert read_csv(text.encode()).x == (1, 3)


@pytest.mark.parametrize("text", ["[", "]", "[]", "[1, 2", "]1[", "[1, 2, 3]", "[[[[[" * 9999, "[1][2][3]", "[a] [b]"])
def test_what_gives_no_points_says_so(text: str) -> None:
    with pytest.raises(Unreadable):
        read_csv(text.encode())
