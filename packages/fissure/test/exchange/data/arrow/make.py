"""Makes the Parquet files beside it with Apache Arrow (pyarrow 25.0.1): another program's writing, in every codec."""

import datetime
import pathlib

import pyarrow
import pyarrow.parquet

day = datetime.date
table = pyarrow.table(
    {
        "side_a": ["Government of Iraq", "IS", "IS"],
        "side_b": ["IS", "SDF", "Civilians"],
        "adm_1": ["Nīnawá province", None, "Nīnawá province"],
        "date_start": [day(2014, 6, 30), day(2014, 7, 3), day(2014, 9, 3)],
        "date_end": [day(2014, 7, 1), day(2014, 7, 3), day(2014, 9, 30)],
        "best": pyarrow.array([4, 7, None], pyarrow.int64()),
    }
)
for codec in ["snappy", "zstd", "brotli", "lz4", "gzip"]:
    path = pathlib.Path(__file__).parent / f"{codec}.parquet"
    pyarrow.parquet.write_table(
        table, path, compression=codec, write_statistics=False, store_schema=False
    )
