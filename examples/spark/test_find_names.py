"""`python examples/spark/test_find_names.py`, with requirements.txt installed and a Java runtime: the example on two local workers finds, document
for document, what the command finds by itself."""

import json
import os
import pathlib
import subprocess
import sys
import tempfile

from find_names import find_names
from pyspark.sql import SparkSession

ROOT = pathlib.Path(__file__).resolve().parents[2]
COMMAND = ["node", str(ROOT / "pkg/bin/namelight.js")]
DICTIONARY = {"language": "en", "entities": [{"id": "doha", "name": "Doha"}, {"id": "leavitt", "name": "Karoline Leavitt", "aliases": ["Leavitt"]}]}

# Its workers are to have what this process has.
os.environ["PYSPARK_PYTHON"] = sys.executable

with tempfile.TemporaryDirectory() as folder:
    place = pathlib.Path(folder)
    (place / "names.json").write_text(json.dumps(DICTIONARY))
    subprocess.run([*COMMAND, "compile", "names.json", "-o", "names.namelight"], cwd=place, check=True, capture_output=True)
    documents = [{"id": f"d{at}", "text": f"Karoline Leavitt 😀 left Doha, {'then Leavitt wrote' if at % 2 else 'again'} {at}."} for at in range(5000)]
    # Spark passes over the bad line, too.
    lines = [json.dumps(document) for document in documents]
    (place / "archive.ndjson").write_text("\n".join([*lines[:100], "{not JSON", *lines[100:]]) + "\n")
    answered = subprocess.run([*COMMAND, "find", "-d", "names.namelight", "archive.ndjson"], cwd=place, capture_output=True, encoding="utf-8").stdout
    wanted = sorted((found["id"], *mention.values()) for found in map(json.loads, answered.splitlines()) for mention in found["mentions"])

    spark = SparkSession.builder.master("local[2]").appName("test").config("spark.ui.enabled", "false").getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    spark.sparkContext.addPyFile(str(ROOT / "examples/spark/find_names.py"))
    rows = spark.read.schema("id string, text string").json(str(place / "archive.ndjson")).where("text is not null").repartition(4)
    found = sorted(tuple(row) for row in find_names(rows, str(place / "names.namelight"), COMMAND).collect())
    spark.stop()

assert len(wanted) == 12500, len(wanted)
assert found == wanted, (len(found), found[:3], wanted[:3])
print(f"{len(found)} mentions in {len(documents)} documents: Spark finds what the command finds")
