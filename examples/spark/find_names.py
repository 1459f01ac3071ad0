"""The names in an archive that outgrows one machine: Apache Spark hands each partition to one `namelight find`, which answers line by line.

    spark-submit find_names.py names.namelight archive.ndjson mentions.parquet

In: documents one a line, {"id": …, "text": …, "lang"?: …}, each id once. Out: one row for each mention. The package (Node and the command)
must be on every worker; the compiled dictionary is sent there once.
"""

import json
import subprocess
import sys
import threading

import pandas as pd
from pyspark import SparkFiles
from pyspark.sql import DataFrame, SparkSession

SCHEMA = "id string, start int, end int, text string, entity string, alias string"
COLUMNS = ["id", "start", "end", "text", "entity", "alias"]
# Mentions in one batch of rows: a few megabytes.
ROWS_PER_BATCH = 20_000


def find_in(dictionary: str, command: list[str]):
    """A function for mapInPandas. One process serves a partition, so that the dictionary is loaded once for each."""

    def answer(batches):
        # Spark's workers are the parallel part: each command has one thread.
        words = [*command, "find", "--dictionary", SparkFiles.get(dictionary), "--input", "ndjson", "--format", "ndjson", "--workers", "1", "-"]
        process = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8")
        faults: list[str] = []

        # What is asked, what is answered and what is wrong flow at the same time: whoever is not listened to would wait for ever.
        def ask():
            with process.stdin:
                for batch in batches:
                    for document in batch.to_dict("records"):
                        process.stdin.write(json.dumps({key: value for key, value in document.items() if value is not None}) + "\n")

        asking = threading.Thread(target=ask, daemon=True)
        listening = threading.Thread(target=lambda: faults.extend(process.stderr), daemon=True)
        asking.start()
        listening.start()
        rows = []
        for line in process.stdout:
            found = json.loads(line)
            rows += [(found.get("id"), *(mention[column] for column in COLUMNS[1:])) for mention in found["mentions"]]
            if len(rows) >= ROWS_PER_BATCH:
                yield pd.DataFrame(rows, columns=COLUMNS)
                rows = []
        yield pd.DataFrame(rows, columns=COLUMNS)
        listening.join()
        if process.wait() != 0:
            # The job tells, and is not half done in silence: what is bad is best filtered out before.
            raise RuntimeError(f"namelight find ended with {process.returncode}: {''.join(faults[:20])}")

    return answer


def find_names(documents: DataFrame, dictionary: str, command: list[str] | None = None) -> DataFrame:
    """The mentions in `documents` (columns id, text and, if there is one, lang). dictionary: a compiled file."""
    spark = documents.sparkSession
    spark.sparkContext.addFile(dictionary)
    wanted = [column for column in ("id", "text", "lang") if column in documents.columns]
    return documents.select(*wanted).mapInPandas(find_in(dictionary.rsplit("/", 1)[-1], command or ["npx", "namelight"]), SCHEMA)


if __name__ == "__main__":
    dictionary_file, archive, out = sys.argv[1:]
    session = SparkSession.builder.appName("namelight").getOrCreate()
    # A line that is no document becomes a row without a text.
    lines = session.read.schema("id string, text string, lang string").json(archive)
    find_names(lines.where("text is not null"), dictionary_file).write.mode("overwrite").parquet(out)
