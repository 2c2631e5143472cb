"""The table of a report holds every count and its sums, and nothing of a name becomes markup."""
from __future__ import annotations

import re

import numpy as np
from tiepoint.core.reporting.scene_change import transitions


def test_the_table_has_the_classes_that_occur_and_sums():
    counts = np.array([[4, 0, 1], [0, 0, 0], [2, 0, 0]])
    rows = [re.findall(r"<t[hd][^>]*>([^<]*)</t[hd]>", row) for row in transitions(counts, ("a<b", "absent", "c")).split("<tr>")[1:]]
    assert rows == [["from / to", "a&lt;b", "c", "sum"], ["a&lt;b", "4", "1", "5"], ["c", "2", "", "2"], ["sum", "6", "1", "7"]]
