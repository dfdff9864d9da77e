"""Makes the Parquet files beside it with Apache Arrow (pyarrow 25.0.1), in every codec and encoding, and with DuckDB (1.5.6)."""

import datetime
import pathlib

import duckdb
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

# What writers of version 2 take for texts and numbers; and two columns that are no cells of a table.
nested = table.append_column("tags", pyarrow.array([["a", "b"]] * 3)).append_column("at", pyarrow.array([{"lat": 1.0}] * 3))
texts = dict.fromkeys(["side_a", "side_b"], "DELTA_BYTE_ARRAY")
numbers = dict.fromkeys(["date_start", "date_end", "best"], "DELTA_BINARY_PACKED")
for version in ["1.0", "2.0"]:
    pyarrow.parquet.write_table(
        nested,
        pathlib.Path(__file__).parent / f"delta-{version}.parquet",
        use_dictionary=False,
        column_encoding={**texts, **numbers, "adm_1": "DELTA_LENGTH_BYTE_ARRAY"},
        data_page_version=version,
        write_statistics=False,
        store_schema=False,
    )

# As DuckDB writes a table by default: with dictionaries where values recur, so each row stands there two hundred times.
many = pyarrow.concat_tables([table] * 200)
duckdb.sql("SELECT * FROM many").write_parquet(str(pathlib.Path(__file__).parent / "duckdb.parquet"))
