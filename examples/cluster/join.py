"""Joins reports into two tables, and prints what is wrong most often:

    python3 join.py reports
"""

import sys

import duckdb

# Only what is used: reports have more, see omescope/schema.json.
COLUMNS = {
    "given": "VARCHAR",
    "input": "JSON",
    "error": "STRUCT(code VARCHAR, message VARCHAR)",
    "verdicts": "STRUCT(viewer VARCHAR, verdict VARCHAR, says VARCHAR)[]",
    "findings": "STRUCT(rule VARCHAR, effect VARCHAR, title VARCHAR, count BIGINT)[]",
}

folder = sys.argv[1]
lines = f"read_ndjson('{folder}/*.ndjson', columns = {COLUMNS}, maximum_object_size = 268435456)"

duckdb.sql(f"""
    COPY (
        SELECT given, input->>'kind' AS kind, (input->>'size')::BIGINT AS size, error.code AS error, error.message AS message,
            map_from_entries([(v.viewer, v.verdict) FOR v IN verdicts]) AS verdicts
        FROM {lines} ORDER BY given
    ) TO 'inputs.parquet'
""")
duckdb.sql(f"""
    COPY (
        SELECT given, finding.* FROM (SELECT given, unnest(findings) AS finding FROM {lines}) ORDER BY given
    ) TO 'findings.parquet'
""")

duckdb.sql("SELECT count(*) AS inputs, count(error) AS unread FROM 'inputs.parquet'").show()
duckdb.sql("""
    SELECT viewer, count(*) FILTER (verdict = 'fails') AS fail, count(*) FILTER (verdict = 'wrong') AS wrong,
        count(*) FILTER (verdict = 'slow') AS slow, count(*) AS judged
    FROM (SELECT unnest(map_keys(verdicts)) AS viewer, unnest(map_values(verdicts)) AS verdict FROM 'inputs.parquet')
    GROUP BY viewer ORDER BY fail DESC, viewer
""").show()
duckdb.sql("""
    SELECT rule, effect, count(*) AS inputs, min(given) AS first FROM 'findings.parquet'
    WHERE effect <> 'note' GROUP BY rule, effect ORDER BY inputs DESC, rule LIMIT 20
""").show(max_width=160)
