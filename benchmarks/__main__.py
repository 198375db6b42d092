"""All benchmarks in short form, as one table: `python -m benchmarks`.

Each runs in full by itself, e.g. `python -m benchmarks.bench_extract --texts FOLDER`.
"""

import sys

from benchmarks import bench_extract, bench_parse, bench_store
from benchmarks.table import print_rows

sys.exit(
    print_rows(
        [
            *bench_extract.measure(short=True),
            *bench_parse.measure(turns=3),
            *bench_store.measure(number=3000),
        ]
    )
)
