#!/bin/sh
# check-slice.sh SLICE REPORTS [JOBS]: checks the images that SLICE lists. Interrupted, it goes on where it stopped.
# OMESCOPE is how omescope is called here.
set -u
part=$2.part
${OMESCOPE:-omescope} --from "$1" --format ndjson -o "$part" --resume --fail-on never --jobs "${3:-2}"
# Whatever came of the images, each has a line: only then the slice is done. A line tells also of an image that cannot be read.
listed=$(grep -c '[^[:space:]]' "$1")
if [ "$listed" != "$(wc -l < "$part" | tr -d ' ')" ]; then
  echo "$part is not complete; the same command goes on with it" >&2
  exit 1
fi
mv "$part" "$2"
